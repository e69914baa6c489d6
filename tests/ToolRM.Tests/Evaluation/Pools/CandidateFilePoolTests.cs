using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Tests.Cli;

namespace ToolRM.Tests.Evaluation.Pools;

public sealed class CandidateFilePoolTests : IDisposable
{
    private const string TwoCalls = """[{"name":"f","arguments":{"x":1}},{"name":"f","arguments":{"x":2}}]""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CandidatesAreJudged_AnyOrderAndInOrder()
    {
        var pool = Load(Row("q", $$"""{"kind":"gold-calls","calls":{{TwoCalls}}}"""));
        var outputs = pool.Questions[0].Outputs;
        Assert.Equal([true, true, false, false], outputs.Select(output => output.IsRight));
        Assert.Equal([true, false, false, false], outputs.Select(output => output.IsRightInOrder));
        Assert.Equal([true, true, true, false], outputs.Select(output => output.IsReadable));
        Assert.Equal(outputs[0].Key, outputs[1].Key);
        Assert.Equal("m1", outputs[0].Runs[0].Model);
        Assert.Null(pool.Questions[0].Category);
    }

    [Fact]
    public void ReferencesMayStandInAnotherFile()
    {
        var tasks = _folder.Write("tasks.jsonl", $$$"""{"id":"q","source":"s","tools":[],"messages":[],"calls":{{{TwoCalls}}},"split":"eval","meta":{}}""");
        var pool = CandidateFilePool.Load(_folder.Write("rows.jsonl", Row("q", null)), tasks);
        Assert.Equal([true, true, false, false], pool.Questions[0].Outputs.Select(output => output.IsRight));
        Assert.Equal(2, pool.Files.Count);
    }

    [Fact]
    public void RowsThatCannotBeJudged_AreLeftOutAndCounted()
    {
        var pool = Load(
            Row("q1", $$"""{"kind":"gold-calls","calls":{{TwoCalls}}}"""),
            Row("q2", """{"kind":"expected-results","unsolved":[],"final_answer":"4"}"""),
            """{"id":"q3","messages":[],"tools":[],"candidates":[],"reference":{"kind":"no-call"}}""");
        Assert.Equal("q1", Assert.Single(pool.Questions.ToArray()).Id);
        Assert.Equal(["1 rows without candidates are left out", "1 rows with a candidate that cannot be judged are left out"], pool.Notes);
    }

    [Fact]
    public void TheDataSetOfTheRows_IsTheTitle()
    {
        var row = Row("q", """{"kind":"no-call"}""");
        Assert.Equal("rows.jsonl", Load(row).Title);
        Assert.Equal("mine", Load(row.Replace("{\"id\":\"q\"", "{\"id\":\"q\",\"dataset\":\"mine\"", StringComparison.Ordinal)).Title);
    }

    [Fact]
    public void GroupAndCategory_AreReadWhereTheyStand()
    {
        var row = Row("q", """{"kind":"no-call"}""").Replace("{\"id\":\"q\"", "{\"id\":\"q\",\"group\":\"g\",\"category\":\"live_simple\"", StringComparison.Ordinal);
        var question = Assert.Single(Load(row).Questions);
        Assert.Equal(("g", true), (question.Group, question.IsLive));
    }

    [Fact]
    public void BadFiles_AreRefused()
    {
        var good = Row("q", $$"""{"kind":"gold-calls","calls":{{TwoCalls}}}""");
        Refuses("expected rows of one data set", good, Row("q2", """{"kind":"no-call"}""").Replace("{\"id\":\"q2\"", "{\"id\":\"q2\",\"dataset\":\"mine\"", StringComparison.Ordinal));
        Refuses("a second one of \"q\"", good, good);
        Refuses("is a published file's name", good.Replace("{\"id\":\"q\"", "{\"id\":\"q\",\"dataset\":\"FC-RewardBench\"", StringComparison.Ordinal));
        Refuses("has no reference", Row("q", null));
        Refuses("that can be judged", Row("q", """{"kind":"expected-results","unsolved":[],"final_answer":"4"}"""));
    }

    private CandidatePool Load(params string[] rows) => CandidateFilePool.Load(_folder.Write("rows.jsonl", string.Join('\n', rows)));

    private void Refuses(string message, params string[] rows) =>
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => Load(rows)).Message, StringComparison.Ordinal);

    /// <summary>Right, right in another order, wrong, and a reply whose call is cut off.</summary>
    private static string Row(string id, string? reference)
    {
        string[] candidates =
        [
            "{\"id\":\"0\",\"calls\":" + TwoCalls + ",\"source\":\"m1\"}",
            """{"id":"1","calls":[{"name":"f","arguments":{"x":2}},{"name":"f","arguments":{"x":1}}],"source":"m2"}""",
            """{"id":"2","calls":[{"name":"f","arguments":{"x":1}}]}""",
            """{"id":"3","text":"<tool_call>{\"name\": \"f\", \"argu"}""",
        ];
        return $"{{\"id\":\"{id}\",\"messages\":[],\"tools\":[],\"candidates\":[{string.Join(',', candidates)}]{(reference is null ? "" : $",\"reference\":{reference}")}}}";
    }
}
