using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

public class ReportHtmlTests
{
    /// <summary>Markup, quotes, control characters, an override of direction, half an emoji, right-to-left text.</summary>
    public const string HostileText =
        "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1)' <b>&amp; \0\u0007\u001b[31m\u007f \u202etxt.exe\u202c \ud83d שלום مرحبا ]]>--><!-- | `code` **bold** http://example.org/x";

    [Fact]
    public void HostileText_StaysText()
    {
        var html = ReportHtml.Write(SampleReports.Hostile(HostileText));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        // Inside attributes every quote of the text is encoded, so no attribute of its own begins.
        Assert.DoesNotMatch(@"\sonclick=""", html);
        Assert.DoesNotContain('\u202e', html);
        Assert.Contains("⟨U+202E⟩txt.exe", html, StringComparison.Ordinal);
        Assert.Contains("␀␇␛[31m␡", html, StringComparison.Ordinal);
    }

    // The page without its doctype and void elements' ends is well-formed XML: every tag that opens is closed, whatever the text.
    [Fact]
    public void AnyText_GivesAWellFormedPage() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<char[]>(),
            characters =>
            {
                var html = ReportHtml.Write(SampleReports.Hostile(new string(characters)));
                _ = Page(html);
                _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(html);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261121, 7));

    [Fact]
    public void SizesAtTheEdges_AreWritten()
    {
        var html = ReportHtml.Write(SampleReports.Extreme);
        Assert.Equal(8, Regex.Count(html, "Nothing to show"));
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", html, StringComparison.Ordinal);
        Assert.Contains(">n/a", html, StringComparison.Ordinal);
        _ = Page(html);
    }

    [Fact]
    public void PageLoadsNothing_AndHasNoScript()
    {
        var html = ReportHtml.Write(SampleReports.Full);
        Assert.DoesNotMatch("<(script|link|img|iframe|object|embed|base|form)\\b|url\\(|@import|\\ssrc=", html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryIdIsUnique_AndEveryReferenceHasItsTarget()
    {
        var page = Page(ReportHtml.Write(SampleReports.Full));
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var references = page.Descendants().Attributes("aria-labelledby").SelectMany(attribute => attribute.Value.Split(' '))
            .Concat(page.Descendants("a").Select(link => link.Attribute("href")!.Value.TrimStart('#')));
        Assert.Empty(references.Except(ids));
    }

    [Fact]
    public void EveryChartHasTitleAndDescription_AndItsNumbersInATable()
    {
        var page = Page(ReportHtml.Write(SampleReports.Full));
        var charts = page.Descendants("svg").Where(svg => (string?)svg.Attribute("role") == "img").ToList();
        Assert.Equal(8, charts.Count); // four charts, each drawn for pages and for phones
        Assert.All(charts, chart => Assert.True(chart.Element("title") is not null && chart.Element("desc") is not null));
        Assert.All(page.Descendants("figure"), figure => Assert.NotEmpty(figure.Descendants("table")));
    }

    [Fact]
    public void HeadingsLeaveOutNoLevel()
    {
        var levels = Page(ReportHtml.Write(SampleReports.Full)).Descendants()
            .Select(element => element.Name.LocalName).Where(name => name is ['h', >= '1' and <= '6']).Select(name => name[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void MoreThanFourSections_HaveATableOfContents(int sections, bool expected)
    {
        var report = new Report("t", "s", [], [.. Enumerable.Range(0, sections).Select(i => new TextSection($"part {i}", "text"))]);
        Assert.Equal(expected, ReportHtml.Write(report).Contains("<nav", StringComparison.Ordinal));
    }

    [Fact]
    public void ARowOfAnotherLength_IsRefusedWithBothNumbers()
    {
        var report = new Report("t", "s", [], [new TableSection("rows", null, ["a", "b"], [["1"]])]);
        Assert.Contains("Section 'rows': row 0 has 1 cells, the table has 2 columns.", Assert.Throws<ArgumentException>(() => ReportHtml.Write(report)).Message, StringComparison.Ordinal);
    }

    private static XElement Page(string html)
    {
        var body = Regex.Replace(html, "^<!doctype html>\n", "");
        body = Regex.Replace(body, "<style>.*?</style>", "", RegexOptions.Singleline);
        body = Regex.Replace(body, "<meta ([^>]*)>", "<meta $1/>");
        return XElement.Parse(body, LoadOptions.PreserveWhitespace);
    }
}
