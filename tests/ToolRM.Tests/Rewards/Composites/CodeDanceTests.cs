using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Composites;
using ToolRM.Scoring;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Composites;

/// <summary>Vectors of rewards 1.7.</summary>
public class CodeDanceTests
{
    private static readonly (string, ToolStatus) Good = ("4", ToolStatus.Ok), Bad = ("boom", ToolStatus.Error);

    [Theory]
    [InlineData(0, 0.7820)]
    [InlineData(.25, 0.6808)]
    [InlineData(.5, 0.3)]
    [InlineData(.75, -0.0808)]
    [InlineData(1, -0.1820)]
    public void Factor(double mean, double expected) => Assert.Equal(expected, Math.Round(CodeDance.Factor(mean), 4));

    [Fact]
    public void AHardPrompt_PaysForCallsThatSucceed()
    {
        // One of four is right: mu = 0.25.
        Assert.Equal([2.0212, 0.3404, 0, 0], Values(RewardFunctions.Create("code-dance"), Four(Turns(Good, Good, Good), Turns(Good, Good))));
        Assert.Equal([1.6808, 0.3404, 0, 0], Values(RewardFunctions.Create("code-dance"), Four(Turns(Good, Good, Bad), Turns(Good, Good))));
        Assert.Equal([1.0, 0, 0, 0], Values(RewardFunctions.Create("code-dance"), Four([AnswerTurn()], [AnswerTurn()])));
    }

    [Fact]
    public void AnEasyPrompt_MakesCallsCost() =>
        Assert.Equal([0.7270], Values(RewardFunctions.Create("code-dance"), Executed([(Turns(Good, Good, Good), [("correct", 1)])])));

    [Fact]
    public void Maths() // mu = 1: 1.2 − 0.1820·2 = 0.8360
        => Assert.Equal([0.8360], Values(RewardFunctions.Create("code-dance", """{"data": "maths"}"""), Executed([(Turns(Good), [("correct", 1)])])));

    [Fact]
    public void TheReleasedDifficulty_IsOverTheFormatPenaltyToo()
    {
        // Scores 1 and −0.2 (wrong, bad format): mu = 0.4 in the code, accuracy alone 0.5.
        var group = Executed([(Turns(Good), [("correct", 1), ("format", 1)]), ([AnswerTurn()], [("correct", 0), ("format", 0)])]);
        Assert.Equal([Math.Round(1 + 0.3 * 1.5, 4), -0.2], Values(RewardFunctions.Create("code-dance"), group));
        Assert.Equal([Math.Round(1 + CodeDance.Factor(0.4) * 1.5, 4), -0.2], Values(RewardFunctions.Create("code-dance", """{"difficulty": "score"}"""), group));
    }

    [Fact]
    public void TheClip_NeverTakesEffectInTheReleasedCode()
    {
        // Three of four right: mu = 0.75, d = −0.0808. As released right rollouts with calls pay; as meant they do not.
        var group = Executed([(Turns(Good), [("correct", 1)]), ([AnswerTurn()], [("correct", 1)]), ([AnswerTurn()], [("correct", 1)]), (Turns(Good), [("correct", 0)])]);
        Assert.Equal([0.8788, 1, 1, -0.0404], Values(RewardFunctions.Create("code-dance"), group));
        Assert.Equal([1, 1, 1, -0.0404], Values(RewardFunctions.Create("code-dance", """{"clip": true}"""), group));
    }

    [Fact]
    public void SuccessByText_TakesAWordForAnError()
    {
        var group = Executed([(Turns(("The mean Error is 0.1", ToolStatus.Ok)), [("correct", 1)])]);
        Assert.Equal([0.7270], Values(RewardFunctions.Create("code-dance"), group));
        Assert.Equal([1.0], Values(RewardFunctions.Create("code-dance", """{"failure-texts": ["No explicit output or figures produced", "Error", "timeout"]}"""), group));
        Assert.True(CodeDance.Failed(new("", ToolStatus.Ok))); // no output
    }

    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", true, true)]
    [InlineData("<think>a</think><answer>b</answer><answer>c</answer>", false, true)]
    [InlineData("<think>a</think><tool_call></tool_call><answer>b</answer>", true, false)]
    [InlineData("<think>a<answer>b</answer>", false, false)]
    [InlineData("<think>a</think>b", false, false)]
    public void ReleasedFormatRules(string text, bool general, bool maths)
    {
        var rollout = Executed([([AnswerTurn(text)], [])]).Rollouts()[0];
        Assert.Equal((general, maths), (CodeDance.IsWellFormed(rollout), CodeDance.IsWellFormedMaths(rollout)));
    }

    [Fact]
    public void ACallThatWasNotRun_IsNoFailure()
    {
        var cut = new[] { ToolTurn("run", Good), ToolTurn("run", ("", ToolStatus.NotRun)) };
        var score = (Scored)Score1(RewardFunctions.Create("code-dance"), Executed([(cut, [("correct", 1), ("format", 1)])]))[0];
        Assert.Equal([0.0, 0], score.Steps.Select(step => step.Value));
        Assert.Contains(new("tools", 1), score.Components);
    }

    [Fact]
    public void TurnPart()
    {
        Assert.Equal([-0.52, -0.1, -0.5], CodeDanceTurns.Values([true, false, true]).Select(value => Math.Round(value, 4)));
        var turns = new[] { ToolTurn("run", Bad), ToolTurn("run", Good), ToolTurn("run", Bad), AnswerTurn() };
        var score = (Scored)Score1(RewardFunctions.Create("code-dance"), Executed([(turns, [("correct", 1)])]))[0];
        Assert.Equal([-0.52, -0.1, -0.5, 0], score.Steps.Select(step => Math.Round(step.Value, 4)));
    }

    [Fact]
    public void Standardised_OverTheBatch()
    {
        // −0.5 and 0, twice: mean −0.25, population deviation 0.25.
        var standard = CodeDanceTurns.Standardise([[-0.5, 0], [], [0, -0.5]]);
        Assert.Equal([-1, 1], standard[0]);
        Assert.Empty(standard[1]);
        Assert.Equal([1, -1], standard[2]);
        Assert.Equal([0, 0], CodeDanceTurns.Standardise([[0, 0]])[0]);
        Assert.Equal([0, 0, 0], CodeDanceTurns.Standardise([[-0.1, -0.1, -0.1]])[0]); // the mean is off by a rounding
        Assert.Equal(0.8, CodeDanceTurns.Advantage(1, -1), 12);
    }

    private static Turn[] Turns(params (string, ToolStatus)[] results) => [ToolTurn("run", results), AnswerTurn()];

    private static RewardContext Four(Turn[] right, Turn[] wrong) =>
        Executed([(right, [("correct", 1)]), (wrong, [("correct", 0)]), ([AnswerTurn()], [("correct", 0)]), ([AnswerTurn()], [("correct", 0)])]);
}
