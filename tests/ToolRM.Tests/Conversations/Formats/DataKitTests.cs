using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;

namespace ToolRM.Tests.Conversations.Formats;

public class DataKitTests
{
    private static ArgumentValue Json(string text) => JsonParse.Of(text, JsonDialect.Python).Value!;

    private static TaskRow Task(string calls, string meta) => TaskRow.Read(Json(
        $$$$"""{"id": "r", "source": "s", "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}], "messages": [{"role": "user", "content": "u"}], "calls": {{{{calls}}}}, "split": "train", "meta": {{{{meta}}}}}"""));

    [Fact]
    public void Calls_AreGoldCalls()
    {
        var row = Task("""[{"name": "f", "arguments": {"x": 1}}, {"name": "f", "arguments": {}, "label": "$var_1"}]""", """{"schema_ok": true}""");
        Assert.Equal(new GoldCalls([new("f", "{\"x\":1}"), new("f", "{}", "$var_1")]), row.Reference);
        Assert.Equal("f", Assert.Single(row.Prompt.Tools).Name);
        Assert.Equal(ArgumentValue.True, row.Meta["schema_ok"]);
    }

    [Fact]
    public void NoCalls_AreNoCall() => Assert.Equal(new NoCall(), Task("[]", "{}").Reference);

    [Fact]
    public void Alternatives_AreAnyOf() => Assert.Equal(
        new AnyOf([new GoldCalls([new("f", "{}")]), new GoldCalls([new("g", "{}")])]),
        Task("""[{"name": "f", "arguments": {}}]""", """{"alternatives": [{"name": "f", "arguments": {}}, {"name": "g", "arguments": {}}]}""").Reference);

    [Fact]
    public void CallsWithTurns_ArePerTurn() => Assert.Equal(
        new PerTurn([new GoldCalls([new("f", "{}")]), null, new GoldCalls([new("g", "{}"), new("h", "{}")])]),
        Task("""[{"name": "f", "arguments": {}, "turn": 0}, {"name": "g", "arguments": {}, "turn": 2}, {"name": "h", "arguments": {}, "turn": 2}]""", """{"turns": [[], [], []]}""").Reference);

    [Fact]
    public void Question_TakesMatchingAndLanguageFromItsCategory()
    {
        var row = QuestionRow.Read(Json("""{"qid": "q", "group": "q", "category": "simple_java", "messages": [], "function": [{"name": "f", "parameters": {"type": "dict"}}], "tools": [], "ground_truth": [{"f": {"x": ["1L"]}}]}"""));
        Assert.Equal(new AcceptedCalls([new("f", [new("x", [ArgumentValue.Of("1L")])])], CallMatching.Simple, SourceLanguage.Java, row.Documents), row.Accepted);
    }

    [Theory]
    [InlineData("1.0", 1, true)]
    [InlineData("0", 0, false)]
    [InlineData("0.5", 0.5, false)]
    public void Trajectories_HaveAReward(string given, double reward, bool success)
    {
        var row = TrajectoryRow.Read(Json($$"""{"id": "r", "source": "s", "model": "m", "task_id": "t", "trial": 1, "tools": [], "messages": [], "outcome": {"reward_info": null, "reward": {{given}} } }"""));
        Assert.Equal(("t", reward, success), (row.TaskId, row.Reward, row.IsSuccess));
    }

    [Theory]
    [InlineData("""{"id": "r", "source": "s", "model": "m", "task_id": "t", "tools": [], "messages": []}""", "\"outcome\"")]
    [InlineData("""{"id": "r", "source": "s", "model": "m", "task_id": "t", "tools": [], "messages": [], "outcome": {"reward": NaN}}""", "a finite number")]
    public void TrajectoriesWithoutOne_AreRefused(string row, string part) =>
        Assert.Contains(part, Assert.Throws<DataFormatException>(() => TrajectoryRow.Read(Json(row), "file:1")).Message, StringComparison.Ordinal);

    [Trait("Lane", "Slow")]
    [DataKitFact]
    public void EveryRowOfTheKitIsRead()
    {
        // Row counts are those of the kit's README.
        Assert.Equal(1311, Count("fcrb-dev/questions.jsonl.gz", QuestionRow.Read));
        Assert.Equal(750, Count("fcrb-dev/main.jsonl.gz", PairRow.Read));
        Assert.Equal(9484, Count("fcrb-dev/pool.jsonl.gz", PoolRow.Read));
        Assert.Equal(6446, Count("fcrb-dev/pool-undecodable.jsonl.gz", PoolRow.Read));
        Assert.Equal(563, Count("fcrb-dev/irrelevance.jsonl.gz", IrrelevanceRow.Read));
        Assert.Equal(200, Count("trajectories/tau-bench-gpt-4o-airline.jsonl.gz", OpenAiChat.Read));
        Assert.Equal(200, Count("trajectories/tau-bench-gpt-4o-airline.jsonl.gz", TrajectoryRow.Read));
        var train = Directory.GetFiles(Path.Combine(DataKitFactAttribute.Folder!, "train"), "*.jsonl.gz").Sum(file => Count(file, TaskRow.Read));
        Assert.Equal(39_795 + 7_173 + 14_412 + 8_669 + 462 + 698 + 400 + 293 + 20_994 + 520, train);
        foreach (var file in Directory.GetFiles(Path.Combine(DataKitFactAttribute.Folder!, "eval"), "*.jsonl.gz")) Assert.True(Count(file, TaskRow.Read) > 0);
    }

    [Trait("Lane", "Slow")]
    [DataKitFact]
    public void ReferencesOfTheKitComeBack()
    {
        foreach (var (file, read) in new (string, Func<ArgumentValue, string, Reference>)[]
        {
            ("fcrb-dev/questions.jsonl.gz", (row, where) => QuestionRow.Read(row, where).Accepted),
            ("eval/eval-rotbench.jsonl.gz", (row, where) => TaskRow.Read(row, where).Reference),
            ("eval/eval-bfcl-multi-turn.jsonl.gz", (row, where) => TaskRow.Read(row, where).Reference),
        })
        {
            Count(file, (row, where) =>
            {
                var reference = read(row, where);
                Assert.Equal(reference, ReferenceJson.Read(Json(ReferenceJson.Write(reference).ToString())));
                return reference;
            });
        }
    }

    private static int Count<T>(string file, Func<ArgumentValue, string, T> read)
    {
        using var reader = JsonLinesReader.Open(Path.Combine(DataKitFactAttribute.Folder!, file));
        var rows = 0;
        while (reader.Read())
        {
            Assert.NotNull(read(reader.Parse(), reader.Where));
            rows++;
        }
        return rows;
    }
}
