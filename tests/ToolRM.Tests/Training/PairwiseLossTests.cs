using ToolRM.Numerics;
using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class PairwiseLossTests
{
    [Fact]
    public void EqualScores_CostLogTwoAndTheCentering()
    {
        // -log σ(0) = ln 2; 0.01 · (3 + 3)² = 0.36
        Assert.Equal(Math.Log(2) + 0.36, new PairwiseLoss(0.01).Value(3, 3), 12);
        // + 1 · (-log σ(0) - log σ(0))
        Assert.Equal(3 * Math.Log(2), new PairwiseLoss(0.01, 1).Value(0, 0), 12);
    }

    [Fact]
    public void FarScores_OverflowNowhere()
    {
        var loss = new PairwiseLoss(0, 1);
        Assert.Equal(3000, loss.Value(-1000, 1000) - 1000, 9); // 2000 + 1000 + 1000
        Assert.Equal(0, loss.Value(1000, -1000));
        Assert.True(double.IsFinite(loss.Derivatives(-1e6, 1e6).Better));
    }

    public static TheoryData<double, double> Settings => new() { { 0, 0 }, { 0.01, 0 }, { 0.01, 0.5 }, { 1, 2 } };

    // Central differences: f(x + h) - f(x - h) over 2h has an error of order h².
    [Theory]
    [MemberData(nameof(Settings))]
    public void Derivatives_AreThoseOfTheValue(double centering, double pointwise)
    {
        var loss = new PairwiseLoss(centering, pointwise);
        const double Step = 1e-5;
        for (var draw = 0; draw < 50; draw++)
        {
            var random = SeededRandom.Of(1, "loss", draw);
            var (better, worse) = (6 * random.NextDouble() - 3, 6 * random.NextDouble() - 3);
            var d = loss.Derivatives(better, worse);
            Assert.Equal((loss.Value(better + Step, worse) - loss.Value(better - Step, worse)) / (2 * Step), d.Better, 7);
            Assert.Equal((loss.Value(better, worse + Step) - loss.Value(better, worse - Step)) / (2 * Step), d.Worse, 7);
            var (up, down) = (loss.Derivatives(better + Step, worse), loss.Derivatives(better - Step, worse));
            Assert.Equal((up.Better - down.Better) / (2 * Step), d.Difference + d.Sum + d.BetterAlone, 7);
            Assert.Equal((up.Worse - down.Worse) / (2 * Step), d.Sum - d.Difference, 7);
            (up, down) = (loss.Derivatives(better, worse + Step), loss.Derivatives(better, worse - Step));
            Assert.Equal((up.Worse - down.Worse) / (2 * Step), d.Difference + d.Sum + d.WorseAlone, 7);
        }
    }
}
