namespace ToolRM.Scoring.Ensembles;

/// <summary>Several scores of one reply as one number: the functions of reward-model ensembles.</summary>
/// <remarks>
/// Source: arXiv 2312.09244 and 2310.02743 (rewards 2.2). The members' scales must be comparable. A weight of 0 is 0 and leaves the mean;
/// in tlc4418/llm_optimization it silently means 1.
/// </remarks>
public static class Aggregation
{
    /// <summary>The mean.</summary>
    /// <param name="values">The members' scores, at least one.</param>
    public static double Mean(ReadOnlySpan<double> values) => Dispersion.Mean(values);

    /// <summary>The middle score; of an even number the mean of the two in the middle.</summary>
    /// <param name="values">The members' scores, at least one; left as they are.</param>
    public static double Median(ReadOnlySpan<double> values)
    {
        Dispersion.AtLeast(values, 1);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The least score: worst-case optimisation (WCO).</summary>
    /// <param name="values">The members' scores, at least one.</param>
    public static double Minimum(ReadOnlySpan<double> values)
    {
        Dispersion.AtLeast(values, 1);
        var least = values[0];
        foreach (var value in values) least = Math.Min(least, value);
        return least;
    }

    /// <summary>mean − weight · deviation.</summary>
    /// <param name="values">The members' scores, more than <paramref name="ddof"/>.</param>
    /// <param name="weight">Weight of the deviation; finite.</param>
    /// <param name="ddof">0 for the population's deviation, 1 for the sample's.</param>
    public static double MeanMinusDeviation(ReadOnlySpan<double> values, double weight, int ddof) => Dispersion.Mean(values) - weight * Dispersion.Deviation(values, ddof);

    /// <summary>mean − weight · variance: uncertainty-weighted optimisation (UWO). Released code uses 0.1 in PPO with ddof 1, and 0.5 in best-of-n with ddof 0.</summary>
    /// <param name="values">The members' scores, more than <paramref name="ddof"/>.</param>
    /// <param name="weight">Weight of the variance (λ); finite.</param>
    /// <param name="ddof">0 for the population's variance, 1 for the sample's.</param>
    public static double UncertaintyWeighted(ReadOnlySpan<double> values, double weight, int ddof) => Dispersion.Mean(values) - weight * Dispersion.Variance(values, ddof);
}
