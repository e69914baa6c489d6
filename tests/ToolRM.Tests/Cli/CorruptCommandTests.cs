using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Verification;

namespace ToolRM.Tests.Cli;

public sealed class CorruptCommandTests : IDisposable
{
    private const string Tools = """
        [{"type":"function","function":{"name":"room_price","description":"Price of a hotel room","parameters":{"type":"object","properties":{"city":{"type":"string"},"nights":{"type":"integer"}},"required":["city"]}}},
         {"type":"function","function":{"name":"timer","description":"Set a timer","parameters":{"type":"object","properties":{"minutes":{"type":"integer"}},"required":["minutes"]}}}]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WritesGroupsWithOneRightAndVerifiedWrongReplies()
    {
        var run = Run("whole", "--per-prompt", "5");
        Assert.Equal(0, run.Code);
        Assert.Contains("rows left out: the right calls break the tools' schemas: 1", run.Out, StringComparison.Ordinal);
        var groups = Groups("whole");
        Assert.Equal(["t-0", "t-1", "t-2", "t-3"], groups.Select(group => group.Id));
        Assert.All(groups, group =>
        {
            Assert.Equal("reference", group.Candidates[0].Source);
            var verdicts = new CaseVerifier().Verify(group).Select(result => result.Verdict.Status).ToList();
            Assert.Equal([VerdictStatus.Pass, .. Enumerable.Repeat(VerdictStatus.Fail, group.Candidates.Count - 1)], verdicts);
        });
        Assert.Equal(6, groups[0].Candidates.Count);
        Assert.NotEqual("", groups[3].Candidates[0].Text); // no call is right: the reply says something
    }

    [Fact]
    public void OfSeveralAcceptedReplies_TheFirstIsCorrupted_AndNoOtherIsWrong()
    {
        _folder.Write("several.jsonl", $$$"""{"id":"s","source":"ours","tools":{{{Tools.ReplaceLineEndings("")}}},"messages":[{"role":"user","content":"What is a room in Oslo or Bergen for 3 nights?"}],"calls":[],"split":"eval","meta":{"alternatives":[{"name":"room_price","arguments":{"city":"Oslo","nights":3}},{"name":"room_price","arguments":{"city":"Bergen","nights":3}}]}}""");
        Assert.Equal(0, CliRun.Of("", "corrupt", "--data", _folder.At("several.jsonl"), "--out", _folder.At("several"), "--seed", "3", "--per-prompt", "20").Code);
        var group = Assert.Single(Groups("several"));
        Assert.Equal(2, Assert.IsType<AnyOf>(group.Reference).Alternatives.Count);
        Assert.Equal("""{"city":"Oslo","nights":3}""", group.Candidates[0].Calls[0].ArgumentsText);
        Assert.DoesNotContain(group.Candidates.Skip(1), candidate => candidate.Calls.Count == 1 && candidate.Calls[0].ArgumentsText == """{"city":"Bergen","nights":3}""");
    }

    // What 'sample' writes, or the reader's own rows: the first right reply is corrupted, and the row's reference is kept, so that 'pairs' merges both.
    [Fact]
    public void CandidateGroups_AreCorruptedByTheirFirstRightReply()
    {
        var tools = Tools.ReplaceLineEndings("");
        _folder.Write("groups.jsonl", $$$"""
            {"id":"a","tools":{{{tools}}},"messages":[{"role":"user","content":"A room in Oslo or Bergen for 3 nights?"}],"candidates":[{"id":"0","text":"","calls":[{"name":"timer","arguments":{"minutes":3}}]},{"id":"1","text":"","calls":[{"name":"room_price","arguments":{"city":"Bergen","nights":3}}]}],"reference":{"kind":"accepted-calls","matching":"simple","calls":[{"name":"room_price","parameters":{"city":["Oslo","Bergen"],"nights":[3]}}]}}
            {"id":"b","tools":{{{tools}}},"messages":[{"role":"user","content":"Set a timer for 20 minutes"}],"candidates":[],"reference":{"kind":"gold-calls","calls":[{"name":"timer","arguments":{"minutes":20}}]}}
            {"id":"c","tools":{{{tools}}},"messages":[{"role":"user","content":"Set a timer for 5 minutes"}],"candidates":[]}
            """);
        var run = CliRun.Of("", "corrupt", "--data", _folder.At("groups.jsonl"), "--out", _folder.At("groups"), "--seed", "3", "--per-prompt", "20");
        Assert.Equal(0, run.Code);
        Assert.Contains("rows left out: no reference: 1", run.Out, StringComparison.Ordinal);
        var groups = Groups("groups");
        Assert.Equal(["a", "b"], groups.Select(group => group.Id));
        Assert.Equal("""{"city":"Bergen","nights":3}""", groups[0].Candidates[0].Calls[0].ArgumentsText);
        Assert.IsType<AcceptedCalls>(groups[0].Reference);
        Assert.DoesNotContain(groups[0].Candidates.Skip(1), candidate => candidate.Calls.Count == 1 && candidate.Calls[0].ArgumentsText == """{"city":"Oslo","nights":3}""");
        Assert.All(groups, group => Assert.Single(new CaseVerifier().Verify(group), result => result.Verdict.Status == VerdictStatus.Pass));
    }

    [Fact]
    public void OrderOfTheRowsAndOtherRows_ChangeNoGroup()
    {
        Assert.Equal(0, Run("whole").Code);
        _folder.Write("rows.jsonl", string.Join('\n', Rows().Reverse().Take(3)));
        Assert.Equal(0, CliRun.Of("", "corrupt", "--data", _folder.At("rows.jsonl"), "--out", _folder.At("part"), "--seed", "3").Code);
        var whole = Groups("whole").ToDictionary(group => group.Id);
        Assert.All(Groups("part"), group => Assert.Equal(whole[group.Id], group));
    }

    [Fact]
    public void ACutRunGoesOn_AndEndsAsOneThatWasNot()
    {
        Run("whole");
        Run("cut");
        var lines = File.ReadAllLines(_folder.At("cut/candidates.jsonl"));
        File.WriteAllText(_folder.At("cut/candidates.jsonl"), lines[0] + "\n" + lines[1][..9]);
        var manifest = RunManifest.Read(_folder.At("cut/run.json"));
        (manifest with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("cut/run.json"));
        Assert.Contains("torn last line", Run("cut").Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_folder.At("whole/candidates.jsonl")), File.ReadAllText(_folder.At("cut/candidates.jsonl")));
        Assert.Equal(RunManifest.Read(_folder.At("whole/run.json")).Summary, RunManifest.Read(_folder.At("cut/run.json")).Summary);
        Assert.Contains("complete already", Run("cut").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void IrrelevantPromptsAndVariants_StayRight()
    {
        Assert.Equal(0, Run("more", "--irrelevant", "1", "--variants", "--limit", "3").Code);
        var groups = Groups("more");
        Assert.Contains(groups, group => group.Id.EndsWith("/irrelevant", StringComparison.Ordinal));
        Assert.Contains(groups, group => group.Candidates.Any(candidate => candidate.Source == "variant:text-case"));
        Assert.All(groups, group => Assert.All(new CaseVerifier().Verify(group).Zip(group.Candidates.ToArray()), pair => Assert.Equal(
            pair.Second.Source!.StartsWith("corrupt:", StringComparison.Ordinal) ? VerdictStatus.Fail : VerdictStatus.Pass, pair.First.Verdict.Status)));
    }

    [Theory]
    [InlineData("there is no operator \"nope\"", "--operator", "nope")]
    [InlineData("--per-prompt must be at least 1", "--per-prompt", "0")]
    [InlineData("--limit must be at least 1", "--limit", "0")]
    [InlineData("--irrelevant must be 0 to 1", "--irrelevant", "2")]
    [InlineData("--tool-source goes with --tools", "--tool-source", "x")]
    [InlineData("there is no file \"none.jsonl\"", "--tools", "none.jsonl")]
    public void WrongUsage_IsNamed(string part, params string[] options) => Run("bad", options).AssertRefused(part);

    [Fact]
    public void ARowOfAnotherKind_IsNamed()
    {
        _folder.Write("rows.jsonl", "{\"id\": \"a\"}");
        CliRun.Of("", "corrupt", "--data", _folder.At("rows.jsonl"), "--out", _folder.At("bad")).AssertRefused("rows.jsonl:1");
    }

    private CliRun Run(string directory, params string[] options)
    {
        _folder.Write("rows.jsonl", string.Join('\n', Rows()));
        return CliRun.Of("", ["corrupt", "--data", _folder.At("rows.jsonl"), "--out", _folder.At(directory), "--seed", "3", .. options]);
    }

    private static string[] Rows() =>
    [
        Row(0, "Price of a room in Vila Real for 3 nights?", """[{"name":"room_price","arguments":{"city":"Vila Real","nights":3}}]"""),
        Row(1, "A 5 minute timer and a 9 minute timer.", """[{"name":"timer","arguments":{"minutes":5}},{"name":"timer","arguments":{"minutes":9}}]"""),
        Row(2, "What is a room in Porto?", """[{"name":"room_price","arguments":{"city":"Porto"}}]"""),
        Row(3, "Who are you?", "[]"),
        Row(4, "A timer", """[{"name":"timer","arguments":{}}]"""), // breaks the schema
    ];

    private static string Row(int id, string request, string calls) =>
        $$"""{"id":"t-{{id}}","source":"ours","tools":{{Tools.ReplaceLineEndings("")}},"messages":[{"role":"user","content":"{{request}}"}],"calls":{{calls}},"split":"train","meta":{} }""";

    private List<CandidateGroup> Groups(string directory)
    {
        using var reader = JsonLinesReader.Open(_folder.At(directory + "/candidates.jsonl"));
        var groups = new List<CandidateGroup>();
        while (reader.Read()) groups.Add(CandidatesJson.Read(reader.Parse(), reader.Where));
        return groups;
    }
}
