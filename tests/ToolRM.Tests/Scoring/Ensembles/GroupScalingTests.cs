using ToolRM.Scoring.Ensembles;

namespace ToolRM.Tests.Scoring.Ensembles;

public class GroupScalingTests
{
    [Fact]
    public void Standardised()
    {
        double[] values = [1, 2, 3]; // mean 2, population deviation sqrt(2/3)
        GroupScaling.Standardise(values);
        Assert.Equal([-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)], values);
    }

    [Fact]
    public void Ranked_TiesHalf()
    {
        double[] values = [5, 1, 5, -2]; // of 3 others: two below and one tie, one below, the same, none
        GroupScaling.Rank(values);
        Assert.Equal([2.5 / 3, 1.0 / 3, 2.5 / 3, 0], values);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(-3)]
    public void EqualScores_SayNothing(double value)
    {
        double[] same = [value, value, value], ranks = [value, value, value];
        GroupScaling.Standardise(same);
        GroupScaling.Rank(ranks);
        Assert.Equal([0, 0, 0], same);
        Assert.Equal([0.5, 0.5, 0.5], ranks);
    }

    [Fact]
    public void AGroupOfOne_AndOfNone()
    {
        double[] one = [7], rank = [7];
        GroupScaling.Standardise(one);
        GroupScaling.Rank(rank);
        Assert.Equal((0.0, 0.5), (one[0], rank[0]));
        GroupScaling.Standardise([]);
        GroupScaling.Rank([]);
    }
}
