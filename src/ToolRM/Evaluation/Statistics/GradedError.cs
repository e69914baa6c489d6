namespace ToolRM.Evaluation.Statistics;

/// <summary>Mean absolute error of graded judgements (RoboReward, arXiv 2601.00675; rewards 3.3).</summary>
public static class GradedError
{
    /// <summary>Mean of |given − true|; NaN without grades.</summary>
    /// <param name="given">Grades that a judge gave.</param>
    /// <param name="truth">True grades, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Mean(ReadOnlySpan<double> given, ReadOnlySpan<double> truth)
    {
        if (given.Length != truth.Length) throw new ArgumentException($"given has {given.Length} grades, truth has {truth.Length}; they must be equal", nameof(truth));
        var sum = 0.0;
        for (var i = 0; i < given.Length; i++) sum += Math.Abs(given[i] - truth[i]);
        return given.IsEmpty ? double.NaN : sum / given.Length;
    }

    /// <summary>Mean over subsets of the mean within each, so that large subsets do not drown small ones; NaN without grades.</summary>
    /// <param name="given">Grades that a judge gave.</param>
    /// <param name="truth">True grades, in the same order.</param>
    /// <param name="subsets">Each grade's subset.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double MacroMean(IReadOnlyList<double> given, IReadOnlyList<double> truth, IReadOnlyList<string> subsets)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(subsets);
        if (given.Count != truth.Count || given.Count != subsets.Count) throw new ArgumentException($"given has {given.Count} grades, truth {truth.Count}, subsets {subsets.Count}; they must be equal", nameof(subsets));
        if (given.Count == 0) return double.NaN;
        return Enumerable.Range(0, given.Count).GroupBy(i => subsets[i], StringComparer.Ordinal)
            .Select(subset => Mean([.. subset.Select(i => given[i])], [.. subset.Select(i => truth[i])])).Average();
    }
}
