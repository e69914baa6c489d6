using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

public class ReportMarkdownTests
{
    [Theory]
    [InlineData("incorrect_parameter_value", "incorrect_parameter_value")]
    [InlineData("_x_ *y* `z`", "\\_x\\_ \\*y\\* \\`z\\`")]
    [InlineData("a|b\nc", "a\\|b c")]
    [InlineData("<b>&amp; [x](http://example.org)", "\\<b\\>\\&amp; \\[x\\](http://example.org)")]
    [InlineData("# no heading", "\\# no heading")]
    [InlineData("- no list", "\\- no list")]
    [InlineData("12. no list", "12\\. no list")]
    [InlineData("0.5 – 0.7", "0.5 – 0.7")]
    [InlineData(" \t- no list", "\\- no list")]
    [InlineData("$x$", "\\$x\\$")]
    public void TextReadsAsItself(string text, string expected) => Assert.Equal(expected, MarkdownText.Inline(text));

    // The longest run inside has four, so the fence has five.
    [Fact]
    public void AFenceIsLongerThanAnyInside() =>
        Assert.Equal("`````text\na ```` b\n```\n`````\n", MarkdownText.Fenced("text", ["a ```` b", "```"]));

    // Each row of a table stays one line with as many bars as its heading.
    [Fact]
    public void HostileText_BreaksNoTable()
    {
        var report = new Report("t", "s", [], [new TableSection("x", null, ["a", "b"], [[ReportHtmlTests.HostileText + "\n|\n", "c"]])]);
        var rows = ReportMarkdown.Write(report).Split('\n').Where(line => line.StartsWith('|')).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(3, row.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\|", "", StringComparison.Ordinal).Count(character => character == '|')));
    }

    [Fact]
    public void SizesAtTheEdges_AreWritten() =>
        Assert.Equal(8, ReportMarkdown.Write(SampleReports.Extreme).Split("Nothing to show.").Length - 1);
}
