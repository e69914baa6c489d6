using ToolRM.Evaluation.Comparison;
using ToolRM.Reports;
using ToolRM.Runs;
using ToolRM.Tests.Evaluation.Pairs;
using ToolRM.Tests.Evaluation.Pools;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Pairs(string name, string scorer, int rows = 4, params string[] more)
    {
        var data = _folder.Write($"pairs-{rows}.jsonl", string.Join("\n", Enumerable.Range(0, rows).Select(i => PairExamples.Own($"p{i}"))) + "\n");
        var run = CliRun.Of("", ["evaluate", "pairs", "--data", data, "--scorer", scorer, "--out", _folder.At(name), "--resamples", "50", .. more]);
        Assert.True(run.Code == 0, run.Error);
        return _folder.At(name);
    }

    private static CliRun Report(params string[] arguments) => CliRun.Of("", ["report", .. arguments]);

    [Fact]
    public void TwoRuns_GiveDifferencesWithTests_OnTheTerminalAndInFiles()
    {
        var run = Report(Pairs("a", "schema"), Pairs("b", "reference"), "--out", _folder.At("out"), "--resamples", "50");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("reference less schema on 4 shared items", run.Out, StringComparison.Ordinal);
        Assert.Contains("p, Holm", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(ComparisonReport.NumbersTitle, run.Out, StringComparison.Ordinal);
        Assert.Equal(["report.html", "report.json", "report.md"], Directory.EnumerateFiles(_folder.At("out")).Select(Path.GetFileName).Order());
        var written = ReportJson.Read(File.ReadAllText(_folder.At("out/report.json")));
        Assert.Equal("Comparison: schema against reference", written.Title);
        Assert.Contains(written.Sections, section => section.Title == ComparisonReport.NumbersTitle);
        // Reports name no machine.
        Assert.DoesNotContain(_folder.Root, File.ReadAllText(_folder.At("out/report.md")), StringComparison.Ordinal);
        // A comparison is a report too.
        Assert.StartsWith("Comparison: ", Report(_folder.At("out")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFigures_AreThoseOfEvaluatePairsAgainst()
    {
        var both = Pairs("both", "reference", 4, "--against", "schema");
        var against = Assert.IsType<TableSection>(ReportJson.Read(File.ReadAllText(Path.Combine(both, "report.json"))).Sections.Single(section => section.Title == "reference against schema")).Rows[^1];
        var compared = ReportJson.Read(Report(Pairs("a", "schema"), Pairs("b", "reference"), "--json", "--resamples", "50").Out);
        var row = Assert.IsType<TableSection>(compared.Sections.Single(section => section.Title == "Shared measures")).Rows[0];
        Assert.Equal(against[6].Number!.Value.Value, row[6].Number!.Value.Value);  // p
        Assert.Equal(against[7].Number!.Value, row[5].Number!.Value with { Count = against[7].Number!.Value.Count }); // strict difference with its interval
    }

    // Its run says "deterministic": false, which is no other way to measure.
    [Fact]
    public void AJudge_IsComparedWithARule()
    {
        var rule = Pairs("a", "schema");
        var judge = _folder.Write("j.scorer.json", """{"schema":"toolrm/scorer@1","name":"j","kind":"judge","judgement":"score","url":"http://host/v1","model":"m"}""");
        var server = new FakeChatServer(_ => FakeChatServer.Reply(FakeChatServer.Text("<score>3</score>")));
        var run = CliRun.Of([], console => console with { CreateHttp = server.Http }, "evaluate", "pairs", "--data", _folder.At("pairs-4.jsonl"), "--scorer", judge, "--out", _folder.At("b"), "--resamples", "50");
        Assert.True(run.Code == 0, run.Error);
        var report = Report(rule, _folder.At("b"));
        Assert.True(report.Code == 0, report.Error);
        Assert.Contains("less schema on 4 shared items", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void OneRun_IsShown()
    {
        var run = Report(Pairs("a", "schema"));
        Assert.Equal(0, run.Code);
        Assert.StartsWith("Pairs: pairs-4.jsonl", run.Out, StringComparison.Ordinal);
        Assert.Equal(run.Out, Report(_folder.At("a/report.json")).Out);
        Assert.StartsWith("# Pairs: ", Report(_folder.At("a"), "--markdown").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherData_IsRefused_OrToldAndPairedById()
    {
        var (a, b) = (Pairs("a", "schema", 4), Pairs("b", "schema", 3));
        Report(a, b).AssertRefused("the data is pairs-4.jsonl");
        var run = Report(a, b, "--allow-differences");
        Assert.Equal(0, run.Code);
        Assert.Contains("The data: pairs-4.jsonl", run.Error, StringComparison.Ordinal);
        Assert.Contains("schema in b less schema in a on 3 shared items", run.Out, StringComparison.Ordinal);
        Assert.Contains("p3", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherSeed_IsTold()
    {
        var run = Report(Pairs("a", "random"), Pairs("b", "random", 4, "--seed", "7"));
        Assert.Equal(0, run.Code);
        Assert.Contains("Seed: 0 in a, 7 in b.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherKind_AnUnfinishedRun_OrNoReport_IsRefused()
    {
        KitFiles.Write(_folder);
        Assert.Equal(0, CliRun.Of("", "evaluate", "best-of-n", "--data", _folder.Root, "--scorer", "schema", "--draws", "2", "--out", _folder.At("pool")).Code);
        var a = Pairs("a", "schema");
        Report(a, _folder.At("pool")).AssertRefused("expected a report of Pairs");
        Report(a, _folder.At("nowhere")).AssertRefused("no such file");
        Directory.CreateDirectory(_folder.At("empty"));
        Report(a, _folder.At("empty")).AssertRefused("found no report.json there");
        Report(a, Pairs("b", "reference"), "--out", a).AssertRefused("holds a run");
        (RunManifest.Read(_folder.At("a/run.json")) with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("a/run.json"));
        Report(a).AssertRefused("expected a complete run");
    }

    [Fact]
    public void BestOfN_IsPairedByQuestion()
    {
        KitFiles.Write(_folder);
        foreach (var scorer in (string[])["reference", "shortest"])
            Assert.Equal(0, CliRun.Of("", "evaluate", "best-of-n", "--data", _folder.Root, "--scorer", scorer, "--draws", "5", "--out", _folder.At(scorer)).Code);
        var run = Report(_folder.At("reference"), _folder.At("shortest"));
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("shortest less reference on 2 shared items: accuracy of argmax ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsWithoutRows_AreComparedWithoutTests()
    {
        var (a, b) = (Pairs("a", "schema"), Pairs("b", "reference"));
        foreach (var (from, to) in ((string, string)[])[(a, "a.json"), (b, "b.json")]) File.Copy(Path.Combine(from, "report.json"), _folder.At(to));
        var run = Report(_folder.At("a.json"), _folder.At("b.json"));
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("without tests", run.Out, StringComparison.Ordinal);
        Assert.Contains(ComparisonReport.NumbersTitle, run.Out, StringComparison.Ordinal);
        // One with rows and one without cannot be paired, and that is said.
        Assert.Contains("Rows per item are not at hand for b.json", Report(a, _folder.At("b.json")).Error, StringComparison.Ordinal);
    }
}
