using ToolRM.Reports;

namespace ToolRM.Evaluation.Statistics;

/// <summary>Correlation of two lists of numbers, -1 to 1.</summary>
/// <remarks>
/// NaN for fewer than two points or when one list does not vary. The 95 % interval is Fisher's: tanh(atanh r ± z · s), with
/// s = 1/√(n-3) for Pearson and √((1 + r²/2)/(n-3)) for Spearman (Bonett and Wright 2000); none for n &lt; 4. It takes the points
/// as independent draws from a normal pair, which a handful of scorers are not: with n &lt; 10 read it as "wide".
/// </remarks>
public static class Correlation
{
    /// <summary>Pearson's r: how well a straight line fits.</summary>
    /// <param name="x">First numbers.</param>
    /// <param name="y">Second numbers, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Estimate Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => WithInterval(Coefficient(x, y), x.Length, spearman: false);

    /// <summary>Spearman's ρ: Pearson's r of the ranks; equal values share the mean of their ranks.</summary>
    /// <param name="x">First numbers.</param>
    /// <param name="y">Second numbers, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Estimate Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        WithInterval(Coefficient(Ranks.Of(x), Ranks.Of(y)), x.Length, spearman: true);

    private static double Coefficient(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"x has {x.Length} numbers, y has {y.Length}; they must be equal", nameof(y));
        if (x.Length < 2) return double.NaN;
        var (meanX, meanY) = (Mean(x), Mean(y));
        double xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        // Rounding may leave 1.0000000000000002, whose atanh is NaN.
        return xx == 0 || yy == 0 ? double.NaN : Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1);
    }

    private static Estimate WithInterval(double r, int n, bool spearman)
    {
        if (n < 4 || double.IsNaN(r)) return new(r, Count: n);
        var half = Wilson.Z * Math.Sqrt((spearman ? 1 + (r * r / 2) : 1) / (n - 3));
        return new(r, Math.Tanh(Math.Atanh(r) - half), Math.Tanh(Math.Atanh(r) + half), n);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
