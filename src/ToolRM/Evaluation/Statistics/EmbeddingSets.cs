using ToolRM.Numerics;

namespace ToolRM.Evaluation.Statistics;

/// <summary>Measures of sets of embeddings: how far two sets are apart, how varied one is (the general part of DRAGON, arXiv 2504.15217; rewards 3.4).</summary>
public static class EmbeddingSets
{
    /// <summary>Fréchet distance of two normal distributions: |μ₁ − μ₂|² + tr(S₁ + S₂ − 2 (S₁ S₂)^½). At least 0; 0 for equal ones.</summary>
    /// <param name="mean">μ₁, [C].</param>
    /// <param name="covariance">S₁, [C, C], positive semidefinite.</param>
    /// <param name="otherMean">μ₂, [C].</param>
    /// <param name="otherCovariance">S₂, [C, C].</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Frechet(ReadOnlySpan<double> mean, double[,] covariance, ReadOnlySpan<double> otherMean, double[,] otherCovariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(otherCovariance);
        var n = mean.Length;
        if (otherMean.Length != n || covariance.GetLength(0) != n || covariance.GetLength(1) != n || otherCovariance.GetLength(0) != n || otherCovariance.GetLength(1) != n)
        {
            throw new ArgumentException($"mean has {n} elements, otherMean {otherMean.Length}, the covariances are {covariance.GetLength(0)} by {covariance.GetLength(1)} and {otherCovariance.GetLength(0)} by {otherCovariance.GetLength(1)}; they must agree", nameof(otherMean));
        }
        var distance = 0.0;
        for (var i = 0; i < n; i++)
        {
            distance += (mean[i] - otherMean[i]) * (mean[i] - otherMean[i]);
            distance += covariance[i, i] + otherCovariance[i, i];
        }
        // S₁S₂ has the eigenvalues of the symmetric S₁^½ S₂ S₁^½.
        var root = SymmetricMatrix.SquareRoot(covariance);
        var (values, _) = SymmetricMatrix.Eigen(Product(Product(root, otherCovariance), root));
        foreach (var value in values) distance -= 2 * Math.Sqrt(Math.Max(value, 0));
        return Math.Max(distance, 0);
    }

    /// <summary>Fréchet distance of two sets of embeddings, each taken for a normal distribution; covariances over n − 1.</summary>
    /// <param name="embeddings">Embeddings, each [C]; at least two.</param>
    /// <param name="others">Embeddings, each [C]; at least two.</param>
    public static double Frechet(IReadOnlyList<double[]> embeddings, IReadOnlyList<double[]> others)
    {
        var ((mean, covariance), (otherMean, otherCovariance)) = (Moments(embeddings), Moments(others));
        return Frechet(mean, covariance, otherMean, otherCovariance);
    }

    /// <summary>Vendi score, exp of the entropy of the eigenvalues of K / n: how many different items there are in effect, 1 to n; 0 without items.</summary>
    /// <param name="similarities">K, [n, n], symmetric, with 1 on the diagonal and positive semidefinite.</param>
    public static double Vendi(double[,] similarities)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        var n = similarities.GetLength(0);
        if (n == 0) return 0;
        for (var i = 0; i < n; i++)
        {
            if (similarities.GetLength(1) == n && Math.Abs(similarities[i, i] - 1) > 1e-6) throw new ArgumentException($"similarities[{i}, {i}] is {similarities[i, i]}; expected 1, an item's similarity to itself", nameof(similarities));
        }
        var entropy = 0.0;
        foreach (var value in SymmetricMatrix.Eigen(similarities).Values)
        {
            var share = value / n;
            if (share > 0) entropy -= share * Math.Log(share);
        }
        return Math.Exp(entropy);
    }

    /// <summary>Vendi score under the cosine; an embedding of length 0 is similar to nothing but itself.</summary>
    /// <param name="embeddings">Embeddings, each [C].</param>
    public static double Vendi(IReadOnlyList<double[]> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        var n = embeddings.Count;
        var similarities = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            similarities[i, i] = 1;
            for (var j = 0; j < i; j++)
            {
                if (embeddings[j].Length != embeddings[i].Length) throw new ArgumentException($"embedding {j} has {embeddings[j].Length} elements and embedding {i} has {embeddings[i].Length}; they must be equal", nameof(embeddings));
                var lengths = Math.Sqrt(Dot(embeddings[i], embeddings[i]) * Dot(embeddings[j], embeddings[j]));
                similarities[i, j] = similarities[j, i] = lengths == 0 ? 0 : Dot(embeddings[i], embeddings[j]) / lengths;
            }
        }
        return Vendi(similarities);
    }

    private static (double[] Mean, double[,] Covariance) Moments(IReadOnlyList<double[]> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        if (embeddings.Count < 2) throw new ArgumentException($"there are {embeddings.Count} embeddings; a covariance needs at least 2", nameof(embeddings));
        var width = embeddings[0].Length;
        var (mean, covariance) = (new double[width], new double[width, width]);
        foreach (var row in embeddings)
        {
            if (row.Length != width) throw new ArgumentException($"an embedding has {row.Length} elements and the first {width}; they must be equal", nameof(embeddings));
            for (var i = 0; i < width; i++) mean[i] += row[i] / embeddings.Count;
        }
        foreach (var row in embeddings)
        {
            for (var i = 0; i < width; i++)
            {
                for (var j = 0; j < width; j++) covariance[i, j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (embeddings.Count - 1);
            }
        }
        return (mean, covariance);
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var n = a.GetLength(0);
        var product = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                for (var j = 0; j < n; j++) product[i, j] += a[i, k] * b[k, j];
            }
        }
        return product;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
