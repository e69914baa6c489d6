using System.Net;

namespace ToolRM.Reports;

/// <summary>Reports as one HTML file.</summary>
public static class ReportHtml
{
    /// <summary>The report as text.</summary>
    /// <param name="report">The report.</param>
    /// <exception cref="ArgumentException">A row or a series has another length than its headings.</exception>
    public static string Write(Report report) =>
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(VisibleText.Of(report.Title))}</title><pre>{WebUtility.HtmlEncode(ReportMarkdown.Write(report))}</pre></html>\n";
}
