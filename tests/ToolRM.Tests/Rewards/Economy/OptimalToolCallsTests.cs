using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Economy;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Economy;

/// <summary>Vectors of rewards 1.4.</summary>
public class OptimalToolCallsTests
{
    [Theory]
    [InlineData(3, new[] { 1, 0.8090, 0.6235, 0.5, 0.4154, 0.3546 })]
    [InlineData(5, new[] { 1, 0.9010, 0.7660, 0.6549, 0.5681, 0.5 })]
    public void Single(double smoothing, double[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(calls => Math.Round(OptimalToolCalls.SingleFactor(calls, smoothing), 4)));

    [Theory]
    [InlineData(2, 0, new[] { 0, 0.8660, 1, 0.9511, 0.8660, 0.7818, 0.7071 })]
    [InlineData(1, 1, new[] { 1, 0.8660, 0.7071, 0.5878, 0.5 })]
    public void Group(int fewest, int from, double[] expected) =>
        Assert.Equal(expected, Enumerable.Range(from, expected.Length).Select(calls => Math.Round(OptimalToolCalls.GroupFactor(calls, fewest, 5), 4)));

    [Fact]
    public void WrongRolloutsGetNothing_AndDoNotSetTheFewest()
    {
        var reward = RewardFunctions.Create("otc", """{"smoothing": 5}""");
        var scores = Rollouts.Score1(reward, Rollouts.Group([1, 0, 1], [2, 1, 4]));
        Assert.Equal([1, 0, 0.866], scores.Select(score => Math.Round(((Scored)score).Value, 4)));
        Assert.Contains(new("fewest-calls", 2), ((Scored)scores[2]).Components);
    }

    [Fact]
    public void TheFewestOfEarlierSteps_IsSentAgainByTheTrainer()
    {
        var reward = RewardFunctions.Create("otc", """{"smoothing": 5}""");
        Assert.Equal([0.8660], Rollouts.Values(reward, Rollouts.Group([1], [2], new(7, Numbers: [new(OptimalToolCalls.FewestCalls, 1)]))));
        Assert.Equal([1.0], Rollouts.Values(reward, Rollouts.Group([1], [2])));
    }

    [Fact]
    public void TheSmoothingIsUnknown_SoItHasToBeGiven() =>
        Assert.Contains("smoothing has to be given", Assert.Throws<DataFormatException>(() => RewardFunctions.Create("otc")).Message, StringComparison.Ordinal);

    [Fact]
    public void WithoutCorrectness_TheReasonNamesWhatIsMissing()
    {
        var reward = RewardFunctions.Create("otc", """{"smoothing": 5, "form": "ppo"}""");
        Assert.Contains("the fact \"correct\", a reference, or answers", Rollouts.Reason(Rollouts.Score1(reward, Rollouts.WithFacts([("cost", 1)]))[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_CountByPrice_AndTheSmoothingByTheDearest()
    {
        // search 3, python 0.5: (3 + 0.5, 0.5) and n = 0.5; f = 2·3.5·0.5/4 = 0.875, sin(0.875·π/1) = sin(157.5°) = 0.3827.
        var group = new RewardContext(
            new("q", new([], []), [new("0", "", [Rollouts.Call("search"), Rollouts.Call("python")]), new("1", "", [Rollouts.Call("python")])]), [], null,
            new(Rollouts: [new("0", [new("correct", [1])]), new("1", [new("correct", [1])])]));
        const string Priced = """, "priced-tools": ["search", "python"], "prices": [3, 0.5]}""";
        Assert.Equal([0.3827, 1], Rollouts.Values(RewardFunctions.Create("otc", """{"smoothing": 5""" + Priced), group));
        // Alone: cos(3.5·π/(7 + 5·3)) = cos(0.5π·0.3182) = 0.8777.
        Assert.Equal(Math.Round(Math.Cos(3.5 * Math.PI / 22), 4), Rollouts.Values(RewardFunctions.Create("otc", """{"smoothing": 5, "form": "ppo" """ + Priced), group)[0]);
        Assert.Contains("expected a price for each tool", Assert.Throws<DataFormatException>(() => RewardFunctions.Create("otc", """{"smoothing": 5, "priced-tools": ["search"]}""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TimesMode_TakesTheFewestOfAll()
    {
        // The wrong rollout has 1 call: n = 1, and the right ones with 2 and 4 get sin(2/3·π) and sin(4/5·π).
        Assert.Equal([0.8660, 0, 0.5878], Rollouts.Values(RewardFunctions.Create("otc", """{"smoothing": 5, "fewest-of": "all"}"""), Rollouts.Group([1, 0, 1], [2, 1, 4])));
    }

    [Theory]
    [InlineData(false, new[] { 1.0, -1 })]
    [InlineData(true, new[] { 1, -0.8660 })] // times mode of the released code: two calls make a penalty smaller
    public void APenalty_IsNotMadeSmallerByCalls(bool ofAll, double[] expected)
    {
        var group = new RewardContext(
            new("q", new([], []), [Rollouts.WithCalls(1, "0"), Rollouts.WithCalls(2, "1")]), [], null, new(Rollouts: [new("0", [new("x", [1])]), new("1", [new("x", [-1])])]));
        Assert.Equal(expected, Rollouts.Values(OptimalToolCalls.Around(Rollouts.X(), new(5) { FewestOfAll = ofAll }), group));
    }

    [Theory]
    [InlineData("otc", """{"smoothing": 5}""")]
    [InlineData("mash", """{"penalty": "otc"}""")]
    public void AnEarlierFewestBelowZero_IsZero(string name, string options)
    {
        var reward = RewardFunctions.Create(name, options);
        Assert.Equal(
            Rollouts.Values(reward, Rollouts.Group([1], [2], new(7, Numbers: [new(OptimalToolCalls.FewestCalls, 0)]))),
            Rollouts.Values(reward, Rollouts.Group([1], [2], new(7, Numbers: [new(OptimalToolCalls.FewestCalls, -3)]))));
    }

    [Fact]
    public void Productivity()
    {
        Assert.Equal(0.25, OptimalToolCalls.Productivity([1, 0, 1], [2, 2, 4]));
        Assert.Equal(double.NaN, OptimalToolCalls.Productivity([1], [0]));
    }
}
