using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Reports;
using ToolRM.Runs;
using ToolRM.Tests.Evaluation.Pools;

namespace ToolRM.Tests.Cli;

/// <summary>evaluate best-of-n, irrelevance, calibration, trajectories and correlation.</summary>
public sealed class PoolCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _kit;

    public PoolCommandTests()
    {
        KitFiles.Write(_folder);
        _kit = Path.GetDirectoryName(_folder.At("questions.jsonl"))!;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BestOfN_WritesRowsAndReport()
    {
        var run = Run("best-of-n", "--data", _kit, "--scorer", "reference", "--draws", "5", "--out", _folder.At("run"));
        Assert.Equal(0, run.Code);
        Assert.Contains("the best there is in 1.000", run.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(["questions.jsonl", "report.html", "report.json", "report.md", "run.json", "scores.jsonl"], Directory.EnumerateFiles(_folder.At("run")).Select(Path.GetFileName).Order());
        var manifest = RunManifest.Read(_folder.At("run/run.json"));
        Assert.Equal([new("scores.jsonl", 4L), new("questions.jsonl", 2L)], manifest.Rows);
        Assert.IsType<FloatValue>(manifest.Summary!["gain"]);
        var again = Run("best-of-n", "--data", _kit, "--scorer", "reference", "--draws", "5", "--out", _folder.At("run"));
        Assert.Contains("complete already", again.Error, StringComparison.Ordinal);
        Assert.Equal(run.Out, again.Out);
    }

    [Fact]
    public void AStoppedRun_GoesOnToTheSameReport()
    {
        string[] arguments = ["--data", _kit, "--scorer", "shortest", "--draws", "5", "--out", _folder.At("run")];
        Run("best-of-n", arguments);
        var whole = File.ReadAllText(_folder.At("run/report.json"));
        var lines = File.ReadAllLines(_folder.At("run/scores.jsonl"));
        File.WriteAllText(_folder.At("run/scores.jsonl"), lines[0] + "\n" + lines[1] + "\n" + lines[2][..5]);
        File.Delete(_folder.At("run/questions.jsonl"));
        var manifest = RunManifest.Read(_folder.At("run/run.json"));
        (manifest with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("run/run.json"));

        Assert.Equal(0, Run("best-of-n", arguments).Code);
        Assert.Equal(whole, File.ReadAllText(_folder.At("run/report.json")));
        Assert.Equal(lines, File.ReadAllLines(_folder.At("run/scores.jsonl")));
    }

    [Fact]
    public void WithoutADirectory_TheReportIsPrinted()
    {
        Assert.Contains("Paired differences, all models", Run("best-of-n", "--data", _kit, "--scorer", "schema", "--draws", "5").Out, StringComparison.Ordinal);
        var json = Run("best-of-n", "--data", _kit, "--scorer", "schema", "--draws", "5", "--json").Out;
        Assert.StartsWith("Best-of-n: FC-RewardBench rebuild, ", ReportJson.Read(json).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void CandidateFiles_AreAPoolToo()
    {
        var file = _folder.Write("rows.jsonl", CliCases.Group("a") + "\n" + CliCases.Group("b") + "\n");
        var run = Run("best-of-n", "--data", file, "--scorer", "reference", "--draws", "5", "--json");
        Assert.Equal(0, run.Code);
        Assert.Contains(ReportJson.Read(run.Out).Sections, section => section.Title == "Full-sequence match, ordered");
    }

    [Fact]
    public void OneToMany_Reports()
    {
        var run = Run("one-to-many", "--data", _kit, "--scorer", "reference", "--out", _folder.At("run"));
        Assert.Equal(0, run.Code);
        Assert.Contains("in 1.000", run.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(["report.html", "report.json", "report.md", "run.json", "scores.jsonl"], Directory.EnumerateFiles(_folder.At("run")).Select(Path.GetFileName).Order());
        Assert.Equal(new FloatValue(1), RunManifest.Read(_folder.At("run/run.json")).Summary!["mrr"]);
        Assert.Contains("complete already", Run("one-to-many", "--data", _kit, "--scorer", "reference", "--out", _folder.At("run")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Irrelevance_Reports()
    {
        var run = Run("irrelevance", "--data", _kit, "--scorer", "reference", "--draws", "5", "--out", _folder.At("run"));
        Assert.Equal(0, run.Code);
        Assert.Contains("AUROC 1.000", run.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("run/report.html")));
    }

    [Fact]
    public void Calibration_Reports()
    {
        var run = Run("calibration", "--data", _kit, "--scorer", "reference", "--models", "open", "--out", _folder.At("run"));
        Assert.Equal(0, run.Code);
        // m1 and m2 on two questions, all decoded.
        Assert.Contains("Over 4 replies of 2 models to 2 questions", run.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(["report.html", "report.json", "report.md", "run.json", "scores.jsonl"], Directory.EnumerateFiles(_folder.At("run")).Select(Path.GetFileName).Order());
        Assert.Contains("2 more replies could not be decoded", Run("calibration", "--data", _kit, "--scorer", "schema").Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var file = _folder.Write("rows.jsonl", CliCases.Group("a") + "\n" + CliCases.Group("b") + "\n");
        Assert.Equal("Calibration: rows.jsonl, all models, scorer schema", ReportJson.Read(Run("calibration", "--data", file, "--scorer", "schema", "--json").Out).Title);
        Run("calibration", "--data", file, "--scorer", "schema", "--models", "open").AssertRefused("does not say which models are open");
    }

    [Fact]
    public void Trajectories_ReportAndGoOn()
    {
        var file = _folder.Write("tau.jsonl", Trajectory("a", 1, 10) + "\n" + Trajectory("b", 0, 10, 11) + "\n" + Trajectory("c", 0) + "\n");
        string[] arguments = ["--data", file, "--scorer", "schema", "--out", _folder.At("run")];
        var run = Run("trajectories", arguments);
        Assert.Equal(0, run.Code);
        Assert.Contains("AUROC 0.500", run.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var whole = File.ReadAllText(_folder.At("run/report.json"));
        var lines = File.ReadAllLines(_folder.At("run/scores.jsonl"));
        Assert.Equal(3, lines.Length);
        File.WriteAllText(_folder.At("run/scores.jsonl"), lines[0] + "\n" + lines[1][..5]);
        (RunManifest.Read(_folder.At("run/run.json")) with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("run/run.json"));
        Assert.Equal(0, Run("trajectories", arguments).Code);
        Assert.Equal(whole, File.ReadAllText(_folder.At("run/report.json")));
        Assert.Equal(lines, File.ReadAllLines(_folder.At("run/scores.jsonl")));

        Run("trajectories", "--data", _folder.Write("twice.jsonl", Trajectory("a", 1, 1) + "\n" + Trajectory("a", 1, 1)), "--scorer", "schema").AssertRefused("a second one of \"a\"");
        Run("trajectories", "--data", _folder.Write("columns.jsonl", """{"id":"a"}"""), "--scorer", "schema").AssertRefused("\"outcome\"");
        Run("trajectories", "--data", _folder.Write("empty.jsonl", ""), "--scorer", "schema").AssertRefused("empty.jsonl");
    }

    [Fact]
    public void Correlation_OfEarlierRuns_IsThatOfMeasuringAnew()
    {
        var pairs = _folder.Write("pairs.jsonl", PairRow("p1", 10, 11) + "\n" + PairRow("p2", 10, 123) + "\n");
        foreach (var scorer in (string[])["shortest", "reference"])
        {
            Assert.Equal(0, Run("pairs", "--data", pairs, "--scorer", scorer, "--out", _folder.At("pairs-" + scorer)).Code);
            Assert.Equal(0, Run("best-of-n", "--data", _kit, "--scorer", scorer, "--draws", "5", "--out", _folder.At("pool-" + scorer)).Code);
        }
        var earlier = Run("correlation", "--json", "--runs", _folder.At("pairs-shortest"), _folder.At("pool-shortest"), _folder.At("pairs-reference"), _folder.At("pool-reference"));
        var anew = Run("correlation", "--json", "--scorers", "shortest,reference", "--pairs", pairs, "--pools", _kit, "--draws", "5");
        Assert.Equal(ReportJson.Read(anew.Out).Sections, ReportJson.Read(earlier.Out).Sections);
        // Pairs and pools are of two benchmarks here, and the title says so.
        Assert.StartsWith("Correlation: pairs of pairs.jsonl, best-of-n of FC-RewardBench rebuild, ", ReportJson.Read(earlier.Out).Title, StringComparison.Ordinal);
        Assert.Equal(ReportJson.Read(anew.Out).Title, ReportJson.Read(earlier.Out).Title);
        Run("correlation", "--runs", _folder.At("pairs-shortest")).AssertRefused("that do not meet");
        Run("correlation", "--runs", _folder.At("pairs-shortest"), _folder.At("pairs-shortest")).AssertRefused("a second one of \"shortest\"");
    }

    [Theory]
    [InlineData("best-of-n --data KIT --scorer best", "there is no scorer \"best\"")]
    [InlineData("best-of-n --data nowhere --scorer schema", "there is no \"nowhere\"")]
    [InlineData("best-of-n --data KIT --scorer schema --draws 0", "expected at least 1")]
    [InlineData("best-of-n --data KIT --scorer schema --overwrite", "--overwrite goes with --out")]
    [InlineData("best-of-n --data KIT --scorer schema --references x", "carries its references")]
    [InlineData("one-to-many --data KIT --scorer schema --wrong 0", "expected at least 1")]
    [InlineData("one-to-many --data nowhere --scorer schema", "there is no \"nowhere\"")]
    [InlineData("irrelevance --data nowhere --scorer schema", "no such folder")]
    [InlineData("calibration --data KIT --scorer shortest", "\"shortest\" gives raw scores")]
    [InlineData("calibration --data KIT --scorer best", "there is no scorer \"best\"")]
    [InlineData("calibration --data nowhere --scorer schema", "there is no \"nowhere\"")]
    [InlineData("calibration --data KIT --scorer schema --models some", "expected all|open")]
    [InlineData("trajectories --data nowhere --scorer schema", "nowhere")]
    [InlineData("trajectories --data nowhere --scorer best", "there is no scorer \"best\"")]
    [InlineData("trajectories --data nowhere --scorer reference", "needs a reference")]
    [InlineData("correlation --seed 1", "give either --runs, or --scorers")]
    [InlineData("correlation --scorers all", "--scorers goes with --pairs and --pools")]
    [InlineData("correlation --runs nowhere", "cannot be read")]
    public void BadInput_IsRefused(string arguments, string message)
    {
        var words = arguments.Split(' ').Select(word => word == "KIT" ? _kit : word).ToArray();
        var run = Run(words[0], words[1..]);
        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static CliRun Run(string verb, params string[] arguments) => CliRun.Of("", ["evaluate", verb, .. arguments]);

    private static string Trajectory(string id, int reward, params int[] calls) =>
        """
        {"id":"ID","source":"ours","model":"none","task_id":"ID","outcome":{"reward":REWARD},
        "tools":[{"type":"function","function":{"name":"area","parameters":{"type":"object","properties":{"base":{"type":"integer"}}}}}],
        "messages":[{"role":"user","content":"Area?"}MESSAGES]}
        """.ReplaceLineEndings("").Replace("ID", id, StringComparison.Ordinal).Replace("REWARD", reward.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("MESSAGES", string.Concat(calls.Select(call => "," + Message(call))), StringComparison.Ordinal);

    private static string Message(int value) =>
        """{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"area","arguments":"{\"base\":VALUE}"}}]}""".Replace("VALUE", value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string PairRow(string id, int right, int wrong) => System.FormattableString.Invariant(
        $$$"""{"id":"{{{id}}}","messages":[],"tools":[],"chosen":[{"name":"area","arguments":{"base":{{{right}}}}}],"rejected":[{"name":"area","arguments":{"base":{{{wrong}}}}}],"error_type":"incorrect_parameter_value","reference":{"kind":"gold-calls","calls":[{"name":"area","arguments":{"base":{{{right}}}}}]}}""");
}
