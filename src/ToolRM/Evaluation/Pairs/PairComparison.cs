using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Two scorers on the same pairs. Right means ordered right; a tie or a missing score is wrong.</summary>
/// <param name="BothRight">Pairs that both have right.</param>
/// <param name="FirstOnly">Pairs that only the first has right.</param>
/// <param name="SecondOnly">Pairs that only the second has right.</param>
/// <param name="NeitherRight">Pairs that neither has right.</param>
/// <param name="P">Two-sided p-value: McNemar's exact test where each group has one pair, else <see cref="SignFlip"/> by group.</param>
/// <param name="Difference">Strict accuracy of the first less that of the second, with a paired 95 % bootstrap interval by group.</param>
/// <param name="TiesHalfDifference">The same with ties at ½.</param>
public sealed record PairComparison(
    long BothRight, long FirstOnly, long SecondOnly, long NeitherRight, double P, Estimate Difference, Estimate TiesHalfDifference)
{
    /// <summary>Whether <see cref="P"/> is of random signs by group; false for McNemar's exact test.</summary>
    public bool IsByGroup { get; init; }

    /// <summary>Compares two scorers.</summary>
    /// <param name="first">Results of the first.</param>
    /// <param name="second">Results of the second on the same pairs in the same order.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The results are not of the same pairs.</exception>
    public static PairComparison Of(IReadOnlyList<PairResult> first, IReadOnlyList<PairResult> second, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Select(result => result.Pair.Id).SequenceEqual(second.Select(result => result.Pair.Id), StringComparer.Ordinal))
        {
            throw new ArgumentException("the results of both scorers must be of the same pairs in the same order", nameof(second));
        }
        var right = first.Zip(second, (a, b) => (First: a.Outcome == PairOutcome.Right, Second: b.Outcome == PairOutcome.Right)).ToList();
        var groups = first.Select(result => result.Pair.GroupId).ToList();
        double[] firstRight = [.. right.Select(pair => pair.First ? 1.0 : 0)], secondRight = [.. right.Select(pair => pair.Second ? 1.0 : 0)];
        var test = PairedShares.Of(firstRight, secondRight, groups, options);
        return new(
            right.Count(pair => pair.First && pair.Second), right.Count(pair => pair.First && !pair.Second),
            right.Count(pair => pair.Second && !pair.First), right.Count(pair => !pair.First && !pair.Second),
            test.P, Bootstrap.Difference(firstRight, secondRight, groups, options),
            Bootstrap.Difference([.. first.Select(PairFigures.CreditOf)], [.. second.Select(PairFigures.CreditOf)], groups, options))
        {
            IsByGroup = test.IsByGroup,
        };
    }
}
