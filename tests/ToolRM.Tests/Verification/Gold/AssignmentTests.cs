using FsCheck;
using FsCheck.Fluent;
using ToolRM.Verification.Gold;

namespace ToolRM.Tests.Verification.Gold;

public class AssignmentTests
{
    [Fact]
    public void Empty_GivesEmpty() => Assert.Empty(Assignment.Maximise([], 0));

    [Fact]
    public void GreedyWouldTakeTheBestPairFirst_AndLose()
    {
        // Greedy: row 0 takes column 0 (9), row 1 is left with column 1 (0): 9. Best: 8 + 7 = 15.
        Assert.Equal([1, 0], Assignment.Maximise([9, 8, 7, 0], 2));
    }

    [Fact]
    public void AllTied_IsTheIdentity() => Assert.Equal(Enumerable.Range(0, 50), Assignment.Maximise(new long[2500], 50));

    [Fact]
    public void WrongNumberOfWeights_NamesBoth() =>
        Assert.Contains("3 elements; 2 rows need 4", Assert.Throws<ArgumentException>(() => Assignment.Maximise(new long[3], 2)).Message, StringComparison.Ordinal);

    /// <summary>Few distinct weights make many ties, so this also checks which of the best assignments is taken.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(1000)]
    public void EqualsTheFirstBestOfAllPermutations(int distinct)
    {
        var matrices =
            from size in Gen.Choose(1, 6)
            from weights in Gen.ArrayOf(Gen.Choose(-1, distinct - 2).Select(weight => (long)weight), size * size)
            select (size, weights);
        Prop.ForAll(matrices.ToArbitrary(), matrix =>
        {
            var best = Permutations(matrix.size).MaxBy(order => order.Select((column, row) => matrix.weights[row * matrix.size + column]).Sum());
            Assert.Equal(best, Assignment.Maximise(matrix.weights, matrix.size)); // MaxBy keeps the first of equals
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(7, 1));
    }

    /// <summary>All orders of 0 … size - 1, lexicographically.</summary>
    private static IEnumerable<int[]> Permutations(int size)
    {
        if (size == 0) return [[]];
        return from first in Enumerable.Range(0, size)
               from rest in Permutations(size - 1)
               select (int[])[first, .. rest.Select(index => index < first ? index : index + 1)];
    }

    [Fact]
    public void LargeWeights_DoNotOverflow()
    {
        const int Size = 256;
        var weights = new long[Size * Size];
        for (var i = 0; i < Size; i++) weights[i * Size + (Size - 1 - i)] = 1L << 50;
        Assert.Equal(Enumerable.Range(0, Size).Reverse(), Assignment.Maximise(weights, Size));
    }
}
