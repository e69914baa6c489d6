using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Combining;

/// <summary>Combinators on numbers that can be worked out by hand.</summary>
public class CombinatorTests
{
    private static readonly RewardContext Two = WithFacts([("x", 2), ("y", -1)], [("x", 4)]);

    [Fact]
    public void Sum_WeighsAndNamesItsParts()
    {
        var sum = RewardCombinators.Sum("mix", (0.5, X("x")), (2, X("y")), (1, X("y")));
        var first = Assert.IsType<Scored>(Score1(sum, Two)[0]);
        Assert.Equal(0.5 * 2 + 2 * -1 + -1, first.Value);
        Assert.Equal([new("x", 2), new("y", -1), new("y-2", -1)], first.Components);
    }

    [Fact]
    public void AMissingPart_IsNoZero() =>
        Assert.Equal("y: needs the fact \"y\" of the rollout", Reason(Score1(RewardCombinators.Sum("mix", (1, X("x")), (1, X("y"))), Two)[1]));

    [Fact]
    public void Product() => Assert.Equal([-2, double.NaN], Values(RewardCombinators.Product("p", X("x"), X("y")), Two));

    [Fact]
    public void EmptyOnes_AreTheNeutralNumbers()
    {
        Assert.Equal([0, 0], Values(RewardCombinators.Sum("s"), Two));
        Assert.Equal([1, 1], Values(RewardCombinators.Product("p"), Two));
    }

    [Fact]
    public void Ladder_TakesTheFirstRungThatHolds_AndDoesNotAskBelowIt()
    {
        var ladder = RewardCombinators.Ladder("l",
            [(new(X("x"), Comparison.AtLeast, 4), RewardCombinators.Constant(1)), (new(X("y"), Comparison.Below, 0), RewardCombinators.Constant(0.5))],
            RewardCombinators.Constant(0));
        Assert.Equal([0.5, 1], Values(ladder, Two)); // the second has no y, and none is asked for
    }

    [Fact]
    public void Ladder_WithoutARungThatHolds_GivesTheLastValue() =>
        Assert.Equal([3, 3], Values(RewardCombinators.Gate("g", new(X("x"), Comparison.Above, 4), RewardCombinators.Constant(1), RewardCombinators.Constant(3)), Two));

    [Fact]
    public void ClipAffineTanh()
    {
        Assert.Equal([2, 3], Values(X().Clip(-3, 3), Two));
        Assert.Equal([-3, -7], Values(X().Affine(-2, 1), Two));
        Assert.Equal([Math.Round(3 * Math.Tanh(1), 4), Math.Round(3 * Math.Tanh(2), 4)], Values(X().Tanh(3, 2), Two));
        Assert.Equal((-3, 3), (X().Clip(-3, 3).Info.Minimum, X().Clip(-3, 3).Info.Maximum));
    }

    [Fact]
    public void MinMax_WithoutSpread_GivesWhatWasSaid()
    {
        var group = WithFacts([("x", 1)], [("x", 3)], [("x", 2)], []);
        Assert.Equal([0, 1, 0.5, double.NaN], Values(X().MinMax(), group));
        Assert.Equal([0.0], Values(X().MinMax(), WithFacts([("x", 7)])));
        Assert.Equal([0.5, 0.5], Values(X().MinMax(0.5), WithFacts([("x", 7)], [("x", 7)])));
    }

    [Fact]
    public void Rank_SharesTies() => Assert.Equal([0, 0.5, 0.5, 1], Values(X().Rank(), WithFacts([("x", 1)], [("x", 2)], [("x", 2)], [("x", 9)])));

    // rewards 1.11: R = (1.5738, 1.7, 0), advantages with a sample deviation of 0.9472; the sheet cuts 0.50945 to 0.5094.
    [Fact]
    public void Normalise_IsTheGroupAdvantage()
    {
        var group = WithFacts([("x", 1.5738095)], [("x", 1.7)], [("x", 0)]);
        Assert.Equal([0.5095, 0.6427, -1.1521], Values(X().Normalise(), group));
        Assert.Equal([0.6239, 0.7871, -1.4111], Values(X().Normalise(Deviation.Population), group));
    }

    [Fact]
    public void Normalise_OfOne_IsRawAsInVerlOrZeroAsInTrl()
    {
        Assert.Equal([7], Values(X().Normalise(), WithFacts([("x", 7)])));
        Assert.Equal([0], Values(X().Normalise(single: SingleRollout.Zero), WithFacts([("x", 7)])));
        Assert.Equal([0, 0], Values(X().Normalise(epsilon: 0), WithFacts([("x", 7)], [("x", 7)])));
        Assert.Equal([0, 0, 0], Values(X().Normalise(epsilon: 0), WithFacts([("x", 0.1)], [("x", 0.1)], [("x", 0.1)]))); // the mean is 0.1 and a rounding
    }

    // credit-and-rl T10: a composite of a third of each weighted part; a group that failed alike has no advantage, the recovery group has.
    [Theory]
    [InlineData(2, 1, 1, 0.5, 1, 1.166667)]
    [InlineData(1, 1, 2, 0.5, 1, 1.0)]
    public void Sum_IsTheCompositeOfFission(double formatWeight, double format, double correctWeight, double correct, double length, double expected)
    {
        var sum = RewardCombinators.Sum("fission", (formatWeight / 3, X("format")), (correctWeight / 3, X("correct")), (1.0 / 3, X("length")));
        var scored = Assert.IsType<Scored>(Assert.Single(Score1(sum, WithFacts([("format", format), ("correct", correct), ("length", length)]))));
        Assert.Equal(expected, scored.Value, 6);
    }

    [Fact]
    public void Normalise_OfFission()
    {
        Assert.Equal([0, 0, 0, 0], Values(X().Normalise(), WithFacts([("x", .4)], [("x", .4)], [("x", .4)], [("x", .4)])));
        double[] expected = [1.015126, -.858953, -.858953, .702780];
        Assert.Equal(expected, Score1(X().Normalise(), WithFacts([("x", 1)], [("x", .4)], [("x", .4)], [("x", .9)])).Select(score => Math.Round(((Scored)score).Value, 6)));
    }

    [Fact]
    public void MinMax_StatesTheRangeOfWhatItGives() => Assert.Equal((-1, 1), (X().MinMax(-1).Info.Minimum, X().MinMax(-1).Info.Maximum));

    [Fact]
    public void Schedules()
    {
        Schedule[] schedules = [Schedule.Linear(2, 4, 10, 20), Schedule.Cosine(2, 4, 10, 20), 3];
        Assert.Equal([2, 2, 3], schedules.Select(schedule => At(schedule, 10)));
        Assert.Equal([2.4, 2.191, 3], schedules.Select(schedule => At(schedule, 12))); // 2 + (1 - cos(0.2 pi)) = 2.1910
        Assert.Equal([3, 3, 3], schedules.Select(schedule => At(schedule, 15)));
        Assert.Equal([4, 4, 3], schedules.Select(schedule => At(schedule, 99)));
        Assert.Equal("the step of the training", schedules[0].At(null).WhatIsMissing);

        static double At(Schedule schedule, int step) => schedule.At(step).Is(out var value, out _) ? Math.Round(value, 4) : double.NaN;
    }

    [Fact]
    public void Shaping_MovesRewardAlongTheRollout_AndAddsNothingInTotal()
    {
        Assert.Equal([0.5, 0.25, -0.75], Shaping.Bonuses([0.5, 0.75, 0.25], 1));
        Assert.Equal([0.25, -0.5], Shaping.Bonuses([0.5, 0.75], 0.5));
        var potential = RewardFunction.PerRollout(new("p", "", RewardNeeds.None, 0, 1), _ => new Scored(0, ScoreScale.Raw, Steps: [new(0, null, 0.5), new(1, null, 0.75), new(2, null, 0.25)]));
        var shaped = (Scored)Score1(X().Shaped(potential, 1), WithFacts([("x", 1)]))[0];
        Assert.Equal(1, shaped.Value);
        Assert.Equal([new(0, null, 0.5), new(1, null, 0.25), new(2, null, -0.75)], shaped.Steps);
    }

    [Fact]
    public void Component_IsARewardOfItsOwn()
    {
        var sum = RewardCombinators.Sum("mix", (1, X("x")));
        Assert.Equal([2, 4], Values(RewardCombinators.Component(sum, "x"), Two));
        Assert.Contains("no component \"z\"", Reason(Score1(RewardCombinators.Component(sum, "z"), Two)[0]), StringComparison.Ordinal);
    }
}
