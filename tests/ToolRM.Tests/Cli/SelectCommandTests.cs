using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Selection;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

/// <summary>toolrm select, on recorded candidates and on live samples of servers in memory.</summary>
public sealed class SelectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Choices_AreWritten_AndNotMadeAgain()
    {
        var data = _folder.Write("c.jsonl.gz", TemporaryFolder.Gzip(CliCases.Group("q1") + "\n" + CliCases.Group("q2") + "\n"));
        string[] arguments = ["select", "--data", data, "--scorer", "reference", "--out", _folder.At("run")];
        var run = CliRun.Of("", arguments);
        Assert.Equal(0, run.Code);
        Assert.Contains("select: 2 prompts by argmax of reference, 0 without calls, 0 without a readable candidate, 0 tied; 6 candidates considered, 0 saved", run.Out, StringComparison.Ordinal);
        Assert.All(Selections(), selected => Assert.Equal(("0", 1), (selected.Chosen!.Id, selected.Votes.Agreeing)));
        Assert.Equal(ArgumentValue.Of(2), RunManifest.Read(_folder.At("run/run.json")).Summary!["prompts"]);
        Assert.Contains("complete already", CliRun.Of("", arguments).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AStoppedRun_GoesOn()
    {
        var data = _folder.Write("c.jsonl", string.Concat(Enumerable.Range(0, 5).Select(i => CliCases.Group($"q{i}") + "\n")));
        string[] arguments = ["select", "--data", data, "--scorer", "schema", "--ties", "shortest", "--out", _folder.At("run")];
        Assert.Equal(0, CliRun.Of("", arguments).Code);
        var lines = File.ReadAllLines(_folder.At("run/selections.jsonl"));
        File.WriteAllText(_folder.At("run/selections.jsonl"), lines[0] + "\n" + lines[1][..7]);
        var manifest = RunManifest.Read(_folder.At("run/run.json"));
        (manifest with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("run/run.json"));
        Assert.Equal(0, CliRun.Of("", arguments).Code);
        Assert.Equal(lines, File.ReadAllLines(_folder.At("run/selections.jsonl")));
        Assert.Equal(manifest.Summary, RunManifest.Read(_folder.At("run/run.json")).Summary);
        CliRun.Of("", [.. arguments, "--selector", "majority"]).AssertRefused("the option \"selector\"");
    }

    [Fact]
    public void WithoutADirectory_ChoicesGoToTheOutput()
    {
        var run = CliRun.Of("", "select", "--data", _folder.Write("c.jsonl", CliCases.Group("q") + "\n"), "--selector", "majority");
        Assert.Equal(0, run.Code);
        Assert.Equal("0", SelectionJson.Read(run.Rows()[0]).Chosen!.Id);
        Assert.Contains("1 prompts by majority,", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void BelowTheThreshold_TheReplyWithoutCallsWins()
    {
        var row = CliCases.Group("q").Replace("\"a\": 1", "\"b\": 1", StringComparison.Ordinal); // one call left that fits the schema
        var data = _folder.Write("c.jsonl", row + "\n");
        Assert.Equal("1", SelectionJson.Read(CliRun.Of("", "select", "--data", data, "--scorer", "schema", "--no-call-below", "0.5").Rows()[0]).Chosen!.Id);
        Assert.Equal("2", SelectionJson.Read(CliRun.Of("", "select", "--data", data, "--scorer", "shortest", "--no-call-below", "0").Rows()[0]).Chosen!.Id);
    }

    [Fact]
    public void RecordedCandidates_AreReadNoFurtherThanNeeded()
    {
        var call = """{"id": "ID", "text": "", "calls": [{"name": "f", "arguments": {}}]}""";
        var row = $$"""{"id": "q", "messages": [], "candidates": [{{string.Join(',', Enumerable.Range(0, 9).Select(i => call.Replace("ID", $"{i}", StringComparison.Ordinal)))}}]}""";
        var data = _folder.Write("c.jsonl", row + "\n");
        var majority = SelectionJson.Read(CliRun.Of("", "select", "--data", data, "--selector", "majority", "--early-stop", "majority").Rows()[0]);
        Assert.Equal((5, 4), (majority.Votes.Considered, majority.Saved));
        var share = SelectionJson.Read(CliRun.Of("", "select", "--data", data, "--selector", "majority", "--early-stop", "share", "--stop-after", "2").Rows()[0]);
        Assert.Equal((2, 7), (share.Votes.Considered, share.Saved));
    }

    [Fact]
    public void LiveSamples_StopWhenEnoughAgree()
    {
        var data = _folder.Write("p.jsonl", Prompt("p1") + "\n" + Prompt("p2") + "\n");
        // p1 always answers alike, p2 never.
        var server = new FakeChatServer(call => FakeChatServer.Reply(FakeChatServer.Call("f", $"{{\"a\": {(call.Prompt == "p1" ? 1 : call.Seed)}}}"), "tool_calls"));
        string[] arguments = ["select", "--data", data, "--selector", "majority", "--early-stop", "majority", "--sample", _folder.At("samples"), "-n", "7", "--generator", "http://one/v1#m", "--out", _folder.At("run")];
        var run = Run(server, arguments);
        Assert.Equal(0, run.Code);
        Assert.Equal(4 + 7, server.Calls.Count); // 4 of 7 cannot be overtaken
        Assert.Contains("3 of 14 saved by early stop", run.Error, StringComparison.Ordinal);
        Assert.Contains("11 candidates considered, 3 saved", run.Out, StringComparison.Ordinal);
        Assert.Equal([(4, 3), (7, 0)], Selections().Select(selected => (selected.Votes.Considered, selected.Saved)));
        Assert.Contains("complete already", Run(server, arguments).Out, StringComparison.Ordinal);
        Assert.Equal(11, server.Calls.Count);
    }

    [Theory]
    [InlineData("needs scores; name a --scorer")]
    [InlineData("needs scores; name a --scorer", "--selector", "majority", "--no-call-below", "1")]
    [InlineData("--selector: expected argmax|", "--selector", "oracle")]
    [InlineData("there is no scorer \"nope\"", "--scorer", "nope")]
    [InlineData("--generator goes with --sample", "--scorer", "schema", "--generator", "http://h/v1#m")]
    [InlineData("--stop-share goes with --early-stop share", "--scorer", "schema", "--early-stop", "majority", "--stop-share", "0.5")]
    [InlineData("--stop-share must be above 0", "--scorer", "schema", "--early-stop", "share", "--stop-share", "0")]
    [InlineData("--early-stop: expected majority|share, found \"soon\"", "--scorer", "schema", "--early-stop", "soon")]
    [InlineData("--when-unscored goes with --no-call-below", "--scorer", "schema", "--when-unscored", "keep")]
    [InlineData("--ties: expected first|most-common|shortest", "--scorer", "schema", "--ties", "last")]
    public void BadOptions_AreNamed(string message, params string[] arguments)
    {
        var data = _folder.Write("c.jsonl", CliCases.Group("q") + "\n");
        CliRun.Of("", ["select", "--data", data, "--out", _folder.At("run"), .. arguments]).AssertRefused(message);
        Assert.False(Directory.Exists(_folder.At("run")));
    }

    [Fact]
    public void BadRows_AreNamed()
    {
        CliRun.Of("", "select", "--data", _folder.Write("c.jsonl", CliCases.Right + "\n"), "--scorer", "schema").AssertRefused("c.jsonl:1: \"candidates\" is missing");
        CliRun.Of("", "select", "--data", _folder.At("none.jsonl"), "--scorer", "schema").AssertRefused("there is no file");
        var twice = _folder.Write("d.jsonl", CliCases.Group("q") + "\n" + CliCases.Group("q") + "\n");
        CliRun.Of("", "select", "--data", twice, "--scorer", "schema", "--out", _folder.At("run")).AssertRefused("second one of \"q\"");
    }

    private static string Prompt(string id) => """{"id":"ID","messages":[{"role":"user","content":"ID"}],"tools":[{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}]}""".Replace("ID", id, StringComparison.Ordinal);

    private static CliRun Run(FakeChatServer server, params string[] arguments) =>
        CliRun.Of([], console => console with { CreateHttp = server.Http, Time = new InstantTime { Held = TimeSpan.FromMinutes(10) } }, arguments);

    private List<Selected> Selections()
    {
        using var reader = JsonLinesReader.Open(_folder.At("run/selections.jsonl"));
        return [.. reader.Lines().Select(line => SelectionJson.Read(line.Parse(JsonDialect.Strict)))];
    }
}
