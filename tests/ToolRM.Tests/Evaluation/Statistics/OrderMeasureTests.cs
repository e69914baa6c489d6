using FsCheck;
using FsCheck.Fluent;
using ToolRM.Evaluation.Statistics;

namespace ToolRM.Tests.Evaluation.Statistics;

/// <summary>AUROC, correlation, balanced accuracy and calibration.</summary>
public class OrderMeasureTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 1);

    // Few distinct values, so that ties are common.
    private static readonly Gen<double[]> Scores = Gen.Choose(-3, 3).Select(n => n / 2.0).NonEmptyListOf().Select(list => list.ToArray());

    [Fact]
    public void Auroc_ByHand()
    {
        // Pairs: 3>1, 3>2, 2>1 are right, 2 with 2 is half: 3.5 of 4.
        Assert.Equal(0.875, Auroc.Of([3, 2], [1, 2]), 12);
        Assert.Equal(1, Auroc.Of([2], [1]));
        Assert.Equal(0, Auroc.Of([1], [2]));
        Assert.True(double.IsNaN(Auroc.Of([], [1])));
        Assert.True(double.IsNaN(Auroc.Of([1], [])));
    }

    [Fact]
    public void Auroc_IsTheShareOfPairs() => Prop.ForAll(Scores.Two().ToArbitrary(), sides =>
    {
        var (positives, negatives) = sides;
        var wins = positives.Sum(p => negatives.Sum(n => p > n ? 1 : p.Equals(n) ? 0.5 : 0));
        return Math.Abs(Auroc.Of(positives, negatives) - (wins / positives.Length / negatives.Length)) < 1e-12;
    }).Check(Fixed);

    [Fact]
    public void Auroc_SwappedSides_AddToOne() => Prop.ForAll(Scores.Two().ToArbitrary(), sides =>
        Math.Abs(Auroc.Of(sides.Item1, sides.Item2) + Auroc.Of(sides.Item2, sides.Item1) - 1) < 1e-12).Check(Fixed);

    [Fact]
    public void Auroc_DeLongByHand()
    {
        // Positives 1, 3; negatives 0, 2. Area 3/4.
        // Shares below the positives ½, 1: sample variance 1/8. Shares above the negatives 1, ½: 1/8.
        // half = 1.959964 · √(1/16 + 1/16) = 0.69295; cut at 1.
        var area = Auroc.Interval([1, 3], [0, 2]);
        Assert.Equal(0.75, area.Value);
        Assert.Equal(0.05705, area.Low!.Value, 5);
        Assert.Equal(1, area.High);
        Assert.Null(Auroc.Interval([1], [0, 2]).Low);
    }

    [Fact]
    public void Pearson_ByHand()
    {
        // x - 2.5: -1.5 -.5 .5 1.5; y - 2.5: -1.5 .5 -.5 1.5; xy = 2.25 - .25 - .25 + 2.25 = 4, xx = yy = 5.
        var r = Correlation.Pearson([1, 2, 3, 4], [1, 3, 2, 4]);
        Assert.Equal(0.8, r.Value, 12);
        // atanh 0.8 = 1.098612, ± 1.959964 / √1: tanh(-0.861352) = -0.69695, tanh(3.058576) = 0.9956
        Assert.Equal(-0.69695, r.Low!.Value, 5);
        Assert.Equal(0.9956, r.High!.Value, 4);
    }

    [Fact]
    public void Spearman_IsPearsonOfRanks_TiesShared()
    {
        // Any rising curve has ρ = 1.
        Assert.Equal(1, Correlation.Spearman([1, 2, 3, 4], [1, 8, 27, 64]).Value, 12);
        // Ranks of y: 1, 2.5, 2.5, 4; x - 2.5: -1.5 -.5 .5 1.5; y - 2.5: -1.5 0 0 1.5; 4.5 / √(5 · 4.5)
        Assert.Equal(4.5 / Math.Sqrt(22.5), Correlation.Spearman([1, 2, 3, 4], [10, 20, 20, 30]).Value, 12);
        Assert.Equal([1, 2.5, 2.5, 4], Ranks.Of([10, 20, 20, 30]));
    }

    [Fact]
    public void Correlation_WithoutVariation_IsUndefined()
    {
        Assert.True(double.IsNaN(Correlation.Pearson([1, 2, 3], [5, 5, 5]).Value));
        Assert.True(double.IsNaN(Correlation.Pearson([1], [1]).Value));
        Assert.Null(Correlation.Pearson([1, 2, 3], [1, 2, 4]).Low);
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1]));
    }

    [Fact]
    public void Pearson_OfAStraightLine_IsOne_WithItsSign() => Prop.ForAll(Scores.ToArbitrary(), Gen.Choose(-5, 5).Where(a => a != 0).ToArbitrary(), (x, slope) =>
    {
        var r = Correlation.Pearson(x, [.. x.Select(value => (slope * value) + 1)]).Value;
        return x.Distinct().Count() < 2 ? double.IsNaN(r) : Math.Abs(r - Math.Sign(slope)) < 1e-9;
    }).Check(Fixed);

    [Fact]
    public void BalancedAccuracy_ByHand()
    {
        // Right above 0: 2 of 3 (at the cut is refused); wrong not above 0: 3 of 4. (2/3 + 3/4) / 2
        Assert.Equal(((2.0 / 3) + 0.75) / 2, BalancedAccuracy.Of([1, 0, 2], [-1, 0, 3, -2], 0), 12);
        // half = 1.959964 / 2 · √(2/9/3 + 3/16/4) = 0.979982 · 0.347773 = 0.340811
        Assert.Equal(0.36752, BalancedAccuracy.Interval([1, 0, 2], [-1, 0, 3, -2], 0).Low!.Value, 4);
        Assert.True(double.IsNaN(BalancedAccuracy.Of([], [1], 0)));
    }

    [Fact]
    public void BalancedAccuracy_OfAConstant_IsOneHalf() => Prop.ForAll(
        Gen.Choose(-2, 2).ToArbitrary(), constant => BalancedAccuracy.Of([constant, constant], [constant], 0) == 0.5).Check(Fixed);

    [Fact]
    public void Calibration_BinsAreClosedOnTheRight_AndZeroIsInTheFirst()
    {
        // Width 0.25: 0 and 0.25 in the first bin, 0.5 in the second, 1 in the last.
        var bins = Calibration.Bins([0, 0.25, 0.5, 1], [false, true, true, true], 4);
        Assert.Equal([(0, 0.25, 2), (0.25, 0.5, 1), (0.75, 1, 1)], bins.Select(bin => (bin.Low, bin.High, bin.Count)));
        Assert.Equal(0.125, bins[0].Stated);
        Assert.Equal(0.5, bins[0].Right);
    }

    [Fact]
    public void Auroc_OfCounts_IsThatOfScores()
    {
        // Positives 3, 2; negatives 1, 2: at the scores 1, 2, 3.
        Assert.Equal(0.875, Auroc.OfCounts([0, 1, 1], [1, 1, 0]), 12);
        Assert.True(double.IsNaN(Auroc.OfCounts([0], [1])));
        Assert.True(double.IsNaN(Auroc.OfCounts([1], [0])));
        Assert.Throws<ArgumentException>(() => Auroc.OfCounts([1], []));
        Prop.ForAll(Scores.Two().ToArbitrary(), sides =>
        {
            var distinct = sides.Item1.Concat(sides.Item2).Distinct().Order().ToList();
            int[] Counts(double[] scores) => [.. distinct.Select(score => scores.Count(other => other == score))];
            return Math.Abs(Auroc.Of(sides.Item1, sides.Item2) - Auroc.OfCounts(Counts(sides.Item1), Counts(sides.Item2))) < 1e-12;
        }).Check(Fixed);
    }

    [Fact]
    public void BrierParts_AddUp_WhereBinsHaveOneProbability()
    {
        double[] stated = [.2, .2, .8, .8, .8, .8];
        bool[] right = [false, true, true, true, true, false];
        var (reliability, resolution, uncertainty) = Calibration.Parts(Calibration.Bins(stated, right).AsSpan());
        // Shares ½ of 2 and ¾ of 4, overall 2/3.
        Assert.Equal(((2 * .09) + (4 * .0025)) / 6, reliability, 12);
        Assert.Equal(((2 * Math.Pow((2.0 / 3) - .5, 2)) + (4 * Math.Pow(.75 - (2.0 / 3), 2))) / 6, resolution, 12);
        Assert.Equal(2.0 / 9, uncertainty, 12);
        Assert.Equal(Calibration.Brier(stated, right), reliability - resolution + uncertainty, 12);
        Assert.Equal(new(double.NaN, double.NaN, double.NaN), Calibration.Parts([]));
    }

    [Fact]
    public void Calibration_OfNothing_IsUndefined_AndBadInputIsRefused()
    {
        Assert.True(double.IsNaN(Calibration.ExpectedError([], [])));
        Assert.True(double.IsNaN(Calibration.Brier([], [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Brier([1.5], [true]));
        Assert.Throws<ArgumentException>(() => Calibration.ExpectedError([0.5], []));
    }
}
