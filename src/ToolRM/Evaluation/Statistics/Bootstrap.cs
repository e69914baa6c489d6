using ToolRM.Numerics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Statistics;

/// <summary>How an interval is drawn by resampling.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Number of resamples B. Default 2000: the ends of a 95 % interval then rest on 50 resamples each (ours).</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>The run's seed.</summary>
    public long Seed { get; init; }
}

/// <summary>A value of one resample, from the positions of the items in it; an item drawn twice stands twice.</summary>
/// <param name="items">Positions into the caller's items.</param>
public delegate double Resampled(ReadOnlySpan<int> items);

/// <summary>
/// Percentile bootstrap over groups: whole groups of items (questions with the same text) are drawn with replacement, as many
/// as there are, so that items that belong together do not count as independent.
/// </summary>
/// <remarks>
/// The interval runs from the 2.5 % to the 97.5 % quantile of the resampled values, interpolated linearly between order
/// statistics. Resamples whose value is NaN are left out; of fewer than two groups there is no interval. Resample b draws from
/// <c>SeededRandom.Of(seed, "bootstrap", b)</c>.
/// </remarks>
public static class Bootstrap
{
    /// <summary>A statistic with its 95 % interval.</summary>
    /// <param name="groups">The group of each item.</param>
    /// <param name="statistic">The value of a resample; the estimate itself is its value over all items once.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    public static Estimate Interval(IReadOnlyList<string> groups, Resampled statistic, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(statistic);
        var members = Members(groups);
        var all = new int[groups.Count];
        for (var i = 0; i < all.Length; i++) all[i] = i;
        var drawn = new List<int>(groups.Count);
        return Interval(statistic(all), groups.Count, members.Length, options ?? new(), random =>
        {
            drawn.Clear();
            for (var g = 0; g < members.Length; g++) drawn.AddRange(members[random.Next(members.Length)]);
            return statistic(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drawn));
        });
    }

    /// <summary>The mean of a value per item, with its 95 % interval; NaN without items.</summary>
    /// <param name="values">One value per item.</param>
    /// <param name="groups">The group of each item.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Estimate Mean(IReadOnlyList<double> values, IReadOnlyList<string> groups, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(groups);
        if (values.Count != groups.Count) throw new ArgumentException($"values has {values.Count} items, groups has {groups.Count}; they must be equal", nameof(groups));
        // A resample's mean needs no more than each group's sum and size.
        var members = Members(groups);
        var sums = members.Select(items => items.Sum(item => values[item])).ToArray();
        return Interval(values.Count == 0 ? double.NaN : sums.Sum() / values.Count, values.Count, members.Length, options ?? new(), random =>
        {
            double sum = 0;
            long count = 0;
            for (var g = 0; g < members.Length; g++)
            {
                var group = random.Next(members.Length);
                sum += sums[group];
                count += members[group].Length;
            }
            return sum / count;
        });
    }

    /// <summary>The mean of paired differences first - second, with its 95 % interval: both are measured on the same items.</summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="groups">The group of each item.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Estimate Difference(
        IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<string> groups, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count) throw new ArgumentException($"first has {first.Count} items, second has {second.Count}; they must be equal", nameof(second));
        return Mean([.. first.Zip(second, (a, b) => a - b)], groups, options);
    }

    private static Estimate Interval(double value, int items, int groups, BootstrapOptions options, Func<SeededRandom, double> resample)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 1);
        if (groups < 2) return new(value, Count: items);
        var values = new List<double>(options.Resamples);
        for (var b = 0; b < options.Resamples; b++)
        {
            var drawn = resample(SeededRandom.Of(options.Seed, "bootstrap", b));
            if (!double.IsNaN(drawn)) values.Add(drawn);
        }
        if (values.Count == 0) return new(value, Count: items);
        values.Sort();
        return new(value, Quantile(values, 0.025), Quantile(values, 0.975), items);
    }

    /// <summary>Position p · (B - 1) of the sorted values, counted from 0, interpolated linearly.</summary>
    internal static double Quantile(List<double> sorted, double p)
    {
        var position = p * (sorted.Count - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Positions of each group's items; groups in order of first appearance.</summary>
    private static int[][] Members(IReadOnlyList<string> groups)
    {
        var members = new List<List<int>>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Count; i++)
        {
            if (!index.TryGetValue(groups[i], out var group))
            {
                index.Add(groups[i], group = members.Count);
                members.Add([]);
            }
            members[group].Add(i);
        }
        return [.. members.Select(items => items.ToArray())];
    }
}
