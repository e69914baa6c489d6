namespace ToolRM.Selection;

/// <summary>A weighted vote over equal calls.</summary>
internal static class Vote
{
    private const int MostNumbers = 512; // what fits the stack

    /// <summary>
    /// Position of the earliest option of the key with the largest sum of weights; ties go to the key drawn earliest.
    /// Options that are not readable have no vote; without any that is, position 0.
    /// </summary>
    /// <param name="drawn">The options; at least one.</param>
    /// <param name="weight">Weight of an option, at least 0.</param>
    /// <param name="state">Handed to <paramref name="weight"/>, so that it need not capture.</param>
    public static int Winner<T>(ReadOnlySpan<SelectionOption> drawn, Func<SelectionOption, T, double> weight, T state)
    {
        if (AreNumbered(drawn, out var highest)) return NumberedWinner(drawn, highest, weight, state);
        var (best, bestWeight) = (-1, double.NegativeInfinity);
        for (var i = 0; i < drawn.Length; i++)
        {
            if (!drawn[i].IsReadable || IsCounted(drawn, i)) continue;
            var sum = 0.0;
            for (var j = i; j < drawn.Length; j++)
            {
                if (drawn[j].IsReadable && drawn[j].Key == drawn[i].Key) sum += weight(drawn[j], state);
            }
            if (sum > bestWeight) (best, bestWeight) = (i, sum);
        }
        return Math.Max(best, 0);
    }

    private static bool AreNumbered(ReadOnlySpan<SelectionOption> drawn, out int highest)
    {
        highest = 0;
        foreach (ref readonly var option in drawn)
        {
            if (option.KeyNumber is not (> 0 and <= MostNumbers and var number)) return false;
            highest = Math.Max(highest, number);
        }
        return true;
    }

    private static int NumberedWinner<T>(ReadOnlySpan<SelectionOption> drawn, int highest, Func<SelectionOption, T, double> weight, T state)
    {
        Span<double> sums = stackalloc double[highest + 1];
        foreach (ref readonly var option in drawn)
        {
            if (option.IsReadable) sums[option.KeyNumber] += weight(option, state);
        }
        var (best, bestWeight) = (-1, double.NegativeInfinity);
        for (var i = 0; i < drawn.Length; i++)
        {
            // The first of a key to reach its sum is its earliest option.
            if (drawn[i].IsReadable && sums[drawn[i].KeyNumber] > bestWeight) (best, bestWeight) = (i, sums[drawn[i].KeyNumber]);
        }
        return Math.Max(best, 0);
    }

    /// <summary>Whether an earlier option has the same key. Groups are small (32), so a table would cost more than it saves.</summary>
    private static bool IsCounted(ReadOnlySpan<SelectionOption> drawn, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (drawn[i].IsReadable && drawn[i].Key == drawn[index].Key) return true;
        }
        return false;
    }
}
