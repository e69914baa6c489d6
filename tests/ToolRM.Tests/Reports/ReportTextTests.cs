using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

public class ReportTextTests
{
    [Theory]
    [InlineData(0.7124, "F3", "0.712")]
    [InlineData(-0.25, "F2", "−0.25")]
    [InlineData(-0.0001, "F3", "0.000")] // never minus zero
    [InlineData(double.NaN, "F3", "n/a")]
    [InlineData(double.NegativeInfinity, "F3", "−∞")]
    [InlineData(1e300, "F3", "1E300")]
    [InlineData(1234.5, "F1", "1234.5")]
    public void ValuesAreWritten(double value, string format, string expected) => Assert.Equal(expected, EstimateText.Value(value, format));

    [Fact]
    public void AnEstimateHasItsIntervalAndCount_WhereGiven()
    {
        Assert.Equal("0.712 (0.650 – 0.768, n 240)", EstimateText.Line(new(0.712, 0.65, 0.768, 240), "F3"));
        Assert.Equal("0.712 (n 240)", EstimateText.Line(new(0.712, Count: 240), "F3"));
        Assert.Equal("n/a (n 0)", EstimateText.Line(new(double.NaN, double.NaN, double.NaN, 0), "F3"));
    }

    // A comma for the point, another minus and other digits must not reach a report.
    [Theory]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("fa-IR")]
    public void TheLanguageOfTheMachine_ChangesNothing(string culture)
    {
        var before = Forms();
        var here = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(before, Forms());
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }

        static string Forms() => ReportHtml.Write(SampleReports.Full) + ReportMarkdown.Write(SampleReports.Full) + ReportJson.Write(SampleReports.Full);
    }

    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("\0\u001b\u007f\r", "␀␛␡␍")]
    [InlineData("a\u202eb\u2066", "a⟨U+202E⟩b⟨U+2066⟩")]
    [InlineData("\u200b\ufeff\u0085", "⟨U+200B⟩⟨U+FEFF⟩⟨U+0085⟩")]
    [InlineData("\ufffe", "\ufffd")]
    [InlineData("👩‍🔬 é 漢 שלום", "👩‍🔬 é 漢 שלום")]
    public void InvisibleCharactersBecomeVisible(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    // Built from codes: a lone surrogate cannot stand in an attribute.
    [Fact]
    public void LoneSurrogates_AreReplaced() =>
        Assert.Equal("a\ufffdb\ufffd", VisibleText.Of(new string(['a', (char)0xD83D, 'b', (char)0xDC00])));

    [Fact]
    public void VisibleTextStaysAsItIs() =>
        Prop.ForAll(ArbMap.Default.ArbFor<char[]>(), characters =>
        {
            var once = VisibleText.Of(new string(characters));
            return VisibleText.Of(once) == once;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20261121, 3));
}
