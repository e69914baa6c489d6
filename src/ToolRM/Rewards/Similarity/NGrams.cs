using ToolRM.Conversations;

namespace ToolRM.Rewards.Similarity;

/// <summary>How often each run of n tokens stands in a text.</summary>
internal static class NGrams
{
    /// <summary>Counts by run; empty when the text is too short.</summary>
    /// <param name="tokens">Words or characters; none holds white space, which joins them.</param>
    /// <param name="n">Length of the runs, at least 1.</param>
    public static Dictionary<string, int> Counts(ValueList<string> tokens, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + n <= tokens.Count; i++)
        {
            var run = string.Join(' ', tokens.AsSpan().Slice(i, n).ToArray());
            counts[run] = counts.GetValueOrDefault(run) + 1;
        }
        return counts;
    }
}
