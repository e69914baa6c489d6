using ToolRM.Reports;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Cli;

public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutData_OurExamplesAreAudited()
    {
        var run = Run("reference", "--items", "20");
        Assert.Equal(0, run.Code);
        Assert.Contains("Audit: reference, ToolRM examples", run.Out, StringComparison.Ordinal);
        Assert.Contains("No attack lifts a wrong reply above the right one.", run.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void ARun_IsWritten_GoesOnAndKeepsItsAnswer()
    {
        string[] arguments = ["shortest", "--items", "30", "--attacks", "empty-arguments,silence", "--fail-above", "0.1", "--out", _folder.At("run")];
        var run = Run(arguments);
        Assert.Equal(1, run.Code);
        Assert.Contains("more than 0.1", run.Error, StringComparison.Ordinal);
        Assert.Equal(["report.html", "report.json", "report.md", "run.json", "scores.jsonl"], Directory.EnumerateFiles(_folder.At("run")).Select(Path.GetFileName).Order());
        var again = Run(arguments);
        Assert.Equal((1, run.Out), (again.Code, again.Out));
        Assert.Contains("complete already", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, Run(["shortest", "--items", "30", "--attacks", "empty-arguments", "--fail-above", "1"]).Code);
    }

    [Fact]
    public void Files_OfPairsAndOfGroups_AreTaken_AndRewardsToo()
    {
        var pairs = Path.Combine(Repository.Root, "examples", "data", "pairs.jsonl");
        var report = ReportJson.Read(Run("otc", "--options", """{"smoothing": 1}""", "--data", pairs, "--items", "10", "--json").Out);
        Assert.StartsWith("Audit: otc, ToolRM examples", report.Title, StringComparison.Ordinal);
        Assert.Contains(report.Facts, fact => fact.Key == "file pairs.jsonl");
        var composition = _folder.Write("mine.json", """{"schema": "toolrm/reward@1", "name": "mine", "reward": "otc", "options": {"smoothing": 1}}""");
        Assert.Equal(0, Run(composition, "--items", "5").Code);
    }

    [Fact]
    public void WrongUse_IsRefused()
    {
        Run("nothing").AssertRefused("scorer: there is no \"nothing\"");
        Run("schema", "--attacks", "pading").AssertRefused("there is no attack \"pading\"");
        Run("schema", "--options", "{}").AssertRefused("\"schema\" is no reward");
        Run("schema", "--data", _folder.At("absent.jsonl")).AssertRefused("there is no such file");
        Run("schema", "--data", _folder.Write("alone.jsonl", CliCases.Right + "\n")).AssertRefused("alone.jsonl");
        Run("schema", "--fail-above", "2").AssertRefused("--fail-above: expected 0 to 1");
        Run("schema", "--items", "0").AssertRefused("--items: expected at least 1");
    }

    private static CliRun Run(params string[] arguments) => CliRun.Of("", ["audit", .. arguments]);
}
