using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Tests.Conversations.Formats;

/// <summary>Every noun comes back from its JSON exactly: odd texts, malformed arguments, statuses, integers beside floats.</summary>
public class NounJsonTests
{
    /// <summary>Through the text of the file, as strict JSON.</summary>
    private static ArgumentValue Reread(ArgumentValue written)
    {
        var parse = JsonParse.Of(written.ToString());
        Assert.True(parse.Succeeded, $"{parse.Error}: {written}");
        return parse.Value!;
    }

    [Fact]
    public void CandidateGroupsComeBack() => NounGenerators.Holds(NounGenerators.CandidateGroup, group =>
        Assert.Equal(group, CandidatesJson.Read(Reread(CandidatesJson.Write(group)))));

    [Fact]
    public void TrajectoriesComeBack() => NounGenerators.Holds(NounGenerators.Trajectory, trajectory =>
        Assert.Equal(trajectory, TrajectoryJson.Read(Reread(TrajectoryJson.Write(trajectory)))));

    [Fact]
    public void TokenRecordsComeBack() => NounGenerators.Holds(NounGenerators.TokenRecord, record =>
        Assert.Equal(record, TokenRecordJson.Read(Reread(TokenRecordJson.Write(record)))));

    [Fact]
    public void CasesComeBack() => NounGenerators.Holds(NounGenerators.CandidateGroup, group =>
    {
        var calls = group.Candidates.Count > 0 ? group.Candidates[0].Calls : (ValueList<ToolCall>?)null;
        var example = new Case(group.Id, group.Prompt, "<tool_call>", calls is null ? "hermes" : null, calls, group.Reference);
        Assert.Equal(example, CaseJson.Read(Reread(CaseJson.Write(example))));
    });

    [Fact]
    public void ACase_NeedsNoMoreThanAReply()
    {
        var read = CaseJson.Read(JsonParse.Of("""{"reply": "hello"}""").Value!);
        Assert.Equal(new Case("case", new([], []), "hello", null, null, null), read);
    }

    [Fact]
    public void EmptyCalls_AreNotAbsentCalls()
    {
        Assert.Equal(0, CaseJson.Read(JsonParse.Of("""{"calls": []}""").Value!).Calls?.Count);
        var error = Assert.Throws<DataFormatException>(() => CaseJson.Read(JsonParse.Of("""{"id": "x"}""").Value!, "case.json"));
        Assert.Equal("case.json: expected \"reply\" (the model's text) or \"calls\", found neither. See docs/formats.md, \"toolrm/case@1\"", error.Message);
    }

    [Fact]
    public void ASpanOutsideItsText_IsRefused()
    {
        var row = JsonParse.Of("""{"id": "t", "group_id": "g", "turns": [{"text": "ab", "spans": [{"start": 1, "end": 3, "kind": "think"}]}], "terminal": "finished"}""").Value!;
        Assert.StartsWith("turns[0].spans[0]: the span from 1 to 3", Assert.Throws<DataFormatException>(() => TrajectoryJson.Read(row)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenLists_MustHaveOneLength()
    {
        var row = JsonParse.Of("""{"trajectory_id": "t", "token_ids": [1], "log_probabilities": [null], "policy_mask": []}""").Value!;
        Assert.Contains("three lists of one length", Assert.Throws<DataFormatException>(() => TokenRecordJson.Read(row)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LogProbabilities_AreWrittenShort() =>
        Assert.Equal(
            """{"trajectory_id":"t","token_ids":[5],"log_probabilities":[-0.1],"policy_mask":[1]}""",
            TokenRecordJson.Write(new("t", [5], [-0.1f], [true])).ToString());

    [Fact]
    public void TwoCandidatesOfOneId_AreRefused()
    {
        var row = JsonParse.Of("""{"id": "g", "candidates": [{"id": "a"}, {"id": "a"}]}""").Value!;
        Assert.StartsWith("candidates[1].id: two candidates", Assert.Throws<DataFormatException>(() => CandidatesJson.Read(row)).Message, StringComparison.Ordinal);
    }
}
