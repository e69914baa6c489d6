using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Preferences;
using ToolRM.Tests.Preferences;

namespace ToolRM.Tests.Cli;

public class PairsCommandTests
{
    private static string Candidates(int count = 12, Func<int, string>? request = null) =>
        string.Concat(Enumerable.Range(0, count).Select(i => CandidatesJson.Write(PairGroups.Group($"q{i}", request: request?.Invoke(i)).Group) + "\n"));

    [Fact]
    public void PairsAreWrittenAndMeasured()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("weather.jsonl.gz", TemporaryFolder.Gzip(Candidates()));
        var run = CliRun.Of("", "pairs", "--data", data, "--out", folder.At("pairs"), "--seed", "3", "--holdout", "0.3", "--balance", "label:0.5,source");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("pairs: 36 of 12 prompts", run.Out, StringComparison.Ordinal);
        var rows = Rows(folder.At("pairs/pairs.jsonl")).Concat(Rows(folder.At("pairs/holdout.jsonl"))).ToList();
        Assert.Equal(36, rows.Count);
        Assert.All(rows, row => Assert.Equal("weather", row.Source));
        var manifest = JsonParse.Of(File.ReadAllText(folder.At("pairs/manifest.json"))).Value!.ToString();
        Assert.Contains("\"pairs\":36", manifest, StringComparison.Ordinal);
        Assert.Contains("\"sha256\"", manifest, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("", "evaluate", "pairs", "--data", folder.At("pairs/pairs.jsonl"), "--scorer", "schema", "--resamples", "10").Code);
    }

    [Fact]
    public void AgainGivesTheSameBytes_ButNotByAccident()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("a.jsonl", Candidates());
        string[] command = ["pairs", "--data", data, "--out", folder.At("out"), "--seed", "3"];
        Assert.Equal(0, CliRun.Of("", command).Code);
        var first = File.ReadAllText(folder.At("out/pairs.jsonl"));
        CliRun.Of("", command).AssertRefused("--overwrite");
        Assert.Equal(0, CliRun.Of("", [.. command, "--overwrite"]).Code);
        Assert.Equal(first, File.ReadAllText(folder.At("out/pairs.jsonl")));
    }

    [Fact]
    public void PromptsOfAnEvaluationSetAreLeftOut_WithoutBeingPrinted()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("a.jsonl", Candidates(4, i => i == 0 ? "A secret request" : $"request {i}"));
        var exclude = folder.Write("bench.jsonl", """{"id": "b", "question": [[{"role": "user", "content": "a secret request?"}]], "function": []}""");
        var run = CliRun.Of("", "pairs", "--data", data, "--out", folder.At("out"), "--exclude", exclude);
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("secret", run.Out + File.ReadAllText(folder.At("out/pairs.jsonl")) + File.ReadAllText(folder.At("out/manifest.json")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"same_request\": 1", File.ReadAllText(folder.At("out/manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void BadInputIsNamed()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("a.jsonl", Candidates(1));
        CliRun.Of("", "pairs", "--data", folder.At("none.jsonl"), "--out", folder.At("o")).AssertRefused("there is no such file");
        CliRun.Of("", "pairs", "--data", folder.Write("b.jsonl", Candidates(1) + Candidates(1)), "--out", folder.At("o")).AssertRefused("b.jsonl:2: expected one row per id");
        CliRun.Of("", "pairs", "--data", folder.Write("c.jsonl", "{\"id\": \"t\", \"calls\": []}"), "--out", folder.At("o")).AssertRefused("toolrm corrupt");
        CliRun.Of("", "pairs", "--data", data, "--out", folder.At("o"), "--balance", "colour").AssertRefused("found \"colour\"");
        CliRun.Of("", "pairs", "--data", data, "--out", folder.At("o"), "--holdout", "1").AssertRefused("held out");
        CliRun.Of("", "pairs", "--data", data, "--out", folder.At("o"), "--exclude", folder.Write("d.jsonl", "{\"id\": 1}")).AssertRefused("expected rows with messages or tools");
        CliRun.Of("", "pairs", "--data", folder.Write("e.jsonl", Candidates(1).Replace("\"gold-calls\"", "\"per-turn\",\"turns\":[]", StringComparison.Ordinal)), "--out", folder.At("o")).AssertRefused("no pairs came");
        Assert.False(Directory.Exists(folder.At("o")));
    }

    [Fact]
    public void ReferencesMayStandInTaskRows()
    {
        using var folder = new TemporaryFolder();
        var group = PairGroups.Group("q1").Group;
        var data = folder.Write("candidates.jsonl", CandidatesJson.Write(group with { Reference = null }) + "\n");
        var task = folder.Write("tasks.jsonl", """{"id": "q1", "source": "s", "tools": [], "messages": [], "calls": [{"name": "get_weather", "arguments": {"city": "Paris", "days": 3}}], "split": "train", "meta": {}}""");
        Assert.Equal(0, CliRun.Of("", "pairs", "--data", data, "--references", task, "--out", folder.At("out")).Code);
        Assert.Equal(3, Rows(folder.At("out/pairs.jsonl")).Count());
    }

    private static IEnumerable<PreferencePair> Rows(string path) => File.ReadLines(path).Select(line => PairJson.Read(JsonParse.Of(line).Value!));
}
