namespace ToolRM.Rewards.Answers;

/// <summary>Texts as multisets: order never counts, how often does.</summary>
public static class Multiset
{
    /// <summary>Σ over texts of the smaller of the two counts.</summary>
    /// <param name="one">One list.</param>
    /// <param name="other">The other.</param>
    public static int Common(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        // Lists of names are short: marking used ones beats counting in a dictionary up to a few dozen.
        if (one.Length > 64 || other.Length > 64) return CommonOfMany(one, other);
        var (common, used) = (0, 0UL);
        foreach (var text in one)
        {
            for (var i = 0; i < other.Length; i++)
            {
                if ((used & (1UL << i)) != 0 || other[i] != text) continue;
                used |= 1UL << i;
                common++;
                break;
            }
        }
        return common;
    }

    /// <summary>
    /// Jaccard index: common / (|one| + |other| − common), 0 to 1. Two empty lists are equal and give 1, one empty list gives 0.
    /// </summary>
    /// <param name="one">One list.</param>
    /// <param name="other">The other.</param>
    /// <remarks>Source: rewards 0, as in ToolRL's released code (the paper's is over sets).</remarks>
    public static double Jaccard(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        if (one.Length == 0 && other.Length == 0) return 1;
        var common = Common(one, other);
        return (double)common / (one.Length + other.Length - common);
    }

    private static int CommonOfMany(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in other) counts[text] = counts.GetValueOrDefault(text) + 1;
        var common = 0;
        foreach (var text in one)
        {
            if (counts.GetValueOrDefault(text) is not (> 0 and var left)) continue;
            counts[text] = left - 1;
            common++;
        }
        return common;
    }
}
