using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Runs;

namespace ToolRM.Tests.Cli;

/// <summary><c>toolrm benchmark</c> and <c>toolrm data</c> on files of our own.</summary>
public sealed class BenchmarkAndDataCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-benchmark-").FullName;

    public BenchmarkAndDataCommandTests()
    {
        Write("questions/BFCL_v3_simple.json", """{"id": "simple_0", "question": [[{"role": "user", "content": "Boil two eggs"}]], "function": [{"name": "boil", "parameters": {"type": "dict", "properties": {"eggs": {"type": "integer"}}, "required": ["eggs"]}}]}""");
        Write("questions/possible_answer/BFCL_v3_simple.json", """{"id": "simple_0", "ground_truth": [{"boil": {"eggs": [2]}}]}""");
        Write("result/good/BFCL_v3_simple_result.json", """{"id": "simple_0", "result": "[boil(eggs=2)]"}""");
        Write("result/bad/BFCL_v3_simple_result.json", """{"id": "simple_0", "result": [{"boil": "{\"eggs\": 3}"}]}""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Build_WritesPairsPoolsVerdicts_AndACompleteManifest()
    {
        var run = CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--out", At("run"), "--title", "ours");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var pair = JsonParse.Of(Assert.Single(File.ReadAllLines(At("run/pairs.jsonl")))).Value as MapValue;
        Assert.Equal((ArgumentValue.Of("bad"), ArgumentValue.Of("ours")), (pair!["generator"], pair["dataset"]));
        Assert.Equal(2, File.ReadAllLines(At("run/verdicts.jsonl")).Length);
        var manifest = RunManifest.Read(At("run/run.json"));
        Assert.True(manifest.IsComplete);
        Assert.Equal(4, manifest.Plan.Inputs.Count); // questions, answers, two models
        Assert.Contains("complete already", CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--out", At("run"), "--title", "ours").Out, StringComparison.Ordinal);
    }

    // The text holds the right call in a form that our own parser reads and BFCL's decoder of plain texts does not: it stays wrong.
    [Fact]
    public void BuiltPools_KeepTheBuildsVerdicts_AndLiveQuestionsAndGroups()
    {
        Write("questions/BFCL_v3_live_simple.json", """{"id": "live_simple_0-0-0", "question": [[{"role": "user", "content": "Boil two eggs"}]], "function": [{"name": "boil", "parameters": {"type": "dict", "properties": {"eggs": {"type": "integer"}}, "required": ["eggs"]}}]}""");
        Write("questions/possible_answer/BFCL_v3_live_simple.json", """{"id": "live_simple_0-0-0", "ground_truth": [{"boil": {"eggs": [2]}}]}""");
        Write("questions/BFCL_v3_irrelevance.json", """{"id": "irrelevance_0", "question": [[{"role": "user", "content": "Sing"}]], "function": [{"name": "boil", "parameters": {"type": "dict", "properties": {"eggs": {"type": "integer"}}, "required": ["eggs"]}}]}""");
        Write("result/other/BFCL_v3_simple_result.json", """{"id": "simple_0", "result": "<tool_call>{\"name\": \"boil\", \"arguments\": {\"eggs\": 2}}</tool_call>"}""");
        Write("result/good/BFCL_v3_live_simple_result.json", """{"id": "live_simple_0-0-0", "result": "[boil(eggs=2)]"}""");
        Write("result/good/BFCL_v3_irrelevance_result.json", """{"id": "irrelevance_0", "result": "I cannot."}""");
        Write("result/bad/BFCL_v3_irrelevance_result.json", """{"id": "irrelevance_0", "result": "[boil(eggs=1)]"}""");
        Assert.Equal(0, CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--out", At("run"), "--title", "ours").Code);

        var pool = BuiltPool.Load(At("run"), BuiltPool.PoolsFile);
        Assert.Equal("ours", pool.Title);
        var simple = pool.Questions.Single(question => question.Id == "simple_0");
        Assert.Equal([("bad", false, true), ("good", true, true), ("other", false, false)], simple.Outputs.Select(output => (output.Runs[0].Model, output.IsRight, output.IsReadable)).Order());
        Assert.Equal(simple.Group, pool.Questions.Single(question => question.IsLive).Group);

        foreach (var data in (string[])[At("run"), At("run/pools.jsonl")])
        {
            var report = CliRun.Of("", "evaluate", "best-of-n", "--data", data, "--scorer", "reference", "--draws", "5");
            Assert.Equal(0, report.Code);
            Assert.StartsWith("Best-of-n: ours, scorer reference", report.Out, StringComparison.Ordinal);
        }
        var irrelevance = CliRun.Of("", "evaluate", "irrelevance", "--data", At("run"), "--scorer", "schema", "--draws", "5");
        Assert.True(irrelevance.Code == 0, irrelevance.Error);
        Assert.StartsWith("Irrelevance: ours, scorer schema", irrelevance.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsToQuestionsOfAnotherVersion_AreNamed()
    {
        Write("result/good/BFCL_v4_simple_python_result.json", """{"id": "simple_python_0", "result": "[boil(eggs=2)]"}""");
        var run = CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--out", At("run"));
        Assert.Equal(0, run.Code);
        Assert.Contains("1 outputs are to questions that are not among these, the first to \"simple_python_0\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void InfoOfPairScores_IsNotTakenForPreferences()
    {
        Write("scores.jsonl", """{"id": "a", "outcome": "tie", "chosen": {"value": 1, "scale": "raw"}, "rejected": {"value": 1, "scale": "raw"}}""");
        Assert.Contains("kind: toolrm/pair-scores@1", CliRun.Of("", "data", "info", At("scores.jsonl")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void ABuildWithoutIrrelevanceQuestions_SaysSo()
    {
        CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--out", At("run"));
        CliRun.Of("", "evaluate", "irrelevance", "--data", At("run"), "--scorer", "schema").AssertRefused("built without outputs to irrelevance questions");
    }

    [Fact]
    public void Build_RefusesHandlersOfNobody()
    {
        Write("handlers.json", """{"goood": "prompt"}""");
        CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--handlers", At("handlers.json"), "--out", At("run")).AssertRefused("no outputs of \"goood\"");
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void Build_RefusesThePublishedName() =>
        CliRun.Of("", "benchmark", "build", "--questions", At("questions"), "--outputs", At("result"), "--out", At("run"), "--title", "FC-RewardBench").AssertRefused("Choose another");

    [Theory]
    [InlineData("give --questions and --outputs, or --kit", "benchmark", "build", "--out", "x")]
    [InlineData("--kit stands in place", "benchmark", "build", "--kit", "k", "--questions", "q", "--out", "x")]
    [InlineData("there is no folder", "benchmark", "check", "--kit", "nowhere")]
    [InlineData("--balance: expected paper|uniform, found \"x\"", "benchmark", "build", "--kit", "k", "--out", "x", "--balance", "x")]
    [InlineData("there is no data set", "data", "pull", "nothing", "--to", "x")]
    [InlineData("neither a file nor a known data set", "data", "info", "nothing")]
    [InlineData("is not set", "data", "pull", "bfcl", "--to", "x", "--token-env", "TOOLRM_NO_SUCH_VARIABLE")]
    public void WrongUsage_IsRefused(string expected, params string[] arguments) => CliRun.Of("", arguments).AssertRefused(expected);

    [Fact]
    public void List_NamesEverySource()
    {
        var run = CliRun.Of("", "data", "list");
        Assert.All(ToolRM.Datasets.DataSources.All, source => Assert.Contains(source.Name, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void InfoOfAFile_TellsKindRowsColumnsAndHash()
    {
        var run = CliRun.Of("", "data", "info", At("questions/BFCL_v3_simple.json"));
        Assert.Equal(0, run.Code);
        Assert.Contains("kind: bfcl-questions", run.Out, StringComparison.Ordinal);
        Assert.Contains("rows: 1, all readable", run.Out, StringComparison.Ordinal);
        Assert.Contains("licence: unknown", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void InfoOfAFileWithABadRow_SaysWhere_WithCode1()
    {
        Write("rows.jsonl", """{"chosen": "a", "rejected": "b"}""", """{"chosen": "a", "rejected": "a"}""");
        var run = CliRun.Of("", "data", "info", At("rows.jsonl"));
        Assert.Equal(1, run.Code);
        Assert.Contains("rows.jsonl:2: rejected: expected another completion", run.Error, StringComparison.Ordinal);
    }

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllLines(At(path), lines);
    }
}
