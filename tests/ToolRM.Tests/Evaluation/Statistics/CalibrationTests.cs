using ToolRM.Evaluation.Statistics;

namespace ToolRM.Tests.Evaluation.Statistics;

/// <summary>Vectors of rewards 1.12.</summary>
public class CalibrationTests
{
    private static readonly double[] Stated1 = [.9, .8, .7, .3, .6], Stated2 = [.95, .95, .95, .85, .85, .65, .65, .65, .25, .25];
    private static readonly bool[] Right1 = [true, false, true, false, true], Right2 = [true, true, false, true, false, true, false, false, false, false];

    [Theory]
    [InlineData(10, .38)]
    [InlineData(5, .26)]
    [InlineData(2, .06)]
    public void ExpectedError_OfDataOne(int bins, double expected) => Assert.Equal(expected, Calibration.ExpectedError(Stated1, Right1, bins), 9);

    [Fact]
    public void DataOne()
    {
        Assert.Equal(.8, Calibration.MaximumError(Stated1, Right1, 10), 9);
        Assert.Equal(.198, Calibration.Brier(Stated1, Right1), 9);
        Assert.Equal(.55, Calibration.StatedWhenWrong(Stated1, Right1), 9);
        Assert.Equal(.6667, Math.Round(Auroc.Of([.9, .7, .6], [.8, .3]), 4));
        Assert.Equal(.5878, Math.Round(Calibration.LogLoss(Stated1, Right1), 4));
    }

    [Fact]
    public void DataTwo()
    {
        Assert.Equal(.30, Calibration.ExpectedError(Stated2, Right2, 10), 9);
        Assert.Equal(.35, Calibration.MaximumError(Stated2, Right2, 10), 9);
        Assert.Equal(.2745, Calibration.Brier(Stated2, Right2), 9);
        Assert.Equal(.6, Calibration.StatedWhenWrong(Stated2, Right2), 9);
        Assert.Equal(.7708, Math.Round(Auroc.Of([.95, .95, .85, .65], [.95, .85, .65, .65, .25, .25]), 4));
    }

    [Fact]
    public void Edges()
    {
        Assert.Equal(double.PositiveInfinity, Calibration.LogLoss([1], [false]));
        Assert.Equal(double.NaN, Calibration.StatedWhenWrong([0.5], [true]));
        Assert.Equal(double.NaN, Calibration.MaximumError([], [], 10));
    }

    [Fact]
    public void BinsAreClosedOnTheRight_ForAnyNumberOfThem()
    {
        Assert.Equal(0, Calibration.BinOf(0, 10)); // q = 0 in the first
        for (var bins = 1; bins <= 200; bins++)
        {
            for (var k = 1; k <= bins; k++) Assert.Equal(k - 1, Calibration.BinOf((double)k / bins, bins));
        }
    }
}
