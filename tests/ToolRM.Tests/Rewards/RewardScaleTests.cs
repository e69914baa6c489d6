using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Steps;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards;

/// <summary>What becomes of rewards when their inputs are measured in other units: x → a·x + b with a above 0.</summary>
public class RewardScaleTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(11, 1);

    /// <summary>Inputs of a group, few distinct ones so that ties are common, with a and b. Quarters keep the arithmetic exact.</summary>
    private static readonly Arbitrary<(double[] Values, double A, double B)> Cases =
        Gen.Choose(-8, 8).Select(n => n / 4.0).NonEmptyListOf().SelectMany(values => Gen.Choose(1, 40).SelectMany(a => Gen.Choose(-40, 40).Select(b => (values.ToArray(), a / 4.0, b / 4.0)))).ToArbitrary();

    public static TheoryData<string> PlacesInTheGroup => ["min-max", "rank", "normalise"];

    [Theory, MemberData(nameof(PlacesInTheGroup))]
    public void APlaceInTheGroup_HasNoUnit(string combinator) => Prop.ForAll(Cases, one =>
    {
        var reward = combinator switch { "min-max" => X().MinMax(), "rank" => X().Rank(), _ => X().Normalise(epsilon: 0, single: SingleRollout.Zero) };
        AreEqual(Of(reward, one.Values), Of(reward, [.. one.Values.Select(x => one.A * x + one.B)]));
    }).Check(Fixed);

    [Fact]
    public void TurnedAround_ThePlacesAreToo() => Prop.ForAll(Cases, one =>
    {
        double[] turned = [.. one.Values.Select(x => -one.A * x + one.B)];
        AreEqual([.. Of(X().Rank(), one.Values).Select(place => 1 - place)], Of(X().Rank(), turned));
        AreEqual([.. Of(X().Normalise(epsilon: 0, single: SingleRollout.Zero), one.Values).Select(place => -place)], Of(X().Normalise(epsilon: 0, single: SingleRollout.Zero), turned));
    }).Check(Fixed);

    [Fact]
    public void EnsemblesOfScaledMembers_AreScaled() => Prop.ForAll(Cases, one =>
    {
        double[] scaled = [.. one.Values.Select(x => one.A * x + one.B)];
        Assert.Equal(one.A * Aggregation.Mean(one.Values) + one.B, Aggregation.Mean(scaled), 1e-9);
        Assert.Equal(one.A * Aggregation.Median(one.Values) + one.B, Aggregation.Median(scaled), 1e-9);
        Assert.Equal(one.A * Aggregation.Minimum(one.Values) + one.B, Aggregation.Minimum(scaled), 1e-9);
        Assert.Equal(one.A * Aggregation.MeanMinusDeviation(one.Values, 1, 0) + one.B, Aggregation.MeanMinusDeviation(scaled, 1, 0), 1e-9);
        // A variance has the unit squared: the weight has to be divided by a.
        Assert.Equal(one.A * Aggregation.UncertaintyWeighted(one.Values, 0.5, 0) + one.B, Aggregation.UncertaintyWeighted(scaled, 0.5 / one.A, 0), 1e-9);
    }).Check(Fixed);

    [Fact]
    public void ShapedSteps_ScaleWithTheStepsScores() => Prop.ForAll(Cases, one =>
    {
        double[] scaled = [.. one.Values.Select(x => one.A * x)], moved = [.. one.Values.Select(x => x + one.B)];
        AreEqual([.. StepShaping.Delta(one.Values).Select(x => one.A * x)], StepShaping.Delta(scaled));
        AreEqual([.. StepShaping.ClipDelta(one.Values, 0.5).Select(x => one.A * x)], StepShaping.ClipDelta(scaled, 0.5 * one.A));
        AreEqual(StepShaping.Clip(one.Values, 0.5), StepShaping.Clip(moved, 0.5 + one.B));
    }).Check(Fixed);

    [Fact]
    public void SumsScaleWithTheirWeights() => Prop.ForAll(Cases, one => AreEqual(
        [.. Of(RewardCombinators.Sum("s", (2, X()), (-1, X())), one.Values).Select(x => one.A * x)], Of(RewardCombinators.Sum("s", (2 * one.A, X()), (-one.A, X())), one.Values))).Check(Fixed);

    [Theory]
    [InlineData(1000, 0)] // in thousandths
    [InlineData(0.25, 7)]
    public void CostsInAnotherUnit_ChangeNoPreference(double a, double b)
    {
        RewardContext Group(double scale, double offset) => Executed(
            [.. new[] { (1.0, 40.0), (3, 10), (2, 20), (2, 90) }.Select(one => ((Turn[])[AnswerTurn()], ((string, double)[])[("correct", 1), ("cost", scale * one.Item1 + offset), ("latency", scale * one.Item2 + offset)]))],
            new(Preferences: [new("solved", 1), new("cost", .5), new("latency", .3)]));
        var reward = RewardFunctions.Create("tool-orchestra");
        Assert.Equal(Values(reward, Group(1, 0)), Values(reward, Group(a, b)));
        Assert.Equal(4, Values(reward, Group(1, 0)).Distinct().Count());
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(0.25, 7)]
    public void MarginsInDeviations_FollowTheUnit(double a, double b)
    {
        RewardContext Group(double scale, double offset) => WithFacts([.. new[] { 1.0, 2, 4, 9 }.Select(x => new[] { ("x", scale * x + offset) })]);
        var reward = RewardFunctions.Create("heron-rank", """{"factors": ["x"], "multiplier": 1}""");
        Assert.Equal([0, 0, 0, 1], Values(reward, Group(1, 0))); // a deviation of 3.6: 9 is above all others, and no other pair is decided
        Assert.Equal(Values(reward, Group(1, 0)), Values(reward, Group(a, b)));
    }

    [Fact]
    public void TheScaleOfOtc_IsAFactor() => Assert.Equal(
        Values(RewardFunctions.Create("otc", """{"smoothing": 5}"""), Rollouts.Group([1, 1, 0], [1, 1, 3])).Select(x => 3 * x),
        Values(RewardFunctions.Create("otc", """{"smoothing": 5, "scale": 3}"""), Rollouts.Group([1, 1, 0], [1, 1, 3])));

    private static double[] Of(RewardFunction reward, double[] values) => [.. Score1(reward, WithFacts([.. values.Select(x => new[] { ("x", x) })])).Select(score => ((Scored)score).Value)];

    private static void AreEqual(double[] expected, double[] given)
    {
        Assert.Equal(expected.Length, given.Length);
        Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}
