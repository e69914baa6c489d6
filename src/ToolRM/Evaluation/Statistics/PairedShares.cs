namespace ToolRM.Evaluation.Statistics;

/// <summary>The test for shares of two scorers on the same items: McNemar's where items are independent, else signs by group.</summary>
/// <remarks>
/// McNemar's test takes every item for independent. Items of one group (pairs of one question) go together, and its p would be too small
/// beside intervals that resample groups; so one group with two items is enough for <see cref="SignFlip"/>. Without such a group both count the same.
/// </remarks>
/// <param name="P">Two-sided p-value.</param>
/// <param name="IsByGroup">Whether signs of groups were flipped; false for McNemar's exact test.</param>
internal readonly record struct PairedShares(double P, bool IsByGroup)
{
    /// <summary>Tests.</summary>
    /// <param name="first">0 or 1 per item.</param>
    /// <param name="second">0 or 1 per item, in the same order.</param>
    /// <param name="groups">The group of each item.</param>
    /// <param name="options">Draws and seed; null for the defaults.</param>
    public static PairedShares Of(IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<string> groups, BootstrapOptions? options)
    {
        if (groups.Distinct(StringComparer.Ordinal).Count() < groups.Count) return new(SignFlip.P(first, second, groups, options), true);
        long firstOnly = 0, secondOnly = 0;
        for (var i = 0; i < first.Count; i++)
        {
            if (first[i] > second[i]) firstOnly++;
            else if (second[i] > first[i]) secondOnly++;
        }
        return new(McNemar.Exact(firstOnly, secondOnly), false);
    }
}
