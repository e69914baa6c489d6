namespace ToolRM.Evaluation.Statistics;

/// <summary>Holm's step-down adjustment (Holm 1979): of several tests, the chance of any false finding stays below the level.</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values in the order given: the k-th smallest of m is multiplied by m - k + 1, is at least the one before it,
    /// and at most 1. A NaN, a test that could not be made, stays NaN and is not counted in m.
    /// </summary>
    /// <param name="p">p-values, 0 to 1, or NaN.</param>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        ArgumentNullException.ThrowIfNull(p);
        var order = Enumerable.Range(0, p.Count).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i]).ToList();
        var adjusted = Enumerable.Repeat(double.NaN, p.Count).ToArray();
        var least = 0.0;
        for (var k = 0; k < order.Count; k++)
        {
            least = Math.Max(least, Math.Min(1, (order.Count - k) * p[order[k]]));
            adjusted[order[k]] = least;
        }
        return adjusted;
    }
}
