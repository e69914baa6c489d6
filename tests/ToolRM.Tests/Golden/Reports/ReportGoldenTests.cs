using ToolRM.Reports;
using ToolRM.Tests.Evaluation.Comparison;
using ToolRM.Tests.Reports;

namespace ToolRM.Tests.Golden.Reports;

/// <summary>One report of every kind of section, in each form; see README.md beside the files.</summary>
public class ReportGoldenTests
{
    private const string Header = "<!-- golden; source: SampleReports.Full, invented numbers; written by: ./build golden --accept -->\n";

    [Fact]
    public void Markdown() => GoldenFile.Check("Reports/report.md", Header + ReportMarkdown.Write(SampleReports.Full));

    [Fact]
    public void Html() => GoldenFile.Check("Reports/report.html", ReportHtml.Write(SampleReports.Full));

    [Fact]
    public void Json() => GoldenFile.Check("Reports/report.json", ReportJson.Write(SampleReports.Full));

    [Fact]
    public void Comparison()
    {
        GoldenFile.Check("Reports/comparison.md", Header.Replace("SampleReports", "ComparisonExamples", StringComparison.Ordinal) + ReportMarkdown.Write(ComparisonExamples.Full));
        GoldenFile.Check("Reports/comparison.html", ReportHtml.Write(ComparisonExamples.Full));
        GoldenFile.Check("Reports/comparison.json", ReportJson.Write(ComparisonExamples.Full));
    }
}
