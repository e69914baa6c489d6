using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

public sealed class ReportFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toolrm-report-");

    [Fact]
    public void ThreeFilesAreWritten_AndReplaced()
    {
        var folder = Path.Combine(_folder.FullName, "new", "report");
        ReportFiles.Write(SampleReports.Extreme, folder);
        ReportFiles.Write(SampleReports.Full, folder);
        Assert.Equal(["report.html", "report.json", "report.md"], Names(folder));
        Assert.Equal(SampleReports.Full, ReportJson.Read(File.ReadAllText(Path.Combine(folder, "report.json"))));
        Assert.Equal(ReportMarkdown.Write(SampleReports.Full), File.ReadAllText(Path.Combine(folder, "report.md")));
        Assert.Equal(ReportHtml.Write(SampleReports.Full), File.ReadAllText(Path.Combine(folder, "report.html")));
    }

    [Fact]
    public void AReportThatCannotBeWritten_LeavesNoFile()
    {
        var report = new Report("t", "s", [], [new BarSection("bars", null, "x", ["a"], [new("one", [])])]);
        Assert.Contains("series 'one' has 0 values, there are 1 labels", Assert.Throws<ArgumentException>(() => ReportFiles.Write(report, _folder.FullName)).Message, StringComparison.Ordinal);
        Assert.Empty(Names(_folder.FullName));
    }

    [Fact]
    public void AFileInPlaceOfTheFolder_IsADataError()
    {
        var path = Path.Combine(_folder.FullName, "taken");
        File.WriteAllText(path, "");
        var error = Assert.Throws<DataFormatException>(() => ReportFiles.Write(SampleReports.Full, path));
        Assert.StartsWith(path + ": the report cannot be written", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
}
