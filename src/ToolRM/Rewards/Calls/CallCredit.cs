using ToolRM.Conversations;
using ToolRM.Rewards.Answers;

namespace ToolRM.Rewards.Calls;

/// <summary>What each call of a trajectory is worth against the reference's calls, one to one or softly (MatchTIR, arXiv 2601.10712; credit-and-rl 3.9).</summary>
public static class CallCredit
{
    /// <summary>Similarities [calls, reference calls], by rows: 0 where names differ, else (1 + J + equal values) / (2 + arguments of the reference).</summary>
    /// <param name="calls">The calls; null for one that cannot be read, which is like nothing.</param>
    /// <param name="reference">The reference's calls.</param>
    /// <param name="comparison">When values are equal.</param>
    /// <param name="ignoreCase">Whether names of tools are compared in lower case, as in the released code.</param>
    public static double[] Similarities(IReadOnlyList<NamedArguments?> calls, ValueList<NamedArguments> reference, ValueComparison comparison = ValueComparison.Json, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var kind = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var similarities = new double[calls.Count * reference.Count];
        for (var i = 0; i < similarities.Length; i++)
        {
            var right = reference[i % reference.Count];
            if (calls[i / reference.Count] is { } call && call.Name.Equals(right.Name, kind))
                similarities[i] = CallSimilarity.Of(right.Arguments, call.Arguments, comparison).Share(right.Arguments.Entries.Count);
        }
        return similarities;
    }

    /// <summary>The similarity of each call's partner; the penalty, negative, for a call without one.</summary>
    /// <param name="similarities">Similarities [calls, reference calls], by rows, 0 to 1.</param>
    /// <param name="calls">Number of calls.</param>
    /// <param name="references">Number of reference calls.</param>
    /// <param name="greedy">Whether the most similar pairs are made first, as released; false takes the best pairing.</param>
    /// <param name="penalty">λ, what a call without a partner costs, at least 0.</param>
    public static double[] Hard(ReadOnlySpan<double> similarities, int calls, int references, bool greedy = false, double penalty = 0)
    {
        var partner = greedy ? CallAssignment.HeaviestFirst(similarities, calls, references) : CallAssignment.Best(similarities, calls, references);
        var credit = new double[calls];
        for (var i = 0; i < calls; i++) credit[i] = partner[i] < 0 ? -penalty : similarities[i * references + partner[i]];
        return credit;
    }

    /// <summary>Σ over reference calls of plan · similarity, where the plan moves uniform weight at the cost −similarity; at most 1 / calls each, 0 without reference calls.</summary>
    /// <param name="similarities">Similarities [calls, reference calls], by rows, 0 to 1.</param>
    /// <param name="calls">Number of calls.</param>
    /// <param name="references">Number of reference calls.</param>
    /// <param name="regularisation">Weight of the entropy, positive. Default 0.1, the released code's.</param>
    public static double[] Soft(ReadOnlySpan<double> similarities, int calls, int references, double regularisation = 0.1)
    {
        var credit = new double[calls];
        if (calls == 0 || references == 0) return credit;
        var costs = new double[similarities.Length];
        for (var i = 0; i < costs.Length; i++) costs[i] = -similarities[i];
        var plan = Sinkhorn.Plan(costs, calls, references, regularisation);
        for (var i = 0; i < plan.Length; i++) credit[i / references] += plan[i] * similarities[i];
        return credit;
    }

    /// <summary>F1 of the two sets of words, 0 to 1; lower case, ASCII punctuation as spaces. Two texts without a common word give 0.</summary>
    /// <param name="answer">The answer given.</param>
    /// <param name="accepted">The accepted answer.</param>
    public static double AnswerF1(string answer, string accepted)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(accepted);
        var (own, other) = (Words(answer), Words(accepted));
        var common = own.Count(other.Contains);
        if (common == 0) return 0;
        return 2.0 * common / (own.Count + other.Count);
    }

    private static HashSet<string> Words(string text)
    {
        var spaced = string.Create(text.Length, text, (units, source) =>
        {
            for (var i = 0; i < units.Length; i++) units[i] = QaText.IsAsciiPunctuation(source[i]) ? ' ' : char.ToLowerInvariant(source[i]);
        });
        return spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }
}
