using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

public class ReportJsonTests
{
    public static TheoryData<string> Names => ["full", "extreme", "hostile"];

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadingGivesBackWhatWasWritten(string name)
    {
        var report = name switch { "full" => SampleReports.Full, "extreme" => SampleReports.Extreme, _ => SampleReports.Hostile(ReportHtmlTests.HostileText) };
        Assert.Equal(report, ReportJson.Read(ReportJson.Write(report)));
    }

    [Theory]
    [InlineData("{", "report.json: expected JSON, but")]
    [InlineData("{\"schema\": \"toolrm/run@1\"}", "report.json: schema: expected \"toolrm/report@1\"")]
    [InlineData("{\"schema\": \"toolrm/report@1\", \"title\": \"t\", \"summary\": \"s\", \"facts\": [], \"sections\": [{\"kind\": \"pie\", \"title\": \"x\"}]}",
        "report.json: sections[0].kind: expected \"table\", \"bars\", \"curves\", \"diffs\" or \"text\", found the text \"pie\"")]
    [InlineData("{\"schema\": \"toolrm/report@1\", \"title\": \"t\", \"summary\": \"s\", \"facts\": [], \"sections\": [{\"kind\": \"table\", \"title\": \"x\", \"columns\": [\"a\"], \"rows\": [[]]}]}",
        "report.json: sections[0]: row 0 has 0 cells, the table has 1 columns")]
    [InlineData("{\"schema\": \"toolrm/report@1\", \"title\": \"t\", \"summary\": \"s\", \"facts\": [], \"sections\": [{\"kind\": \"table\", \"title\": \"x\", \"columns\": [\"a\"], \"rows\": [[{\"value\": 1, \"format\": \"Q\"}]]}]}",
        "report.json: sections[0]: row 0 has the format 'Q', which is no numeric format")]
    public void OtherDocuments_AreRefusedWithTheirPlace(string text, string message)
    {
        var error = Assert.Throws<DataFormatException>(() => ReportJson.Read(text, "report.json"));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("See docs/formats.md, \"toolrm/report@1\"", error.Message, StringComparison.Ordinal);
    }
}
