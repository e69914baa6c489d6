using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Pairs;

/// <summary>How well a scorer orders some pairs. Of no pairs every figure is NaN.</summary>
/// <param name="Strict">Share of pairs ordered right; a tie or a missing score counts as wrong. 95 % Wilson interval.</param>
/// <param name="TiesHalf">The same with ties at ½; a missing score still counts as wrong. 95 % bootstrap interval by group.</param>
/// <param name="Ties">Share of ties. 95 % Wilson interval.</param>
/// <param name="Coverage">Share of pairs with both scores. 95 % Wilson interval.</param>
public sealed record PairFigures(Estimate Strict, Estimate TiesHalf, Estimate Ties, Estimate Coverage)
{
    /// <summary>Number of pairs.</summary>
    public long Count => Strict.Count ?? 0;

    /// <summary>The figures of some pairs.</summary>
    /// <param name="results">The results.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    public static PairFigures Of(IReadOnlyList<PairResult> results, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new(
            Share(results, PairOutcome.Right),
            Bootstrap.Mean([.. results.Select(CreditOf)], [.. results.Select(result => result.Pair.GroupId)], options),
            Share(results, PairOutcome.Tie),
            Wilson.Interval(results.Count(result => result.Outcome != PairOutcome.Unscored), results.Count));
    }

    /// <summary>1 for a right order, ½ for a tie, otherwise 0.</summary>
    internal static double CreditOf(PairResult result) => result.Outcome switch { PairOutcome.Right => 1, PairOutcome.Tie => 0.5, _ => 0 };

    private static Estimate Share(IReadOnlyList<PairResult> results, PairOutcome outcome) =>
        Wilson.Interval(results.Count(result => result.Outcome == outcome), results.Count);
}
