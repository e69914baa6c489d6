namespace ToolRM.Evaluation.Statistics;

/// <summary>McNemar's exact test: do two scorers differ on the same items?</summary>
/// <remarks>
/// Only items that one has right and the other wrong say anything. If the scorers were equally good, each such item would fall
/// to either side like a fair coin: p = min(1, 2 · P(X ≤ min(b, c))), X binomial of b + c trials at ½.
/// </remarks>
public static class McNemar
{
    /// <summary>Two-sided p-value, 0 to 1; 1 when no item is discordant.</summary>
    /// <param name="firstOnly">Items that only the first scorer has right.</param>
    /// <param name="secondOnly">Items that only the second scorer has right.</param>
    public static double Exact(long firstOnly, long secondOnly)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstOnly);
        ArgumentOutOfRangeException.ThrowIfNegative(secondOnly);
        var n = firstOnly + secondOnly;
        var fewer = Math.Min(firstOnly, secondOnly);
        if (2 * fewer >= n - 1) return 1; // the lower half and more; also n = 0
        // Terms in logarithms: 2^-n underflows beyond n = 1074.
        var logTerm = -n * Math.Log(2);
        var sum = Math.Exp(logTerm);
        for (long k = 0; k < fewer; k++)
        {
            logTerm += Math.Log((double)(n - k) / (k + 1));
            sum += Math.Exp(logTerm);
        }
        return Math.Min(1, 2 * sum);
    }
}
