using FsCheck;
using FsCheck.Fluent;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Tests.Scoring.Ensembles;

public class AggregationTests
{
    // rewards 2.2, vectors.
    private static readonly double[] Members = [1, 2, 3, 2.5, -0.5];

    [Fact]
    public void TheVectorsOfThePaper()
    {
        Assert.Equal(1.6, Aggregation.Mean(Members), 4);
        Assert.Equal(2.0, Aggregation.Median(Members), 4);
        Assert.Equal(-0.5, Aggregation.Minimum(Members), 4);
    }

    [Theory]
    [InlineData(1, 1.3874, 0.2126)]
    [InlineData(0, 1.2410, 0.3590)]
    public void MeanMinusDeviation(int ddof, double deviation, double value)
    {
        Assert.Equal(deviation, Dispersion.Deviation(Members, ddof), 4);
        Assert.Equal(value, Aggregation.MeanMinusDeviation(Members, 1, ddof), 4);
    }

    [Theory]
    [InlineData(0.1, 1, 1.4075)]
    [InlineData(0.1, 0, 1.4460)]
    [InlineData(0.5, 1, 0.6375)]
    [InlineData(0.5, 0, 0.8300)]
    [InlineData(1, 1, -0.3250)]
    [InlineData(1, 0, 0.0600)]
    [InlineData(0, 1, 1.6)] // in the released code a weight of 0 is 1
    [InlineData(0, 0, 1.6)]
    public void UncertaintyWeighted(double weight, int ddof, double value) => Assert.Equal(value, Aggregation.UncertaintyWeighted(Members, weight, ddof), 4);

    [Fact]
    public void TheMiddleOfFour() => Assert.Equal(2.5, Aggregation.Median([4, 1, 3, 2])); // (2 + 3) / 2

    [Fact]
    public void OneMember()
    {
        Assert.Equal((7.0, 7.0, 7.0, 7.0), (Aggregation.Mean([7]), Aggregation.Median([7]), Aggregation.Minimum([7]), Aggregation.MeanMinusDeviation([7], 1, 0)));
        Assert.Throws<ArgumentException>(() => Aggregation.MeanMinusDeviation([7], 1, ddof: 1)); // 0 / 0
    }

    [Fact]
    public void NoMember_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Aggregation.Mean([]));
        Assert.Throws<ArgumentException>(() => Aggregation.Median([]));
        Assert.Throws<ArgumentException>(() => Aggregation.Minimum([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dispersion.Variance([1, 2, 3], ddof: 2));
    }

    [Fact]
    public void NothingIsAboveTheMeanOrOutOfOrder() => Prop.ForAll(
        Gen.Choose(-1000, 1000).Select(number => number / 8.0).NonEmptyListOf().Where(list => list.Count > 1).ToArbitrary(), list =>
        {
            double[] values = [.. list], turned = [.. list.AsEnumerable().Reverse()];
            Assert.True(Aggregation.Minimum(values) <= Aggregation.Median(values));
            Assert.True(Aggregation.Minimum(values) <= Aggregation.Mean(values) + 1e-9);
            Assert.True(Aggregation.MeanMinusDeviation(values, 1, 1) <= Aggregation.MeanMinusDeviation(values, 1, 0) + 1e-9);
            Assert.Equal(Aggregation.Median(values), Aggregation.Median(turned));
            Assert.Equal(list, values); // left as they were
        }).QuickCheckThrowOnFailure();
}
