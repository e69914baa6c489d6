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
}
