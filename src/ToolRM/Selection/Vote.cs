namespace ToolRM.Selection;

/// <summary>A weighted vote over equal calls.</summary>
internal static class Vote
{
    /// <summary>
    /// Position of the earliest option of the key with the largest sum of weights; ties go to the key drawn earliest.
    /// Options that are not readable have no vote; without any that is, position 0.
    /// </summary>
    /// <param name="drawn">The options; at least one.</param>
    /// <param name="weight">Weight of an option, at least 0.</param>
    /// <param name="state">Handed to <paramref name="weight"/>, so that it need not capture.</param>
    public static int Winner<T>(ReadOnlySpan<SelectionOption> drawn, Func<SelectionOption, T, double> weight, T state)
    {
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
