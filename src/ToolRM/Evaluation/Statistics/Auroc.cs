using ToolRM.Reports;

namespace ToolRM.Evaluation.Statistics;

/// <summary>Area under the receiver operating characteristic: the share of (positive, negative) pairs in which the positive scores higher, ties at ½.</summary>
/// <remarks>NaN when either side is empty. Scores must be finite. Time n log n.</remarks>
public static class Auroc
{
    /// <summary>The area, 0 to 1.</summary>
    /// <param name="positives">Scores of what should score high.</param>
    /// <param name="negatives">Scores of what should score low.</param>
    public static double Of(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        if (positives.IsEmpty || negatives.IsEmpty) return double.NaN;
        var ranks = Ranks.Of([.. positives, .. negatives]);
        double sum = 0;
        for (var i = 0; i < positives.Length; i++) sum += ranks[i];
        // Mann-Whitney: ranks of the positives less what they would be among themselves.
        return (sum - (positives.Length * (positives.Length + 1) / 2.0)) / ((double)positives.Length * negatives.Length);
    }

    /// <summary>The area from counts: the same number, in linear time, where many scores are equal or the order is known.</summary>
    /// <param name="positives">How many of what should score high have each distinct score, by rising score.</param>
    /// <param name="negatives">How many of what should score low, at the same places.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double OfCounts(ReadOnlySpan<int> positives, ReadOnlySpan<int> negatives)
    {
        if (positives.Length != negatives.Length) throw new ArgumentException($"positives has {positives.Length} items, negatives has {negatives.Length}; they must be equal", nameof(negatives));
        double won = 0;
        long below = 0, all = 0;
        for (var i = 0; i < positives.Length; i++)
        {
            won += positives[i] * (below + (negatives[i] / 2.0));
            below += negatives[i];
            all += positives[i];
        }
        return all == 0 || below == 0 ? double.NaN : won / all / below;
    }

    /// <summary>The area with DeLong's 95 % interval; without one when a side has fewer than two scores.</summary>
    /// <param name="positives">Scores of what should score high.</param>
    /// <param name="negatives">Scores of what should score low.</param>
    /// <remarks>
    /// Source: DeLong, DeLong and Clarke-Pearson 1988. Value ± z √(S₁₀/m + S₀₁/n), cut at 0 and 1, with the sample variances of
    /// each positive's share of negatives below it and each negative's share of positives above it. Scores count as
    /// independent: use <see cref="Bootstrap"/> where they come in groups. A perfect order has width 0. Count is m + n.
    /// </remarks>
    public static Estimate Interval(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var (m, n) = (positives.Length, negatives.Length);
        var area = Of(positives, negatives);
        if (m < 2 || n < 2) return new(area, Count: m + n);
        var all = Ranks.Of([.. positives, .. negatives]);
        var (ofPositives, ofNegatives) = (Ranks.Of(positives), Ranks.Of(negatives));
        double sumPositives = 0, sumNegatives = 0;
        for (var i = 0; i < m; i++) sumPositives += Square(((all[i] - ofPositives[i]) / n) - area);
        for (var j = 0; j < n; j++) sumNegatives += Square(1 - ((all[m + j] - ofNegatives[j]) / m) - area);
        var half = Wilson.Z * Math.Sqrt((sumPositives / (m - 1) / m) + (sumNegatives / (n - 1) / n));
        return new(area, Math.Max(0, area - half), Math.Min(1, area + half), m + n);
    }

    private static double Square(double x) => x * x;
}
