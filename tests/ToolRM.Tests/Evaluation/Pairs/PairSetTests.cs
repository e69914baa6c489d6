using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using static ToolRM.Tests.Evaluation.Pairs.PairExamples;

namespace ToolRM.Tests.Evaluation.Pairs;

public sealed class PairSetTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"toolrm-pairs-{Environment.ProcessId}-{Environment.TickCount64}.jsonl");

    public void Dispose() => File.Delete(_path);

    private PairSet Read(params string[] rows) => Read(ChosenReply.Reference, rows);

    private PairSet Read(ChosenReply chosen, params string[] rows)
    {
        File.WriteAllLines(_path, rows);
        return PairSet.Read(_path, chosen);
    }

    private string Refused(params string[] rows) => Assert.Throws<DataFormatException>(() => Read(rows)).Message;

    public static TheoryData<string> EveryForm() => [Own(), Kit(), Published(), Trl()];

    [Theory]
    [MemberData(nameof(EveryForm))]
    public void EveryForm_GivesTheSameCalls(string row)
    {
        var pair = Assert.Single(Read(row).Pairs);
        Assert.Equal([new ToolCall("f", """{"a":1}""")], pair.Chosen);
        Assert.Equal([new ToolCall("f", """{"a":2}""")], pair.Rejected!.Value);
        Assert.Equal("f", Assert.Single(pair.Prompt.Tools).Name);
        Assert.Equal("Call f.", pair.GroupId);
    }

    [Fact]
    public void OnlyThePublishedForm_IsCalledFcRewardBench()
    {
        Assert.Equal("FC-RewardBench", Read([.. Enumerable.Range(0, 1500).Select(i => Published().Replace("simple_1", $"simple_{i}", StringComparison.Ordinal))]).Title);
        Assert.Equal(Path.GetFileName(_path) + ": 1 pairs in the form of FC-RewardBench", Read(Published()).Title);
        Assert.Contains("is a published file's name", Refused(Own(more: """, "dataset": "fc rewardbench" """)), StringComparison.Ordinal);
        Assert.Equal("FC-RewardBench rebuild, dev half", Read(Kit()).Title);
        Assert.Equal("ToolRM examples", Read(Own(more: """, "dataset": "ToolRM examples" """)).Title);
        Assert.Equal(Path.GetFileName(_path), Read(Own()).Title);
        Assert.Equal(Path.GetFileName(_path), Read(Trl()).Title);
    }

    [Fact]
    public void TheCardsWording_BecomesOurWord()
    {
        var pair = Read(Published()).Pairs[0];
        Assert.Equal(("incorrect_parameter_value", "simple_1", true, "m"), (pair.ErrorLabel, pair.QuestionId, pair.IsLive, pair.Generator));
    }

    [Fact]
    public void UnparsableRejectedReplies_AreKeptAsTexts()
    {
        var published = Read(Published("I would call f(2")).Pairs[0];
        Assert.Equal((false, "I would call f(2"), (published.IsDecodable, published.RejectedText));
        var kit = Read(Kit(rejected: "null", raw: "\"f(2\"")).Pairs[0];
        Assert.Equal((false, "f(2"), (kit.IsDecodable, kit.RejectedText));
        Assert.Contains("rejected_raw", Refused(Kit(rejected: "null")), StringComparison.Ordinal);
    }

    [Fact]
    public void ChosenOfAModel_LeavesOutPairsWithoutOne()
    {
        var set = Read(ChosenReply.Model, Kit("k1"), Kit("k2", model: """[{"name": "f", "arguments": {"a": 1, "b": 0}}]"""));
        Assert.Equal(1, set.LeftOut);
        Assert.Equal("""{"a":1,"b":0}""", Assert.Single(set.Pairs).Chosen[0].ArgumentsText);
        Assert.Contains("--chosen reference", Assert.Throws<DataFormatException>(() => Read(ChosenReply.Model, Kit())).Message, StringComparison.Ordinal);
        Assert.Contains("Leave --chosen out", Assert.Throws<DataFormatException>(() => Read(ChosenReply.Model, Own())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RepliesWithoutCalls_DifferByTheirText()
    {
        var answer = Trl("""{"role": "assistant", "content": "No."}""").Replace("""{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]}""", """{"role": "assistant", "content": "Which f?"}""", StringComparison.Ordinal);
        var pair = Assert.Single(Read(answer).Pairs);
        Assert.Equal(("Which f?", "No.", 0), (pair.ChosenText, pair.RejectedText, pair.Rejected!.Value.Count));
        Assert.True(pair.IsDecodable);
    }

    [Fact]
    public void BadFiles_AreRefusedWithPlaceAndNextStep()
    {
        Assert.Contains(":2: the id \"p1\" stands in line 1 already", Refused(Own(), Own()), StringComparison.Ordinal);
        Assert.Contains("expected at least one row, found none", Refused(), StringComparison.Ordinal);
        Assert.Contains(":1: expected a pair with", Refused("""{"id": "x", "prompt": "y"}"""), StringComparison.Ordinal);
        Assert.Contains("found only \"id\", \"prompt\"", Refused("""{"id": "x", "prompt": "y"}"""), StringComparison.Ordinal);
        Assert.Contains("\"error_type\" is missing", Refused(Own().Replace("error_type", "error", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\"rejected\" is missing", Refused(Own().Replace("\"rejected\"", "\"wrong\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<DataFormatException>(() => PairSet.Read(_path + ".none")).Message, StringComparison.Ordinal);
    }

    // Spelled otherwise: a blank, 2.0 for 2, an argument's place.
    [Fact]
    public void PairsWithoutADifference_AreRefused() => Assert.Contains(
        ":1: pair \"p1\" has no difference", Refused(Own().Replace("""{"a": 2}""", """{ "a" : 1.0 }""", StringComparison.Ordinal)), StringComparison.Ordinal);

    // BFCL's checker refuses 1.0 for an integer, so the published file may hold such pairs; nobody can take them out of it.
    [Fact]
    public void PublishedPairs_ThatDifferInSpellingOnly_AreKept()
    {
        var pair = Assert.Single(Read(Published("""[{\"f\": {\"a\": 1.0}}]""")).Pairs);
        Assert.True(pair.IsAlike());
        Assert.Contains("has no difference", Refused(Published("""[{\"f\": {\"a\": 1}}]""")), StringComparison.Ordinal);
    }

    [Fact]
    public void TrBenchRows_HaveTheirCallsRead()
    {
        var set = Read("""
            {"uuid": "u1", "split_id": "S", "raw_id": 7, "error_type": "value_error:string", "chat_history": [{"role": "system", "content": "<tools>\n{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": {\"type\": \"object\"}}}\n</tools>"}, {"role": "user", "content": "Call f."}], "chosen_response": "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>", "reject_response": "<tool_call>\n{\"name\": \"f\", \"arg", "reject_response_from": "m"}
            """.Trim());
        var pair = Assert.Single(set.Pairs);
        Assert.Equal(("f", "7", "S", "m", "incorrect_parameter_value"), (pair.Chosen[0].Name, pair.QuestionId, pair.Category, pair.Generator, pair.ErrorLabel));
        Assert.False(pair.IsDecodable);
        Assert.Equal(Path.GetFileName(_path) + ": 1 pairs in the form of TRBench-BFCL", set.Title);
    }

    [Fact]
    public void MixedBenchmarks_AreRefused()
    {
        Assert.Contains(":2: this row is of \"FC-RewardBench\"", Refused(Kit(), Published()), StringComparison.Ordinal);
        Assert.Contains("the file began with \"FC-RewardBench rebuild, dev half\"", Refused(Kit(), Kit("k2").Replace("\"dev\"", "\"other\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("one benchmark at a time", Refused(Own(), Own("p2", """, "dataset": "x" """)), StringComparison.Ordinal);
    }

    [Fact]
    public void LongerCompletions_AreNoPairs()
    {
        var row = Trl("""{"role": "assistant", "content": "a"}, {"role": "user", "content": "b"}""");
        Assert.Contains("rejected: expected one message of the assistant, found 2", Refused(row), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelNoise_MatchesOlderAndNewerNames()
    {
        Assert.Equal(15, LabelNoise.Known.Count);
        Assert.True(LabelNoise.Known.Contains("java_94"));
        Assert.True(LabelNoise.Known.Contains("simple_java_94@2024-08"));
        Assert.True(LabelNoise.Known.Contains("live_simple_11-3-7"));
        Assert.False(LabelNoise.Known.Contains("java_9"));
        Assert.Equal("simple_3", LabelNoise.BaseId("simple_python_3"));
        File.WriteAllText(_path, "# mine\r\nsimple_python_1 # wrong unit\r\n\r\n");
        var own = LabelNoise.Read(_path);
        Assert.True(own.Contains("simple_1"));
        Assert.Equal((1, false), (own.Count, own.Contains("java_94")));
        File.WriteAllText(_path, "# nothing\n");
        Assert.Throws<DataFormatException>(() => LabelNoise.Read(_path));
    }
}
