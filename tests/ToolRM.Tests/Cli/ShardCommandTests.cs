using ToolRM.Conversations;
using ToolRM.Runs;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

/// <summary>--shard of the batch commands and merge: parts put together equal one run of all items.</summary>
public sealed class ShardCommandTests : IDisposable
{
    private const int Shards = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Groups and single cases, among them ids that begin like others.</summary>
    private string Replies() => _folder.Write("replies.jsonl", string.Join("\n", Enumerable.Range(0, 20).Select(i => i % 3 == 0
        ? CliCases.Case($"case-{i}", """{"name": "f", "arguments": {"a": 1}}""")
        : CliCases.Group(i % 2 == 0 ? $"group-{i}" : $"group-{i - 1}/sub-{i}"))) + "\n");

    private string Groups() => _folder.Write("groups.jsonl", string.Join("\n", Enumerable.Range(0, 20).Select(i => CliCases.Group($"group-{i}"))) + "\n");

    private string Tasks() => _folder.Write("tasks.jsonl", string.Join("\n", Enumerable.Range(0, 12).Select(i =>
        $$$$$$"""
        {"id": "t-{{{{{{i}}}}}}", "source": "made up", "messages": [{"role": "user", "content": "How much is a room in Rome for {{{{{{i + 2}}}}}} nights?"}],
         "tools": [{"type": "function", "function": {"name": "room_price", "description": "Price of a hotel room", "parameters": {"type": "object", "properties": {"city": {"type": "string"}, "nights": {"type": "integer"}}, "required": ["city"]}}},
          {"type": "function", "function": {"name": "timer", "description": "Set a timer", "parameters": {"type": "object", "properties": {"minutes": {"type": "integer"}}, "required": ["minutes"]}}}],
         "calls": [{"name": "room_price", "arguments": {"city": "Rome", "nights": {{{{{{i + 2}}}}}}}}], "split": "train", "meta": {}}
        """.ReplaceLineEndings(""))) + "\n");

    [Fact]
    public void Verify_InParts_EqualsTheWhole() => AssertMerged(["verify", "--data", Replies()]);

    [Theory]
    [InlineData("schema")]
    [InlineData("random")] // what is drawn for an item does not depend on the others
    public void Score_InParts_EqualsTheWhole(string scorer) => AssertMerged(["score", "--data", Replies(), "--scorer", scorer]);

    [Fact]
    public void Reward_InParts_EqualsTheWhole() => AssertMerged(["reward", "otc", "--options", """{"smoothing": 1}""", "--data", Replies()]);

    [Theory]
    [InlineData("argmax")]
    [InlineData("majority", "--early-stop", "majority")]
    public void Select_InParts_EqualsTheWhole(string selector, params string[] more) => AssertMerged(["select", "--data", Groups(), "--scorer", "random", "--selector", selector, .. more]);

    [Fact]
    public void Corrupt_InParts_EqualsTheWhole() => AssertMerged(["corrupt", "--data", Tasks(), "--irrelevant", "0.5", "--seed", "3", "--per-prompt", "4"]);

    [Fact]
    public void Corrupt_OfADrawnPart_EqualsTheWhole() => AssertMerged(["corrupt", "--data", Tasks(), "--limit", "5"]);

    [Fact]
    public void Sample_InParts_GivesTheWholesCandidates()
    {
        var server = new FakeChatServer(call => FakeChatServer.Reply(FakeChatServer.Call("f", $$"""{"a": {{call.Seed % 5}}}"""), "tool_calls"));
        string[] command = ["sample", "--data", _folder.Write("prompts.jsonl", string.Join("\n", Enumerable.Range(0, 9).Select(i => CliCases.Group($"p{i}").Replace("\"messages\": []", "\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]", StringComparison.Ordinal))) + "\n"), "-n", "2", "--generator", "http://one/v1#m"];
        Assert.Equal(0, Run("whole", []).Code);
        string[] parts = [.. Enumerable.Range(1, Shards).Select(i => Part(i))];
        for (var i = 1; i <= Shards; i++) Assert.Equal(0, Run($"part-{i}", ["--shard", $"{i}/{Shards}"]).Code);
        Assert.Equal(36, server.Calls.Count);
        Assert.Equal(0, CliRun.Of("", ["merge", .. parts.Reverse(), "--out", _folder.At("merged")]).Code);
        Assert.Equal(File.ReadAllText(_folder.At("whole/candidates.jsonl")), File.ReadAllText(_folder.At("merged/candidates.jsonl")));
        // Replies stand in the order in which they came, so only the set of them is the same.
        Assert.Equal(Ids("whole/samples.jsonl"), Ids("merged/samples.jsonl"));
        Assert.Equal(0, Run("merged", []).Code);
        Assert.Equal(36, server.Calls.Count); // a merged run is complete

        CliRun Run(string name, string[] more) => CliRun.Of([], console => console with { CreateHttp = server.Http }, [.. command, "--out", _folder.At(name), .. more]);
        List<string> Ids(string name) => [.. File.ReadAllLines(_folder.At(name)).Select(line => ((MapValue)JsonParse.Of(line).Value!)["id"]!.ToString()!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void WithoutADirectory_PartsOfTheOutputAreDisjointAndWhole()
    {
        var data = Replies();
        var whole = CliRun.Lines(CliRun.Of("", "score", "--data", data, "--scorer", "schema").Out);
        var parts = Enumerable.Range(1, Shards).SelectMany(i => CliRun.Lines(CliRun.Of("", "score", "--data", data, "--scorer", "schema", "--shard", $"{i}/{Shards}").Out)).ToList();
        Assert.Equal(whole.Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));
        CliRun.Of("{}", "score", "--scorer", "schema", "--shard", "1/3").AssertRefused("--shard goes with --data");
        CliRun.Of("", "verify", "--data", data, "--shard", "0/3").AssertRefused("Kubernetes counts from 0");
    }

    [Fact]
    public void WhatIsNotWholeOrNotOneRun_IsRefused_AndNothingWritten()
    {
        string[] command = ["verify", "--data", Replies()];
        for (var i = 1; i <= Shards; i++) Assert.Equal(0, CliRun.Of("", [.. command, "--shard", $"{i}/{Shards}", "--out", Part(i)]).Code);
        Merge(Part(1), Part(3)).AssertRefused("expected all 3 shards, missing are 2/3");
        Merge(Part(1), Part(2), Part(2), Part(3)).AssertRefused("the shard 2/3 stands twice");
        Assert.Equal(0, CliRun.Of("", [.. command, "--shard", "1/4", "--out", _folder.At("other")]).Code);
        Merge(Part(1), Part(2), _folder.At("other")).AssertRefused("expected one of 3 shards");
        Assert.Equal(0, CliRun.Of("", [.. command, "--out", _folder.At("all")]).Code);
        Merge(_folder.At("all"), Part(1)).AssertRefused("expected a run made with --shard");
        Assert.Equal(0, CliRun.Of("", "score", "--data", _folder.At("replies.jsonl"), "--scorer", "schema", "--shard", "2/3", "--out", _folder.At("score")).Code);
        Merge(Part(1), _folder.At("score"), Part(3)).AssertRefused("the command was \"verify\" and is \"score\"");
        Merge(Part(1), Part(2), Part(3), "--data", _folder.Write("else.jsonl", CliCases.Right + "\n")).AssertRefused("expected the file that the shards read");
        CliRun.Of("", "merge", Part(1), Part(2), Part(3), "--out", Part(2)).AssertRefused("is one of the shards");

        var rows = File.ReadAllLines(Path.Combine(Part(2), "verdicts.jsonl"));
        File.WriteAllLines(Path.Combine(Part(2), "verdicts.jsonl"), rows[1..]);
        var cut = Merge(Part(1), Part(2), Part(3), "--overwrite");
        Assert.Equal(2, cut.Code);
        Assert.Contains("verdicts.jsonl: expected the row of ", cut.Error, StringComparison.Ordinal);
        File.WriteAllLines(Path.Combine(Part(2), "verdicts.jsonl"), [.. rows, rows[0].Replace("\"id\":\"", "\"id\":\"x", StringComparison.Ordinal)]);
        Assert.Contains("is of no item of the input in this shard", Merge(Part(1), Part(2), Part(3), "--overwrite").Error, StringComparison.Ordinal);
        (RunManifest.Read(Path.Combine(Part(2), "run.json")) with { Ended = null, Rows = default, Summary = null }).Write(Path.Combine(Part(2), "run.json"));
        Merge(Part(1), Part(2), Part(3)).AssertRefused("2/3 was started but is not complete");
    }

    [Fact]
    public void AMovedInput_IsNamedAnew()
    {
        string[] command = ["verify", "--data", Replies()];
        for (var i = 1; i <= Shards; i++) Assert.Equal(0, CliRun.Of("", [.. command, "--shard", $"{i}/{Shards}", "--out", Part(i)]).Code);
        File.Move(_folder.At("replies.jsonl"), _folder.At("moved.jsonl"));
        Merge(Part(1), Part(2), Part(3)).AssertRefused("Name it with --data");
        Assert.Equal(0, Merge(Part(1), Part(2), Part(3), "--data", _folder.At("moved.jsonl")).Code);
    }

    private void AssertMerged(string[] command)
    {
        Assert.Equal(0, CliRun.Of("", [.. command, "--out", _folder.At("whole")]).Code);
        for (var i = 1; i <= Shards; i++) Assert.Equal(0, CliRun.Of("", [.. command, "--shard", $"{i}/{Shards}", "--out", Part(i)]).Code);
        var merged = Merge([.. Enumerable.Range(1, Shards).Reverse().Select(Part)]);
        Assert.True(merged.Code == 0, merged.Error);
        var (whole, parts) = (RunManifest.Read(_folder.At("whole/run.json")), RunManifest.Read(_folder.At("merged/run.json")));
        var name = whole.Plan.Outputs[0].Name;
        var expected = File.ReadAllText(_folder.At($"whole/{name}"));
        Assert.True(expected.Length > 0);
        Assert.Equal(expected, File.ReadAllText(_folder.At($"merged/{name}")));
        Assert.Equal(whole with { Started = default, Ended = null }, parts with { Started = default, Ended = null });
        // Every part had something to do, or the test would say little.
        Assert.All(Enumerable.Range(1, Shards), i => Assert.True(new FileInfo(Path.Combine(Part(i), name)).Length > 0));
        // The whole's command finds the merged run complete.
        var again = CliRun.Of("", [.. command, "--out", _folder.At("merged")]);
        Assert.Contains("complete already", again.Out, StringComparison.Ordinal);
    }

    private CliRun Merge(params string[] arguments) => CliRun.Of("", ["merge", .. arguments, "--out", _folder.At("merged")]);

    private string Part(int i) => _folder.At($"part-{i}");
}
