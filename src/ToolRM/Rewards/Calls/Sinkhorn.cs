namespace ToolRM.Rewards.Calls;

/// <summary>Entropic optimal transport between uniform weights, in logarithms, so that small regularisation does not overflow (arXiv 1306.0895).</summary>
public static class Sinkhorn
{
    /// <summary>Most rounds. Ours.</summary>
    public const int StandardRounds = 1_000;

    /// <summary>The greatest error of a row's sum at which rounds end. Ours.</summary>
    public const double StandardTolerance = 1e-10;

    /// <summary>The plan of the least Σ cost · plan − regularisation · entropy. Rows sum to 1 / rows, columns to 1 / columns.</summary>
    /// <param name="costs">Costs [rows, columns], by rows; finite.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <param name="regularisation">Weight of the entropy, positive.</param>
    /// <param name="rounds">Most rounds; afterwards columns are exact and rows nearly so.</param>
    /// <param name="tolerance">The greatest error of a row's sum at which rounds end.</param>
    /// <returns>The plan, [rows, columns].</returns>
    public static double[] Plan(ReadOnlySpan<double> costs, int rows, int columns, double regularisation, int rounds = StandardRounds, double tolerance = StandardTolerance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularisation);
        if (costs.Length != (long)rows * columns) throw new ArgumentException($"costs has {costs.Length} elements; {rows} rows of {columns} columns need {(long)rows * columns}.", nameof(costs));
        var kernel = new double[costs.Length]; // logarithms
        for (var i = 0; i < kernel.Length; i++) kernel[i] = -costs[i] / regularisation;
        var (rowPotential, columnPotential) = (new double[rows], new double[columns]);
        var (rowLog, columnLog) = (-Math.Log(rows), -Math.Log(columns));
        for (var round = 0; round < rounds; round++)
        {
            var error = 0.0;
            for (var i = 0; i < rows; i++)
            {
                var log = LogSum(kernel.AsSpan(i * columns, columns), 1, columnPotential);
                // Columns are exact here, so this is how far the rows are off.
                if (round > 0) error = Math.Max(error, Math.Abs(Math.Exp(log + rowPotential[i]) - 1.0 / rows));
                rowPotential[i] = rowLog - log;
            }
            for (var j = 0; j < columns; j++) columnPotential[j] = columnLog - LogSum(kernel.AsSpan(j), columns, rowPotential);
            if (round > 0 && error <= tolerance) break;
        }
        var plan = new double[kernel.Length];
        for (var i = 0; i < plan.Length; i++) plan[i] = Math.Exp(kernel[i] + rowPotential[i / columns] + columnPotential[i % columns]);
        return plan;
    }

    /// <summary>log Σ exp(kernel at each stride + potential), shifted by the greatest term.</summary>
    private static double LogSum(ReadOnlySpan<double> kernel, int stride, ReadOnlySpan<double> potential)
    {
        var most = double.NegativeInfinity;
        for (var i = 0; i < potential.Length; i++) most = Math.Max(most, kernel[i * stride] + potential[i]);
        var sum = 0.0;
        for (var i = 0; i < potential.Length; i++) sum += Math.Exp(kernel[i * stride] + potential[i] - most);
        return most + Math.Log(sum);
    }
}
