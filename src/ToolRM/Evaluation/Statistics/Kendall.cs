namespace ToolRM.Evaluation.Statistics;

/// <summary>Kendall's τ-b of two lists of numbers, -1 to 1: pairs ordered alike less pairs ordered contrarily, ties taken into account.</summary>
/// <remarks>
/// (C - D) / √((N - T₁)(N - T₂)) with N = n(n-1)/2 pairs, T₁ and T₂ the pairs tied in the first and in the second list. Source: Kendall
/// 1945. NaN when a list does not vary or is shorter than two. Time n².
/// </remarks>
public static class Kendall
{
    /// <summary>τ-b.</summary>
    /// <param name="x">First numbers.</param>
    /// <param name="y">Second numbers, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double TauB(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"x has {x.Length} numbers, y has {y.Length}; they must be equal", nameof(y));
        long difference = 0, untiedX = 0, untiedY = 0;
        for (var i = 1; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (dx, dy) = (x[i].CompareTo(x[j]), y[i].CompareTo(y[j]));
                if (dx != 0) untiedX++;
                if (dy != 0) untiedY++;
                difference += Math.Sign(dx) * Math.Sign(dy);
            }
        }
        return untiedX == 0 || untiedY == 0 ? double.NaN : difference / Math.Sqrt((double)untiedX * untiedY);
    }
}
