using ToolRM.Rewards;
using ToolRM.Rewards.Economy;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Economy;

/// <summary>Vectors of rewards 1.5.</summary>
public class PayPerSearchTests
{
    private static readonly RewardContext A = Group([1, 1, 0, 1], [0, 2, 0, 3]);
    private static readonly RewardContext B = Group([1, 1, 0, 1], [1, 2, 1, 4]);

    [Theory]
    [InlineData("otc", new[] { 1, 0.7660, 0, 0.6549 })]
    [InlineData("otc-strict", new[] { 1.0, 0, 0, 0 })]
    [InlineData("linear", new[] { 1, 0.6667, 0, 0.5 })]
    public void GroupA(string penalty, double[] expected) => Assert.Equal(expected, Values(Mash($$"""{"penalty": "{{penalty}}"}"""), A));

    [Fact]
    public void GroupA_Exponential() => Assert.Equal([1, 0.25, 0, 0.125], Values(Mash("""{"penalty": "exp", "lambda": 0.5}"""), A));

    [Fact]
    public void GroupB()
    {
        Assert.Equal([1, 0.8660, 0, 0.5878], Values(Mash("""{"penalty": "otc"}"""), B));
        Assert.Equal([1, 0.8, 0, 0.512], Values(Mash("""{"penalty": "exp", "lambda": 0.8}"""), B));
    }

    [Fact]
    public void TheFewestSearches_AreThoseOfRightRollouts()
    {
        Assert.Contains(new(OptimalToolCalls.FewestCalls, 0), ((ToolRM.Scoring.Scored)Score1(Mash("""{"penalty": "otc"}"""), A)[0]).Components);
        Assert.Contains(new(OptimalToolCalls.FewestCalls, 1), ((ToolRM.Scoring.Scored)Score1(Mash("""{"penalty": "otc"}"""), B)[0]).Components);
    }

    [Fact]
    public void AnEarlierStepThatNeededNoSearch_CountsOn()
    {
        var later = B with { Training = new(7, Numbers: [new(OptimalToolCalls.FewestCalls, 0)]) };
        Assert.Equal([0.8, 0.64, 0, 0.4096], Values(Mash("""{"penalty": "exp", "lambda": 0.8}"""), later));
    }

    // momergul/mash gives 1 without searches whatever the fewest is, where the formula of OTC gives sin 0 = 0.
    [Fact]
    public void WithoutSearches_ThePenaltyIsOne() => Assert.Equal((1, 0), (PayPerSearch.GroupPenalty(0, 2, 5, isStrict: false), OptimalToolCalls.GroupFactor(0, 2, 5)));

    [Theory]
    [InlineData("multiply", 4, new[] { 1, 0, 0.1, 0 })] // right and well-formed, right alone, well-formed alone, neither
    [InlineData("multiply", 5, new[] { 1.0, 0, 0, 0 })]
    [InlineData("add", 5, new[] { 1.1, 1, 0.1, 0 })]
    [InlineData("none", 5, new[] { 1.0, 1, 0, 0 })]
    public void Bases(string form, int step, double[] expected)
    {
        var group = WithFacts([("correct", 1), ("format", 1)], [("correct", 1), ("format", 0)], [("correct", 0), ("format", 1)], [("correct", 0), ("format", 0)]) with { Training = new(step) };
        Assert.Equal(expected, Values(Mash($$"""{"penalty": "linear", "base": "{{form}}"}"""), group));
    }

    [Fact]
    public void TheFirstSteps_HaveToBeKnownWhereTheyCount()
    {
        var group = WithFacts([("correct", 1), ("format", 1)], [("correct", 0), ("format", 1)]);
        var scores = Score1(Mash("""{"penalty": "linear", "base": "multiply"}"""), group);
        Assert.IsType<ToolRM.Scoring.Scored>(scores[0]);
        Assert.Equal("needs the step of the training", Reason(scores[1]));
    }

    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", true)]
    [InlineData("<think>a</think><search>q</search><document>1</document><document>2</document><document>3</document><answer>b</answer>", true)]
    [InlineData("<think>a</think><search>q</search><document>1</document><answer>b</answer>", false)]
    [InlineData("<answer>b</answer>", false)]
    [InlineData("<think>a</think><answer>b</answer><answer>c</answer>", false)]
    [InlineData("<think>a</think><search>q<answer>b</answer>", false)]
    [InlineData("<think>a<answer>b</answer>", false)]
    public void StrictFormat(string text, bool expected) => Assert.Equal(expected, PayPerSearch.StrictFormatOf(text, 3));

    [Fact]
    public void WordOverlap_BelowTheThreshold_IsWrong()
    {
        // "the eiffel tower in paris" against "eiffel tower": 0.6667 (rewards 0).
        var group = Executed([([AnswerTurn("<answer>the Eiffel tower in Paris</answer>")], [])], new(["Eiffel Tower"]));
        Assert.Equal([0.6667], Values(Mash("""{"penalty": "linear", "correctness": "f1"}"""), group));
        Assert.Equal([0.0], Values(Mash("""{"penalty": "linear", "correctness": "f1", "f1-threshold": 0.7}"""), group));
    }

    [Fact]
    public void OnlySearchesCount() => Assert.Equal([1, 1, 0, 1], Values(Mash("""{"penalty": "linear", "search-tools": ["lookup"]}"""), A));

    private static RewardFunction Mash(string options) => RewardFunctions.Create("mash", options);
}
