namespace ToolRM.Scoring.Ensembles;

/// <summary>Puts one member's scores of a group on a scale that other members share.</summary>
/// <remarks>Comparable scales are a precondition of an ensemble: a Bradley-Terry reward is fixed only up to a constant per prompt (rewards 2.2).</remarks>
public static class GroupScaling
{
    /// <summary>(value − mean) / deviation over the group, deviation of the population; all 0 when the values are equal, as in a group of one.</summary>
    /// <param name="values">The scores of a group; replaced.</param>
    public static void Standardise(Span<double> values)
    {
        if (values.IsEmpty) return;
        var (mean, deviation) = (Dispersion.Mean(values), Dispersion.Deviation(values, ddof: 0));
        // Of equal numbers the mean may be off by a rounding, which is no difference.
        var isFlat = !(deviation > 1e-12 * Math.Max(1, Math.Abs(mean)));
        for (var i = 0; i < values.Length; i++) values[i] = isFlat ? 0 : (values[i] - mean) / deviation;
    }

    /// <summary>The share of the other scores below, ties counted half: 0 for the worst, 1 for the best, ½ in a group of one.</summary>
    /// <param name="values">The scores of a group; replaced.</param>
    public static void Rank(Span<double> values)
    {
        var own = values.ToArray();
        for (var i = 0; i < own.Length; i++)
        {
            var below = 0.0;
            for (var j = 0; j < own.Length; j++)
            {
                if (j != i) below += own[j] < own[i] ? 1 : own[j] == own[i] ? 0.5 : 0;
            }
            values[i] = own.Length == 1 ? 0.5 : below / (own.Length - 1);
        }
    }
}
