namespace ToolRM.Numerics;

/// <summary>Eigenvalues of small symmetric matrices, in double.</summary>
public static class SymmetricMatrix
{
    private const int MaximumSweeps = 64;

    /// <summary>Eigenvalues and eigenvectors by Jacobi's rotations.</summary>
    /// <param name="matrix">A symmetric matrix, [n, n]; only its symmetric part counts. Not changed.</param>
    /// <returns>Eigenvalues in no order, and the eigenvectors as columns, [n, n].</returns>
    /// <exception cref="ArgumentException">It is not square.</exception>
    /// <remarks>Golub and Van Loan, section 8.5. Time n³ per sweep, some ten sweeps; meant for n up to a few hundred.</remarks>
    public static (double[] Values, double[,] Vectors) Eigen(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var n = matrix.GetLength(0);
        if (matrix.GetLength(1) != n) throw new ArgumentException($"matrix is {n} by {matrix.GetLength(1)}; expected as many columns as rows", nameof(matrix));
        var (a, v) = (new double[n, n], new double[n, n]);
        var norm = 0.0;
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (var j = 0; j < n; j++) norm += (a[i, j] = (matrix[i, j] + matrix[j, i]) / 2) * a[i, j];
        }
        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var off = 0.0;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++) off += a[p, q] * a[p, q];
            }
            if (off <= norm * 1e-30) break;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++) Rotate(a, v, p, q, n);
            }
        }
        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = a[i, i];
        return (values, v);
    }

    /// <summary>The symmetric square root of a positive semidefinite matrix; eigenvalues below 0, which are rounding, count as 0.</summary>
    /// <param name="matrix">A symmetric matrix, [n, n].</param>
    public static double[,] SquareRoot(double[,] matrix)
    {
        var (values, vectors) = Eigen(matrix);
        var n = values.Length;
        var root = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var scale = Math.Sqrt(Math.Max(values[k], 0));
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) root[i, j] += scale * vectors[i, k] * vectors[j, k];
            }
        }
        return root;
    }

    /// <summary>Turns the axes p and q so that a[p, q] becomes 0.</summary>
    private static void Rotate(double[,] a, double[,] v, int p, int q, int n)
    {
        if (a[p, q] == 0) return;
        var tau = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var tangent = (tau >= 0 ? 1 : -1) / (Math.Abs(tau) + Math.Sqrt(1 + tau * tau));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = tangent * cosine;
        for (var k = 0; k < n; k++) (a[k, p], a[k, q]) = (cosine * a[k, p] - sine * a[k, q], sine * a[k, p] + cosine * a[k, q]);
        for (var k = 0; k < n; k++) (a[p, k], a[q, k]) = (cosine * a[p, k] - sine * a[q, k], sine * a[p, k] + cosine * a[q, k]);
        for (var k = 0; k < n; k++) (v[k, p], v[k, q]) = (cosine * v[k, p] - sine * v[k, q], sine * v[k, p] + cosine * v[k, q]);
    }
}
