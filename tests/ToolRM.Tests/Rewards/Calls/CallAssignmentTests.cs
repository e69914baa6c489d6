using ToolRM.Numerics;
using ToolRM.Rewards.Calls;

namespace ToolRM.Tests.Rewards.Calls;

/// <summary>Pairings against trying all of them.</summary>
public class CallAssignmentTests
{
    [Fact]
    public void TheBestTotal_IsThatOfAllPairings_UpToSixBySix()
    {
        var random = SeededRandom.Of(17, "assignment");
        var differs = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            var (rows, columns) = (random.Next(7), random.Next(7));
            // Few distinct weights make ties, zeros and greedy mistakes frequent.
            var weights = Enumerable.Range(0, rows * columns).Select(_ => random.Next(5) / 4.0).ToArray();
            var best = CallAssignment.Best(weights, rows, columns);
            Assert.Equal(Most(weights, rows, columns, 0, 0), Total(weights, columns, best), 9);
            var greedy = CallAssignment.HeaviestFirst(weights, rows, columns);
            if (Total(weights, columns, greedy) < Total(weights, columns, best) - 1e-9) differs++;
        }
        Assert.True(differs > 100, $"only {differs} cases where taking the heaviest first is not best: the cases are too easy");
    }

    [Fact] // credit-and-rl T15b
    public void HeaviestFirst_IsNotBest()
    {
        double[] weights = [.9, .8, .8, 0];
        Assert.Equal([0, -1], CallAssignment.HeaviestFirst(weights, 2, 2));
        Assert.Equal([1, 0], CallAssignment.Best(weights, 2, 2));
    }

    [Fact]
    public void AThousandAgainstTwo_IsQuick_AndRight()
    {
        var weights = new double[2000];
        (weights[998], weights[1998]) = (1, 1); // both rows want the same column
        weights[1005] = 0.5;
        Assert.Equal([998, 5], CallAssignment.Best(weights, 2, 1000));
    }

    [Fact]
    public void SizesHaveToAgree() => Assert.Throws<ArgumentException>(() => CallAssignment.Best([1, 2, 3], 2, 2));

    private static double Most(double[] weights, int rows, int columns, int row, int used)
    {
        if (row == rows) return 0;
        var most = Most(weights, rows, columns, row + 1, used);
        for (var column = 0; column < columns; column++)
        {
            if ((used & (1 << column)) == 0) most = Math.Max(most, weights[row * columns + column] + Most(weights, rows, columns, row + 1, used | (1 << column)));
        }
        return most;
    }

    private static double Total(double[] weights, int columns, int[] columnOf)
    {
        var taken = columnOf.Where(column => column >= 0).ToArray();
        Assert.Equal(taken.Length, taken.Distinct().Count());
        return columnOf.Select((column, row) => column < 0 ? 0 : weights[row * columns + column]).Sum();
    }
}
