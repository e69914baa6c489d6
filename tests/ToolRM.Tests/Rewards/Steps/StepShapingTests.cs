using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Steps;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Steps;

/// <summary>Vectors of rewards 2.1.</summary>
public class StepShapingTests
{
    private static readonly double[] Four = [0.9, 0.5, 0.8, 0.95];
    private static readonly double[] Repeated = [0.9, 0.9, 0.9, 0.9, 0.9, 0.9];

    [Fact]
    public void Clip() => Assert.Equal([0, -0.2, 0, 0], Round(StepShaping.Clip(Four, 0.7)));

    [Fact]
    public void Delta_TelescopesToTheStepsOwnScore()
    {
        Assert.Equal([0.4, -0.3, 0.8, 0], Round(StepShaping.Delta(Four)));
        Assert.Equal([0.9, 0.5, 0.8, 0], Round(StepShaping.ReturnsToGo(StepShaping.Delta(Four))));
    }

    [Fact]
    public void ClipDelta()
    {
        Assert.Equal([0.2, -0.2, 0, 0], Round(StepShaping.ClipDelta(Four, 0.7)));
        Assert.Equal([0, -0.2, 0, 0], Round(StepShaping.ReturnsToGo(StepShaping.ClipDelta(Four, 0.7))));
    }

    [Fact]
    public void RepeatedHarmlessSteps_PayNothingMore()
    {
        Assert.Equal(5.4, Repeated.Sum(), 10); // what raw step scores would pay
        Assert.Equal([0, 0, 0, 0, 0, 0], StepShaping.Clip(Repeated, 0.7));
        Assert.Equal([0, 0, 0, 0, 0.9, 0], Round(StepShaping.Delta(Repeated)));
        Assert.Equal([0.9, 0.9, 0.9, 0.9, 0.9, 0], Round(StepShaping.ReturnsToGo(StepShaping.Delta(Repeated))));
    }

    [Fact]
    public void ShortRollouts()
    {
        Assert.Empty(StepShaping.Delta([]));
        Assert.Equal([0.0], StepShaping.Delta([0.6]));
        Assert.Equal([0.6, 0], StepShaping.Delta([0.6, 0.9]));
    }

    [Fact]
    public void StepsStandAtTurns_ElseAtCalls_ElseAmongTheComponents()
    {
        var reward = RewardFunctions.Create("step-clip", """{"threshold": 0.7}""");
        Scored Of(int calls, params double[] scores) => Assert.IsType<Scored>(Assert.Single(Rollouts.Score1(reward, Context(calls, scores))));
        Assert.Equal(new StepScore(0, null, 0), Assert.Single(Of(1, 0.9).Steps)); // one turn, one score
        Assert.Equal([new(0, 0, 0), new(0, 1, 0.5 - 0.7)], Of(2, 0.9, 0.5).Steps);
        var unplaced = Of(2, Four);
        Assert.Empty(unplaced.Steps);
        Assert.Equal(["step-1", "step-2", "step-3", "step-4"], unplaced.Components.Select(component => component.Name));
        Assert.Equal(-0.2, unplaced.Value, 1e-12);
    }

    [Fact]
    public void WithoutStepScores_ItSaysSo() =>
        Assert.Equal("needs the fact \"step-scores\" of the rollout", Rollouts.Reason(Rollouts.Score1(RewardFunctions.Create("step-delta"), Rollouts.WithFacts([("cost", 1)]))[0]));

    [Fact]
    public void TheThresholdIsUnknown_SoItHasToBeGiven() =>
        Assert.Contains("threshold has to be given", Assert.Throws<DataFormatException>(() => RewardFunctions.Create("step-clip-delta")).Message, StringComparison.Ordinal);

    /// <summary>Vectors of rewards 2.7.</summary>
    [Theory]
    [InlineData("min", 0.5)]
    [InlineData("max", 0.9)]
    [InlineData("product", 0.36)]
    [InlineData("geometric", 0.7114)]
    [InlineData("mean", 0.7333)]
    [InlineData("mean-logit", 0.7675)]
    [InlineData("mean-odds", 4.6667)]
    [InlineData("last", 0.5)]
    public void Aggregations(string by, double expected)
    {
        Assert.Equal(expected, StepAggregation.Of([0.9, 0.8, 0.5], StepAggregation.Require(by)), 5e-5);
        Assert.Equal([expected], Rollouts.Values(RewardFunctions.Create("step-aggregate", $$"""{"by": "{{by}}"}"""), Context(0, [0.9, 0.8, 0.5])));
        Assert.Equal(0.5, StepAggregation.Of([], StepAggregation.Require(by))); // as the released code
        Assert.True(double.IsFinite(StepAggregation.Of([0, 1], StepAggregation.Require(by))));
    }

    [Fact] // the product of 2000 steps of 0.5 is 0 as a double
    public void TheGeometricMean_OfALongRollout_IsNoZero() =>
        Assert.Equal(0.5, StepAggregation.Of([.. Enumerable.Repeat(0.5, 2000)], StepAggregate.Geometric), 1e-12);

    [Fact]
    public void AScoreThatIsNoProbability_IsRefused() =>
        Assert.Equal("needs step scores from 0 to 1, found 1.5", Rollouts.Reason(Rollouts.Score1(RewardFunctions.Create("step-aggregate", """{"by": "mean"}"""), Context(0, [1.5]))[0]));

    private static RewardContext Context(int calls, double[] scores) => new(
        new("q", new([], []), [Rollouts.WithCalls(calls, "0")]), [], null, new(Rollouts: [new("0", [new(FactNames.StepScores, [.. scores])])]));

    private static double[] Round(double[] values) => [.. values.Select(value => Math.Round(value, 10))];
}
