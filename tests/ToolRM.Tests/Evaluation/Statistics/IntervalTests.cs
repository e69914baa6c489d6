using System.Numerics;
using ToolRM.Evaluation.Statistics;

namespace ToolRM.Tests.Evaluation.Statistics;

/// <summary>Wilson, McNemar and bootstrap.</summary>
public class IntervalTests
{
    [Fact]
    public void Wilson_EightOfTen()
    {
        // z² = 3.84146; centre (0.8 + 0.192073) / 1.384146 = 0.716740;
        // half 1.959964 · √(0.8·0.2/10 + 3.84146/400) / 1.384146 = 1.959964 · 0.160011 / 1.384146 = 0.226577
        var share = Wilson.Interval(8, 10);
        Assert.Equal(0.8, share.Value);
        Assert.Equal(0.4902, share.Low!.Value, 4);
        Assert.Equal(0.9433, share.High!.Value, 4);
        Assert.Equal(10, share.Count);
    }

    [Fact]
    public void Wilson_AllOrNone_KeepsAWidth()
    {
        // p = 1: high = 1, low = n / (n + z²) = 10 / 13.84146
        Assert.Equal((0.7225, 1.0), (Math.Round(Wilson.Interval(10, 10).Low!.Value, 4), Wilson.Interval(10, 10).High!.Value));
        Assert.Equal((0.0, 0.2775), (Wilson.Interval(0, 10).Low!.Value, Math.Round(Wilson.Interval(0, 10).High!.Value, 4)));
    }

    [Fact]
    public void Wilson_OfNothing_HasNoValue()
    {
        var share = Wilson.Interval(0, 0);
        Assert.True(double.IsNaN(share.Value));
        Assert.Null(share.Low);
        Assert.Equal(0, share.Count);
    }

    [Fact]
    public void Wilson_MoreSuccessesThanTrials_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(11, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(double.NaN, 10));
    }

    // The interval's own definition: its ends are the p at which the normal score test just rejects, |x/n - p| = z √(p(1-p)/n).
    [Fact]
    public void Wilson_EndsSolveTheScoreEquation()
    {
        for (long n = 1; n <= 40; n++)
        {
            for (long x = 0; x <= n; x++)
            {
                var share = Wilson.Interval(x, n);
                foreach (var end in (double[])[share.Low!.Value, share.High!.Value])
                {
                    Assert.InRange(end, 0, 1);
                    var score = Math.Abs(share.Value - end) - (1.959963984540054 * Math.Sqrt(end * (1 - end) / n));
                    Assert.True(Math.Abs(score) < 1e-7, $"{x}/{n}: {end} is off by {score}");
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 1)]       // nothing discordant
    [InlineData(1, 5, 0.21875)] // 2 · (1 + 6) / 2⁶
    [InlineData(5, 1, 0.21875)]
    [InlineData(0, 5, 0.0625)]  // 2 / 2⁵
    [InlineData(3, 3, 1)]
    [InlineData(2, 3, 1)]       // 2 · (1 + 5 + 10) / 2⁵
    public void McNemar_ByHand(long firstOnly, long secondOnly, double expected) =>
        Assert.Equal(expected, McNemar.Exact(firstOnly, secondOnly), 12);

    [Fact]
    public void McNemar_IsTheSumOfBinomialCoefficients()
    {
        for (var n = 0; n <= 60; n++)
        {
            for (var b = 0; b <= n; b++)
            {
                BigInteger sum = 0, coefficient = 1;
                for (var k = 0; k <= Math.Min(b, n - b); k++)
                {
                    sum += coefficient;
                    coefficient = coefficient * (n - k) / (k + 1);
                }
                Assert.Equal(Math.Min(1, 2 * (double)sum / Math.Pow(2, n)), McNemar.Exact(b, n - b), 1e-11);
            }
        }
    }

    [Fact]
    public void McNemar_OfManyItems_DoesNotUnderflow()
    {
        // Normal approximation with continuity: z = (|1000 - 1100| - 1) / √2100 = 2.1604, p = 0.0307.
        Assert.Equal(0.0307, McNemar.Exact(1000, 1100), 3);
        Assert.InRange(McNemar.Exact(0, 100_000), 0, 1e-300);
    }

    [Fact]
    public void Bootstrap_OfAConstant_HasNoWidth()
    {
        var mean = Bootstrap.Mean([0.5, 0.5, 0.5], ["a", "b", "c"]);
        Assert.Equal((0.5, 0.5, 0.5), (mean.Value, mean.Low, mean.High));
    }

    [Fact]
    public void Bootstrap_OfIndependentItems_IsNearTheNormalInterval()
    {
        // 400 items, half of them right: 0.5 ± 1.96 · √(0.25 / 400) = 0.5 ± 0.049
        var values = Enumerable.Range(0, 400).Select(i => (double)(i % 2)).ToList();
        var mean = Bootstrap.Mean(values, [.. values.Select((_, i) => $"{i}")], new() { Resamples = 4000, Seed = 1 });
        Assert.InRange(mean.Low!.Value, 0.451 - 0.006, 0.451 + 0.006);
        Assert.InRange(mean.High!.Value, 0.549 - 0.006, 0.549 + 0.006);
    }

    [Fact]
    public void Bootstrap_TakesGroupsWhole()
    {
        // The same 400 items in 40 groups that are right or wrong as a whole: as uncertain as 40 items, 0.5 ± 0.155.
        var values = Enumerable.Range(0, 400).Select(i => (double)(i / 10 % 2)).ToList();
        var mean = Bootstrap.Mean(values, [.. values.Select((_, i) => $"{i / 10}")], new() { Resamples = 4000, Seed = 1 });
        Assert.InRange(mean.Low!.Value, 0.345 - 0.02, 0.345 + 0.02);
        Assert.InRange(mean.High!.Value, 0.655 - 0.02, 0.655 + 0.02);
    }

    [Fact]
    public void Bootstrap_MeanIsTheGeneralFormWithAMean()
    {
        double[] values = [1, 4, 2, 8, 5, 7];
        string[] groups = ["a", "b", "a", "c", "c", "d"];
        double MeanOf(ReadOnlySpan<int> items)
        {
            double sum = 0;
            foreach (var item in items) sum += values[item];
            return sum / items.Length;
        }
        var options = new BootstrapOptions { Resamples = 500, Seed = 3 };
        var (fast, general) = (Bootstrap.Mean(values, groups, options), Bootstrap.Interval(groups, MeanOf, options));
        Assert.Equal(general.Value, fast.Value, 12);
        Assert.Equal(general.Low!.Value, fast.Low!.Value, 12);
        Assert.Equal(general.High!.Value, fast.High!.Value, 12);
        Assert.Equal(general, Bootstrap.Interval(groups, MeanOf, options));
        Assert.NotEqual(general, Bootstrap.Interval(groups, MeanOf, options with { Seed = 4 }));
    }

    [Fact]
    public void Bootstrap_DifferenceOfAScorerWithItself_IsZero()
    {
        double[] values = [1, 0, 1, 1];
        var difference = Bootstrap.Difference(values, values, ["a", "b", "c", "d"]);
        Assert.Equal((0.0, 0.0, 0.0), (difference.Value, difference.Low, difference.High));
    }

    [Fact]
    public void Bootstrap_OfFewerThanTwoGroups_HasNoInterval()
    {
        Assert.Null(Bootstrap.Mean([1, 0], ["a", "a"]).Low);
        var empty = Bootstrap.Mean([], []);
        Assert.True(double.IsNaN(empty.Value));
        Assert.Equal(0, empty.Count);
    }

    [Fact]
    public void Bootstrap_ResamplesWithoutAValue_AreLeftOut()
    {
        // Undefined when only one group was drawn, as a share of no negatives is.
        var estimate = Bootstrap.Interval(["a", "b"], items => items[0] == items[1] ? double.NaN : 1, new() { Resamples = 50 });
        Assert.Equal((1.0, 1.0, 1.0), (estimate.Value, estimate.Low, estimate.High));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]  // position 1.5 of 0 … 3
    [InlineData(0.25, 1.75)]
    [InlineData(1, 4)]
    public void Quantile_IsInterpolated(double p, double expected) => Assert.Equal(expected, Bootstrap.Quantile([1, 2, 3, 4], p), 12);
}
