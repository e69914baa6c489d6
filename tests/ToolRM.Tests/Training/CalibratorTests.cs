using ToolRM.Numerics;
using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class CalibratorTests
{
    // Blocks: {1: wrong} says 1/3; {2: right} says 2/3 and {3: wrong} 1/3 are pooled: 2/4 at 2.5; {4: right} says 2/3.
    [Fact]
    public void IsotonicPoolsWhatFalls()
    {
        var fit = IsotonicCalibrator.Fit([3, 1, 4, 2], [false, false, true, true]);
        Assert.Equal([1, 2.5, 4], fit.Scores);
        Assert.Equal([1 / 3.0, 0.5, 2 / 3.0], fit.Probabilities);
        Assert.Equal(1 / 3.0, fit.Probability(-100));
        Assert.Equal(2 / 3.0, fit.Probability(double.PositiveInfinity));
        Assert.Equal((1 / 3.0 + 0.5) / 2, fit.Probability(1.75), 12);
        Assert.True(double.IsNaN(fit.Probability(double.NaN)));
    }

    [Fact]
    public void IsotonicKeepsEqualScoresTogether()
    {
        var fit = IsotonicCalibrator.Fit([1, 1, 1], [true, false, true]);
        Assert.Equal(3 / 5.0, fit.Probability(1)); // (2 + 1) / (3 + 2)
    }

    // Two scores, ±1: the optimum has σ(slope + offset) = 3/4 smoothed (2 of 2 right at 1: targets (2+1)/(2+2)) and 1/4 at -1,
    // so offset = 0 and slope = log 3.
    [Fact]
    public void PlattOfPartedScores_IsFinite()
    {
        var fit = PlattCalibrator.Fit([1, 1, -1, -1], [true, true, false, false]);
        Assert.Equal(Math.Log(3), fit.Slope, 6);
        Assert.Equal(0, fit.Offset, 6);
        Assert.Equal(0.75, fit.Probability(1), 6);
    }

    [Fact]
    public void PlattFindsTheOddsThatMadeTheData()
    {
        var random = SeededRandom.Of(1, "platt");
        var scores = new double[20000];
        var right = new bool[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = 6 * random.NextDouble() - 3;
            right[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(1.5 * scores[i] - 0.5)));
        }
        var fit = PlattCalibrator.Fit(scores, right);
        Assert.Equal(1.5, fit.Slope, 0.1);
        Assert.Equal(-0.5, fit.Offset, 0.1);
    }

    [Fact]
    public void PlattNeverTurnsTheOrder()
    {
        var fit = PlattCalibrator.Fit([1, 2, 3, 4], [true, true, false, false]);
        Assert.Equal(0, fit.Slope);
        Assert.Equal(0.5, fit.Probability(7));
    }

    [Fact]
    public void WeightsCountAsCopies()
    {
        Assert.Equal(IsotonicCalibrator.Fit([1, 2, 2], [false, true, true]).Probabilities, IsotonicCalibrator.Fit([1, 2], [false, true], [1, 2]).Probabilities);
        var (copies, weighted) = (PlattCalibrator.Fit([1, 2, 2, 0], [false, true, true, false]), PlattCalibrator.Fit([1, 2, 0], [false, true, false], [1, 2, 1]));
        Assert.Equal(copies.Slope, weighted.Slope, 6);
        Assert.Equal(copies.Offset, weighted.Offset, 6);
    }

    [Fact]
    public void BothNeverFall()
    {
        for (var draw = 0; draw < 50; draw++)
        {
            var random = SeededRandom.Of(2, "isotonic", draw);
            var scores = Enumerable.Range(0, 1 + random.Next(60)).Select(_ => (double)random.Next(20) - 10).ToArray();
            var right = scores.Select(_ => random.Next(2) == 0).ToArray();
            foreach (var fit in (Calibrator[])[IsotonicCalibrator.Fit(scores, right), PlattCalibrator.Fit(scores, right)])
            {
                var said = Enumerable.Range(-120, 240).Select(tenth => fit.Probability(tenth / 10.0)).ToArray();
                Assert.Equal(said.Order(), said);
                Assert.All(said, one => Assert.InRange(one, 0, 1));
            }
        }
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => IsotonicCalibrator.Fit([], []));
        Assert.Throws<ArgumentException>(() => PlattCalibrator.Fit([1], [true, false]));
        Assert.Throws<ArgumentException>(() => PlattCalibrator.Fit([double.NaN], [true]));
        Assert.Throws<ArgumentException>(() => new IsotonicCalibrator([1, 0], [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlattCalibrator(-1, 0));
    }
}
