using System.Globalization;
using System.Text.RegularExpressions;
using ToolRM.Reports.Html;

namespace ToolRM.Tests.Reports;

/// <summary>Contrast of the report's colours, as WCAG 2.2 computes it: 4.5:1 for text (1.4.3), 3:1 for drawings (1.4.11).</summary>
public class ReportStyleTests
{
    // The style sheet has three blocks of colours: light, dark, paper.
    private static readonly Dictionary<string, string>[] Schemes =
        [.. Regex.Matches(ReportStyle.Sheet, @":root \{(.*?)\}", RegexOptions.Singleline).Select(block => Regex
            .Matches(block.Groups[1].Value, @"--(\w+): (#[0-9a-f]{6});").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value))];

    [Fact]
    public void BlackOnWhiteIs21() => Assert.Equal(21, Contrast("#000000", "#ffffff"), 6);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryColourCanBeReadOnWhatLiesBelow(int scheme)
    {
        Assert.Equal(3, Schemes.Length);
        var colours = Schemes[scheme];
        foreach (var (text, ground) in ((string, string)[])[("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("ink", "panel"), ("muted", "panel"), ("ink", "differs")])
            AssertContrast(text, ground, 4.5);
        foreach (var drawing in (string[])["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "edge"]) AssertContrast(drawing, "paper", 3);
        AssertContrast("edge", "differs", 3);

        void AssertContrast(string over, string under, double atLeast)
        {
            var contrast = Contrast(colours[over], colours[under]);
            Assert.True(contrast >= atLeast, $"{over} {colours[over]} on {under} {colours[under]}: {contrast:F2}, needs {atLeast}");
        }
    }

    // WCAG 2.2, "relative luminance" and "contrast ratio".
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) => 0.2126 * Channel(colour, 1) + 0.7152 * Channel(colour, 3) + 0.0722 * Channel(colour, 5);

    private static double Channel(string colour, int start)
    {
        var value = int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
