using ToolRM.Training;

namespace ToolRM.Tests.Training;

/// <summary>Vectors of rewards 1.2.</summary>
public class KeyTokenWeightsTests
{
    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(1, 20, 9)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(0, 5, 1)] // nothing to weigh
    public void Weight(int keys, int others, double expected) => Assert.Equal(expected, KeyTokenWeights.KeyWeight(keys, others));

    [Theory]
    [InlineData(new[] { 2.0 }, new[] { .5, .5, .5, .5 }, 1.25)]
    [InlineData(new[] { 2.0 }, new[] { .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5 }, 0.9655)]
    [InlineData(new[] { 2.0, 1, 1.5 }, new[] { .5, .5 }, 1.1)]
    [InlineData(new double[0], new double[0], 0)]
    public void Loss(double[] keys, double[] others, double expected) =>
        Assert.Equal(expected, KeyTokenWeights.Loss([.. keys, .. others], [.. keys.Select(_ => true), .. others.Select(_ => false)]), 4);

    [Fact]
    public void KeyPositions_AreTheFirst_AndWhereOtherNamesPart()
    {
        // get|_|weather against get|_|time (2 in common), get|s (1), set (0), and itself with more behind (3: no token of the name is left)
        Assert.Equal([0, 1, 2], KeyTokenWeights.KeyPositions([5, 6, 7], [5, 6, 8], [5, 9], [4], [5, 6, 7, 1]));
        Assert.Equal([0], KeyTokenWeights.KeyPositions([5, 6, 7]));
        Assert.Empty(KeyTokenWeights.KeyPositions([]));
    }
}
