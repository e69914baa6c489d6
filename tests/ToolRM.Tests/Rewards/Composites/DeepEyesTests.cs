using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Composites;

/// <summary>Vectors of rewards 1.6.</summary>
public class DeepEyesTests
{
    internal static readonly Turn Look = ToolTurn("crop", ("seen", ToolStatus.Error)); // what the tool said does not count

    public static TheoryData<double, bool, bool, double> Vectors => new()
    {
        { 1, true, false, 2.0 }, { 1, false, false, 0.8 }, { 0, true, false, 0 }, { 0, false, false, 0 }, { 1, true, true, 1.8 }, { 0, false, true, -0.2 },
    };

    internal static RewardContext Case(double correct, bool tool, bool formatError) =>
        Executed([(tool ? [Look, AnswerTurn()] : [AnswerTurn()], [("correct", correct), ("format", formatError ? 0 : 1)])]);

    [Theory, MemberData(nameof(Vectors))]
    public void General(double correct, bool tool, bool formatError, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("deep-eyes"), Case(correct, tool, formatError)));

    [Theory]
    [InlineData("<think>a</think><answer>\\boxed{4}</answer>", 1.2)]
    [InlineData("<think>a</think>\\boxed{4} or \\boxed{5}", 0.8)]
    [InlineData("<think>a</think>4", 0.8)]
    public void Maths(string text, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("deep-eyes", """{"data": "maths"}"""), Executed([([AnswerTurn(text)], [("correct", 1)])])));

    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", 0.8)]
    [InlineData("<think>a<answer>b</answer>", 0.6)]
    [InlineData("<think>a</think><answer>b", 0.6)]
    [InlineData("<think><answer></think><answer>b</answer>", 0.8)] // a tag in a thought does not count
    public void ReleasedFormatRules(string text, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("deep-eyes"), Executed([([AnswerTurn(text)], [("correct", 1)])])));

    [Theory]
    [InlineData(999, 0.8)]
    [InlineData(1000, -0.2)] // wrong whatever the judge says, and a format error
    public void AnswersWrittenForTheJudge_AreWrong(int length, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("deep-eyes"), Executed([([AnswerTurn($"<answer>{new string('x', length)}</answer>")], [("correct", 1)])])));

    [Fact]
    public void CallsOfUnknownResult_AreUnscoredWhereTheyCount()
    {
        var unknown = new Turn("", [], [Call()], []);
        Assert.Contains("results of the calls", Reason(Score1(RewardFunctions.Create("deep-eyes"), Executed([([unknown], [("correct", 1)])]))[0]), StringComparison.Ordinal);
        Assert.Equal([0.0], Values(RewardFunctions.Create("deep-eyes"), Executed([([unknown], [("correct", 0)])])));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void TheExampleComposition_IsTheSameReward(double correct, bool tool, bool formatError, double expected)
    {
        var file = Examples.Read("deep-eyes.json");
        Assert.Equal([expected], Values(RewardJson.Read(JsonParse.Of(file).Value!, null, "deep-eyes.json"), Case(correct, tool, formatError)));
    }
}
