using ToolRM.Reports;

namespace ToolRM.Evaluation.Statistics;

/// <summary>Each reply judged alone by a fixed cut: the mean of the share of right replies accepted and the share of wrong ones refused.</summary>
/// <remarks>
/// A reply is accepted when its score is above the cut; at the cut it is refused. NaN when either side is empty. A scorer that
/// says the same of everything has 0.5. Source of the measure on pairs: toolrm 7 (Granite Guardian).
/// </remarks>
public static class BalancedAccuracy
{
    /// <summary>The measure, 0 to 1.</summary>
    /// <param name="right">Scores of right replies.</param>
    /// <param name="wrong">Scores of wrong replies.</param>
    /// <param name="cut">Above it a reply is accepted: 0 on a centred scale, 0.5 on a probability.</param>
    public static double Of(ReadOnlySpan<double> right, ReadOnlySpan<double> wrong, double cut)
    {
        if (right.IsEmpty || wrong.IsEmpty) return double.NaN;
        return ((Above(right, cut) / (double)right.Length) + 1 - (Above(wrong, cut) / (double)wrong.Length)) / 2;
    }

    /// <summary>The measure with its 95 % interval, both sides counted as independent.</summary>
    /// <param name="right">Scores of right replies.</param>
    /// <param name="wrong">Scores of wrong replies.</param>
    /// <param name="cut">Above it a reply is accepted.</param>
    /// <remarks>
    /// Value ± z · ½ √(p(1-p)/m + q(1-q)/n), cut at 0 and 1, p and q the two shares. Where right and wrong replies come in pairs
    /// or groups, <see cref="Bootstrap"/> is the better interval. Count is m + n.
    /// </remarks>
    public static Estimate Interval(ReadOnlySpan<double> right, ReadOnlySpan<double> wrong, double cut)
    {
        var value = Of(right, wrong, cut);
        if (double.IsNaN(value)) return new(value, Count: right.Length + wrong.Length);
        var p = Above(right, cut) / (double)right.Length;
        var q = Above(wrong, cut) / (double)wrong.Length;
        var half = Wilson.Z / 2 * Math.Sqrt((p * (1 - p) / right.Length) + (q * (1 - q) / wrong.Length));
        return new(value, Math.Max(0, value - half), Math.Min(1, value + half), right.Length + wrong.Length);
    }

    private static int Above(ReadOnlySpan<double> scores, double cut)
    {
        var count = 0;
        foreach (var score in scores)
        {
            if (score > cut) count++;
        }
        return count;
    }
}
