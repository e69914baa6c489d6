using ToolRM.Reports;

namespace ToolRM.Evaluation.Statistics;

/// <summary>Wilson's score interval of a share.</summary>
/// <remarks>
/// Source: Wilson 1927. With p = successes / n: centre (p + z²/2n) / (1 + z²/n), half-width z √(p(1-p)/n + z²/4n²) / (1 + z²/n).
/// Stays inside 0 and 1 and has a width at 0 and n successes, where the plain interval has none. Trials count as independent.
/// </remarks>
public static class Wilson
{
    /// <summary>The normal distribution's 0.975 quantile.</summary>
    internal const double Z = 1.959963984540054;

    /// <summary>A share with its 95 % interval.</summary>
    /// <param name="successes">0 to <paramref name="n"/>; halves (ties counted at ½) are allowed, the interval is then an approximation.</param>
    /// <param name="n">Number of trials; of none, the share is NaN without an interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">More successes than trials, or fewer than none.</exception>
    public static Estimate Interval(double successes, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (!(successes >= 0 && successes <= n)) throw new ArgumentOutOfRangeException(nameof(successes), successes, $"successes must be from 0 to {n}, the number of trials");
        if (n == 0) return new(double.NaN, Count: 0);
        var p = successes / n;
        var centre = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4.0 * n * n)));
        var scale = 1 + (Z * Z / n);
        // Exactly 0 and 1 at the ends, where rounding would leave 0.9999999999999999.
        return new(p, p == 0 ? 0 : (centre - half) / scale, p == 1 ? 1 : (centre + half) / scale, n);
    }
}
