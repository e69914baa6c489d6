using ToolRM.Numerics;

namespace ToolRM.Evaluation.Statistics;

/// <summary>
/// Paired randomisation test over groups: if two scorers were alike, each group's difference would as well have the other sign.
/// </summary>
/// <remarks>
/// Statistic: the absolute sum of the differences, which orders like their mean. With up to <see cref="ExactGroups"/> groups
/// that differ at all every choice of signs is counted; with more, signs are drawn: p = (1 + as large ones) / (1 + draws),
/// draw b from <c>SeededRandom.Of(seed, "sign flip", b)</c>. Of values 0 and 1 without groups it is McNemar's test.
/// </remarks>
public static class SignFlip
{
    /// <summary>Most groups with a difference for which all signs are counted: 2¹² sums.</summary>
    public const int ExactGroups = 12;

    /// <summary>Two-sided p-value, 0 to 1; 1 when nothing differs.</summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="groups">The group of each item; groups are independent, items of one group are not.</param>
    /// <param name="options">Draws and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double P(IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<string> groups, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(groups);
        if (first.Count != second.Count || first.Count != groups.Count) throw new ArgumentException($"first has {first.Count} items, second {second.Count}, groups {groups.Count}; they must be equal", nameof(second));
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 1);
        var sums = Enumerable.Range(0, first.Count)
            .GroupBy(i => groups[i], StringComparer.Ordinal)
            .Select(group => group.Sum(i => first[i] - second[i])).Where(sum => sum != 0).ToArray();
        if (sums.Length == 0) return 1;
        // Sums of the same terms in another sign pattern may differ by rounding; that is no difference.
        var found = Math.Abs(sums.Sum()) - (1e-12 * sums.Sum(Math.Abs));
        long extreme = 0;
        if (sums.Length <= ExactGroups)
        {
            for (var signs = 0; signs < 1 << sums.Length; signs++)
            {
                if (Math.Abs(Flipped(sums, (ulong)signs)) >= found) extreme++;
            }
            return (double)extreme / (1 << sums.Length);
        }
        for (var b = 0; b < options.Resamples; b++)
        {
            var random = SeededRandom.Of(options.Seed, "sign flip", b);
            double sum = 0;
            for (var start = 0; start < sums.Length; start += 64) sum += Flipped(sums.AsSpan(start, Math.Min(64, sums.Length - start)), random.NextBits());
            if (Math.Abs(sum) >= found) extreme++;
        }
        return (1.0 + extreme) / (1.0 + options.Resamples);
    }

    private static double Flipped(ReadOnlySpan<double> sums, ulong signs)
    {
        double sum = 0;
        for (var i = 0; i < sums.Length; i++) sum += (signs >> i & 1) == 0 ? sums[i] : -sums[i];
        return sum;
    }
}
