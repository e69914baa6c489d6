using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Filtering;
using ToolRM.Runs;
using ToolRM.Tests.Evaluation.Pools;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

public sealed class FilterCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheBestHalf_IsCopiedToTheLetter()
    {
        var rows = new[] { Row("1", """{"a": 1}"""), Row("2", """{"a":   "no"}"""), Row("3", """{"a": 3}"""), Row("4", """{"b": 4}""") };
        var data = _folder.Write("sft.jsonl.gz", TemporaryFolder.Gzip(string.Join('\n', rows) + "\n"));
        string[] arguments = ["filter", "--data", data, "--scorer", "schema", "--share", "0.5", "--out", _folder.At("run")];
        var run = CliRun.Of("", arguments);
        Assert.Equal(0, run.Code);
        Assert.Contains("2 of 4 kept (50.0 %)", run.Out, StringComparison.Ordinal);
        Assert.Equal([rows[0], rows[2]], File.ReadAllLines(_folder.At("run/kept.jsonl")));
        Assert.Equal(["decisions.jsonl", "dropped-samples.jsonl", "kept.jsonl", "report.html", "report.json", "report.md", "run.json", "scores.jsonl"], Directory.EnumerateFiles(_folder.At("run")).Select(Path.GetFileName).Order());
        Assert.Equal(["kept", "below-others", "kept", "below-others"], Decisions().Select(decision => FilterJson.Word(decision.Reason)));
        Assert.Contains("\"row\":{\"id\":\"2\"", File.ReadAllText(_folder.At("run/dropped-samples.jsonl")), StringComparison.Ordinal);
        var again = CliRun.Of("", arguments);
        Assert.Contains("complete already", again.Error, StringComparison.Ordinal);
        Assert.Equal(run.Out[..run.Out.IndexOf("kept: ", StringComparison.Ordinal)], again.Out);
    }

    [Fact]
    public void AStoppedRun_GoesOnToTheSameFiles()
    {
        var data = _folder.Write("sft.jsonl", string.Concat(Enumerable.Range(0, 9).Select(i => Row($"{i}", $"{{\"a\": {i % 3}}}") + "\n")));
        string[] arguments = ["filter", "--data", data, "--scorer", "random", "--share", "0.4", "--duplicates", "exact", "--seed", "3", "--out", _folder.At("run")];
        Assert.Equal(0, CliRun.Of("", arguments).Code);
        string[] names = ["scores.jsonl", "decisions.jsonl", "dropped-samples.jsonl", "kept.jsonl", "report.json"];
        var whole = names.Select(name => File.ReadAllText(_folder.At("run/" + name))).ToList();
        foreach (var name in names.Take(3))
        {
            var text = File.ReadAllText(_folder.At("run/" + name));
            File.WriteAllText(_folder.At("run/" + name), text[..(text.Length / 2)]);
        }
        File.Delete(_folder.At("run/kept.jsonl"));
        var manifest = RunManifest.Read(_folder.At("run/run.json"));
        (manifest with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("run/run.json"));
        Assert.Equal(0, CliRun.Of("", arguments).Code);
        Assert.Equal(whole, names.Select(name => File.ReadAllText(_folder.At("run/" + name))));
    }

    [Fact]
    public void Candidates_LoseTheirWorst_AndKeepTheirColumns()
    {
        var data = _folder.Write("c.jsonl", CliCases.Group("q").Replace("{\"id\": \"q\",", "{\"id\": \"q\", \"dataset\": \"mine\",", StringComparison.Ordinal) + "\n");
        var run = CliRun.Of("", "filter", "--data", data, "--scorer", "reference", "--top", "1", "--per", "prompt", "--out", _folder.At("run"));
        Assert.Equal(0, run.Code);
        Assert.Contains("By the rows' references 0.333", run.Out, StringComparison.Ordinal);
        Assert.Contains("and 1.000", run.Out, StringComparison.Ordinal);
        var row = Assert.IsType<MapValue>(JsonParse.Of(Assert.Single(File.ReadAllLines(_folder.At("run/kept.jsonl")))).Value);
        Assert.Equal((ArgumentValue.Of("mine"), "0"), (row["dataset"], ToolRM.Conversations.Formats.CandidatesJson.Read(row).Candidates[0].Id));
    }

    [Fact]
    public void Files_OfSeveralFormats_BecomeOne()
    {
        var (first, second) = (_folder.Write("one.jsonl", Row("1", """{"a": 1}""") + "\n"), _folder.Write("two.jsonl", CliCases.Group("q") + "\n"));
        CliRun.Of("", "filter", "--data", first, second, "--out", _folder.At("same")).AssertRefused("two.jsonl:1: expected rows of one format, Messages");
        Assert.Equal(0, CliRun.Of("", "filter", "--data", first, second, "--to", "openai", "--out", _folder.At("run")).Code);
        var rows = File.ReadAllLines(_folder.At("run/kept.jsonl")).Select(line => (MapValue)JsonParse.Of(line).Value!).ToList();
        Assert.Equal(["1", "q/0", "q/1", "q/2"], rows.Select(row => ((TextValue)row["id"]!).Value));
        Assert.Equal(["one", "two"], Decisions().Select(decision => decision.Item.Source).Distinct());
        Assert.All(rows, row => ToolRM.Conversations.Formats.OpenAiChat.Read(row));
    }

    [Fact]
    public void ARandomHalf_NeedsNoScorer()
    {
        var data = _folder.Write("sft.jsonl", string.Concat(Enumerable.Range(0, 8).Select(i => Row($"{i}", "{}") + "\n")));
        Assert.Equal(0, CliRun.Of("", "filter", "--data", data, "--random-share", "0.5", "--per", "source", "--out", _folder.At("run")).Code);
        Assert.Equal(4, File.ReadAllLines(_folder.At("run/kept.jsonl")).Length);
        Assert.Equal("", File.ReadAllText(_folder.At("run/scores.jsonl")));
    }

    [Fact]
    public void Unscored_AreDroppedOrKept()
    {
        // Without a reference the scorer "reference" cannot judge.
        var data = _folder.Write("sft.jsonl", Row("1", "{}") + "\n");
        Assert.Contains("0 of 1 kept (0.0 %), 1 could not be scored", CliRun.Of("", "filter", "--data", data, "--scorer", "reference", "--threshold", "0.5", "--out", _folder.At("drop")).Out, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(_folder.At("drop/kept.jsonl")));
        Assert.Contains("kept-unscored", CliRun.Of("", "filter", "--data", data, "--scorer", "reference", "--threshold", "0.5", "--unscored", "keep", "--out", _folder.At("keep")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("need scores; name a --scorer", "--share", "0.5")]
    [InlineData("take one of top, share and random share; top: expected at least 1, found 0", "--top", "0", "--share", "0.5")]
    [InlineData("--similarity goes with --duplicates near", "--similarity", "0.7")]
    [InlineData("--unscored goes with --scorer", "--unscored", "keep")]
    [InlineData("--per: expected all|source|prompt", "--per", "model")]
    [InlineData("there is no scorer \"nope\"", "--scorer", "nope")]
    public void BadOptions_AreNamed(string message, params string[] arguments)
    {
        CliRun.Of("", ["filter", "--data", _folder.Write("sft.jsonl", Row("1", "{}") + "\n"), "--out", _folder.At("run"), .. arguments]).AssertRefused(message);
        Assert.False(Directory.Exists(_folder.At("run")));
    }

    [Fact]
    public void BadRows_AreNamed_AndNothingIsKept()
    {
        foreach (var (rows, message) in ((string, string)[])[("{\"x\": 1}", ":1: expected \"messages\""), (Row("1", "{}") + "\n" + Row("1", "{}"), ":2: expected one row per id")])
        {
            CliRun.Of("", "filter", "--data", _folder.Write("bad.jsonl", rows + "\n"), "--out", _folder.At("run"), "--overwrite").AssertRefused(message);
            Assert.False(File.Exists(_folder.At("run/kept.jsonl")));
        }
        CliRun.Of("", "filter", "--data", _folder.At("none.jsonl"), "--out", _folder.At("none")).AssertRefused("there is no file");
    }

    [Fact]
    public void EvaluateFilter_MeasuresPools()
    {
        KitFiles.Write(_folder);
        string[] arguments = ["evaluate", "filter", "--data", Path.GetDirectoryName(_folder.At("questions.jsonl"))!, "--scorer", "reference", "--out", _folder.At("run")];
        var run = CliRun.Of("", arguments);
        Assert.Equal(0, run.Code);
        Assert.Contains("best 50 % of each model", run.Out, StringComparison.Ordinal);
        Assert.Equal(run.Out, CliRun.Of("", arguments).Out);
        CliRun.Of("", [.. arguments, "--share", "0", "--overwrite"]).AssertRefused("--share: expected a number above 0");
    }

    // A judge gives 3 points to what it is asked first and 9 to what it is asked later, row 1 again among them: what was written counts.
    [Fact]
    public void AScoreThatWasKept_IsDecidedBy_AlsoWhenItsRowIsScoredAgain()
    {
        var judge = _folder.Write("j.scorer.json", """{"schema":"toolrm/scorer@1","name":"j","kind":"judge","judgement":"score","url":"http://host/v1","model":"m"}""");
        var data = _folder.Write("sft.jsonl", Row("1", "{}") + "\n" + Row("2", "{}") + "\n");
        var points = 3;
        var server = new FakeChatServer(_ => FakeChatServer.Reply(FakeChatServer.Text($"<score>{points}</score>")));
        CliRun Run() => CliRun.Of([], console => console with { CreateHttp = server.Http }, "filter", "--data", data, "--scorer", judge, "--threshold", "5", "--out", _folder.At("run"));
        var whole = Run();
        Assert.Equal(0, whole.Code);
        Assert.Contains("2 answers, 0 of them kept", whole.Error, StringComparison.Ordinal);

        // What a process leaves that was killed behind the first score.
        File.WriteAllText(_folder.At("run/scores.jsonl"), File.ReadAllLines(_folder.At("run/scores.jsonl"))[0] + "\n");
        foreach (var later in (string[])["decisions.jsonl", "dropped-samples.jsonl"]) File.WriteAllText(_folder.At("run/" + later), "");
        var running = ((MapValue)JsonParse.Of(File.ReadAllText(_folder.At("run/run.json"))).Value!).Entries.Where(entry => entry.Key is not ("ended" or "rows" or "summary"))
            .Select(entry => entry.Key == "status" ? new MapEntry("status", ArgumentValue.Of("running")) : entry);
        File.WriteAllText(_folder.At("run/run.json"), ArgumentJson.Write(new MapValue(running.ToValueList())));
        points = 9;
        Assert.Equal(0, Run().Code);
        Assert.Equal(["below-threshold", "kept"], Decisions().Select(decision => FilterJson.Word(decision.Reason)));
    }

    private static string Row(string id, string arguments) =>
        """{"id":"ID","messages":[{"role":"user","content":"Call f, number ID."},{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":ARGS}}]}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}}]}"""
            .Replace("ID", id, StringComparison.Ordinal).Replace("ARGS", arguments, StringComparison.Ordinal);

    private List<FilterDecision> Decisions()
    {
        using var reader = JsonLinesReader.Open(_folder.At("run/decisions.jsonl"));
        return [.. reader.Lines().Select(line => FilterJson.Read(line.Parse(JsonDialect.Strict)))];
    }
}
