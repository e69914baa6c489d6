using ToolRM.Evaluation.Statistics;
using ToolRM.Numerics;

namespace ToolRM.Tests.Evaluation.Statistics;

public class EmbeddingSetsTests
{
    /// <summary>Vectors of rewards 3.4: N(0, 1) and N(1, 4) are 1 + (1 + 4 − 2 · 2) = 2 apart.</summary>
    [Fact]
    public void Frechet() => Assert.Equal(2, EmbeddingSets.Frechet([0], new double[,] { { 1 } }, [1], new double[,] { { 4 } }), 1e-12);

    // Commuting covariances: Σ (√a − √b)² over the axes; turned by the same rotation nothing changes.
    [Fact]
    public void Frechet_OfTurnedAxes()
    {
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        double[,] Turned(double a, double b) => new[,] { { c * c * a + s * s * b, c * s * (a - b) }, { c * s * (a - b), s * s * a + c * c * b } };
        Assert.Equal(1 + 4, EmbeddingSets.Frechet([0, 0], Turned(1, 9), [0, 0], Turned(4, 1)), 1e-9); // (1 − 2)² + (3 − 1)²
        Assert.Equal(0, EmbeddingSets.Frechet([1, 2], Turned(1, 9), [1, 2], Turned(1, 9)), 1e-9);
    }

    [Fact]
    public void Frechet_OfSets_TakesTheSampleCovariance() =>
        // 0, 2: mean 1, variance 2. 0, 4: mean 2, variance 8. (1 − 2)² + (√2 − √8)² = 1 + 2
        Assert.Equal(3, EmbeddingSets.Frechet([[0.0], [2.0]], [[0.0], [4.0]]), 1e-9);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.5, 1.7548)]
    [InlineData(1, 1)]
    public void Vendi(double similarity, double expected) => Assert.Equal(expected, EmbeddingSets.Vendi(new[,] { { 1, similarity }, { similarity, 1 } }), 5e-5);

    [Fact]
    public void Vendi_CountsDifferentItems()
    {
        Assert.Equal(2, EmbeddingSets.Vendi([[1.0, 0], [0, 3.0], [2.0, 0], [0, 1.0]]), 1e-9); // two directions, twice each
        Assert.Equal(0, EmbeddingSets.Vendi(new double[0, 0]));
        Assert.Throws<ArgumentException>(() => EmbeddingSets.Vendi(new[,] { { 2.0 } }));
    }

    [Fact]
    public void EigenvectorsRebuildTheMatrix()
    {
        var random = SeededRandom.Of(1, "matrix");
        const int N = 12;
        var matrix = new double[N, N];
        for (var i = 0; i < N; i++)
        {
            for (var j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = random.NextDouble() - 0.5;
        }
        var (values, vectors) = SymmetricMatrix.Eigen(matrix);
        for (var i = 0; i < N; i++)
        {
            for (var j = 0; j < N; j++)
            {
                var (entry, product) = (0.0, 0.0);
                for (var k = 0; k < N; k++)
                {
                    entry += values[k] * vectors[i, k] * vectors[j, k];
                    product += vectors[i, k] * vectors[j, k];
                }
                Assert.Equal(matrix[i, j], entry, 1e-12);
                Assert.Equal(i == j ? 1 : 0, product, 1e-12);
            }
        }
    }

    [Fact]
    public void GradesErr_WithinSubsetsFirst()
    {
        Assert.Equal(1.5, GradedError.Mean([1, 5], [2, 3]));
        // a: |1 − 2|, |5 − 5|, |3 − 3| → 1/3; b: |1 − 5| = 4.
        Assert.Equal((1.0 / 3 + 4) / 2, GradedError.MacroMean([1, 5, 3, 1], [2, 5, 3, 5], ["a", "a", "a", "b"]), 1e-12);
        Assert.True(double.IsNaN(GradedError.Mean([], [])));
    }
}
