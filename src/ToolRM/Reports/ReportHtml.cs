using ToolRM.Reports.Charts;
using ToolRM.Reports.Html;

namespace ToolRM.Reports;

/// <summary>
/// Reports as one HTML file without scripts and without anything to load: charts as SVG with their numbers in a table,
/// dark and light, for screens from 320 px, for the keyboard, for screen readers and for paper.
/// </summary>
public static class ReportHtml
{
    // Four sections are seen at a glance; more get a table of contents.
    private const int WithoutContents = 4;

    /// <summary>The report as text.</summary>
    /// <param name="report">
    /// The report. Its texts are shown as they are, never as markup; characters that cannot be seen are made visible.
    /// </param>
    /// <exception cref="ArgumentException">A row or a series has another length than its headings.</exception>
    public static string Write(Report report)
    {
        ReportShape.Check(report);
        var markup = new Markup();
        Head(markup, report);
        Contents(markup, report);
        markup.Add($"<main id=\"main\" tabindex=\"-1\">\n");
        for (var i = 0; i < report.Sections.Count; i++) Section(markup, report.Sections[i], $"section-{Markup.Coordinate(i + 1)}");
        Provenance(markup, report);
        return markup.Add($"</main>\n</body>\n</html>\n").ToString();
    }

    private static void Head(Markup markup, Report report)
    {
        markup.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{report.Title}</title>\n")
            .Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Add($"<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Add($"<style>\n").Own(ReportStyle.Sheet).Add($"</style>\n</head>\n<body>\n")
            .Add($"<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n<header>\n<p class=\"kind\">ToolRM report</p>\n<h1>")
            .Isolated(report.Title).Add($"</h1>\n");
        foreach (var paragraph in Paragraphs(report.Summary)) markup.Add($"<p class=\"lead\">").Isolated(paragraph).Add($"</p>\n");
        markup.Add($"</header>\n");
    }

    private static void Contents(Markup markup, Report report)
    {
        if (report.Sections.Count <= WithoutContents) return;
        markup.Add($"<nav aria-label=\"Contents\">\n<ol>\n");
        for (var i = 0; i < report.Sections.Count; i++)
            markup.Add($"<li><a href=\"#section-{i + 1}\">").Isolated(report.Sections[i].Title).Add($"</a></li>\n");
        if (report.Facts.Count > 0) markup.Add($"<li><a href=\"#provenance\">Provenance</a></li>\n");
        markup.Add($"</ol>\n</nav>\n");
    }

    private static void Section(Markup markup, ReportSection section, string id)
    {
        markup.Add($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">").Isolated(section.Title).Add($"</h2>\n");
        foreach (var paragraph in Paragraphs(section.Note ?? "")) markup.Add($"<p class=\"note\">").Isolated(paragraph).Add($"</p>\n");
        switch (section)
        {
            case TableSection table:
                HtmlTable.Write(markup, table);
                break;
            case BarSection bars when bars.Labels.Count > 0 && bars.Series.Count > 0:
                markup.Add($"<figure>\n");
                if (bars.Series.Count > 1) SeriesStyle.Legend(markup, [.. bars.Series.Select(series => series.Name)], lines: false, "");
                foreach (var size in ChartSize.All) BarChart.Draw(markup, bars, size, id);
                Numbers(markup, NumberTable.Of(bars));
                break;
            case CurveSection curves when curves.Curves.Any(curve => curve.Points.Count > 0):
                markup.Add($"<figure>\n");
                foreach (var size in ChartSize.All) CurveChart.Draw(markup, curves, size, id);
                SeriesStyle.Legend(markup, [.. curves.Curves.Select(curve => curve.Name)], lines: true, "narrow");
                Numbers(markup, NumberTable.Of(curves));
                break;
            case DiffSection diffs:
                HtmlDiff.Write(markup, diffs, id);
                break;
            case TextSection text when !string.IsNullOrWhiteSpace(text.Text):
                foreach (var paragraph in Paragraphs(text.Text)) markup.Add($"<p>").Isolated(paragraph).Add($"</p>\n");
                break;
            default:
                HtmlTable.Nothing(markup);
                break;
        }
        markup.Add($"</section>\n");
    }

    private static void Numbers(Markup markup, TableSection table)
    {
        markup.Add($"<details><summary>Numbers<span class=\"unseen\"> of {table.Title}</span></summary>\n");
        HtmlTable.Write(markup, table);
        markup.Add($"</details>\n</figure>\n");
    }

    private static void Provenance(Markup markup, Report report)
    {
        if (report.Facts.Count == 0) return;
        markup.Add($"<section aria-labelledby=\"provenance\">\n<h2 id=\"provenance\">Provenance</h2>\n<dl>\n");
        foreach (var fact in report.Facts)
            markup.Add($"<div><dt>").Isolated(fact.Key).Add($"</dt><dd>").Isolated(fact.Value).Add($"</dd></div>\n");
        markup.Add($"</dl>\n</section>\n");
    }

    private static string[] Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
