namespace ToolRM.Scoring.Ensembles;

/// <summary>Mean and spread of numbers. Sums run in the order given.</summary>
public static class Dispersion
{
    /// <summary>The mean.</summary>
    /// <param name="values">The numbers, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static double Mean(ReadOnlySpan<double> values)
    {
        AtLeast(values, 1);
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    /// <summary>Σ (value − mean)² / (count − ddof).</summary>
    /// <param name="values">The numbers, more than <paramref name="ddof"/>.</param>
    /// <param name="ddof">0 for the population's variance, 1 for the sample's. There is no default: released code uses both (rewards 2.2).</param>
    /// <exception cref="ArgumentException">There are too few numbers, or <paramref name="ddof"/> is neither 0 nor 1.</exception>
    public static double Variance(ReadOnlySpan<double> values, int ddof)
    {
        if (ddof is not (0 or 1)) throw new ArgumentOutOfRangeException(nameof(ddof), ddof, "expected 0 (population) or 1 (sample)");
        AtLeast(values, ddof + 1);
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return sum / (values.Length - ddof);
    }

    /// <summary>The root of <see cref="Variance"/>.</summary>
    /// <param name="values">The numbers, more than <paramref name="ddof"/>.</param>
    /// <param name="ddof">0 for the population's, 1 for the sample's.</param>
    public static double Deviation(ReadOnlySpan<double> values, int ddof) => Math.Sqrt(Variance(values, ddof));

    internal static void AtLeast(ReadOnlySpan<double> values, int count)
    {
        if (values.Length < count) throw new ArgumentException($"expected at least {count} numbers, found {values.Length}", nameof(values));
    }
}
