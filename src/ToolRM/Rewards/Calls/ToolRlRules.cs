using ToolRM.Conversations;
using ToolRM.Rewards.Answers;

namespace ToolRM.Rewards.Calls;

/// <summary>How ToolRL grades calls against reference calls (arXiv 2504.13958; rewards 1.1).</summary>
/// <remarks>
/// share = (J(names) + Σ over pairs of J(keys) + equal values) / (1 + Σ over reference calls of 1 + arguments), 0 to 1; the reward maps it
/// to its range. A pair is made between calls of the same name and is worth more than 0.
/// </remarks>
public sealed record ToolRlRules
{
    /// <summary>What of a call counts. Default full, the paper's.</summary>
    public ToolRlGrading Grading { get; init; }

    /// <summary>How lists of names are compared. Default multisets, as in the released code.</summary>
    public ToolRlOverlap Overlap { get; init; }

    /// <summary>Whether pairs are made greedily in the reference's order, as the released code does. Default false: the best pairing, the paper's.</summary>
    public bool Greedy { get; init; }

    /// <summary>When values are equal. Default as JSON; the released code compares as Python.</summary>
    public ValueComparison Comparison { get; init; }

    /// <summary>The share of the reference that the calls have, 0 to 1.</summary>
    /// <param name="reference">The right calls, at least one.</param>
    /// <param name="predicted">The calls.</param>
    public double Share(ValueList<NamedArguments> reference, ValueList<NamedArguments> predicted)
    {
        ArgumentOutOfRangeException.ThrowIfZero(reference.Count, nameof(reference));
        return Share(reference, [.. predicted.Select(call => new BlockCall(call.Name, call.Arguments, false))])!.Value;
    }

    /// <summary>The share; null when a call that would be paired has no parameters.</summary>
    internal double? Share(ValueList<NamedArguments> reference, ReadOnlySpan<BlockCall> predicted)
    {
        if (AreSame(reference.AsSpan(), predicted)) return 1;
        if (Grading == ToolRlGrading.Coarse) return 0;
        var (score, most) = (NameOverlap(reference.AsSpan(), predicted), 1.0);
        foreach (var call in reference) most += Grading == ToolRlGrading.Intermediate ? 1 : 1 + call.Arguments.Entries.Count;
        if (Grading != ToolRlGrading.Intermediate && LacksArguments(reference.AsSpan(), predicted)) return null;
        score += Greedy || reference.Count == 1 || predicted.Length <= 1 ? GreedyPairs(reference.AsSpan(), predicted) : BestPairs(reference.AsSpan(), predicted);
        return score / most;
    }

    private bool AreSame(ReadOnlySpan<NamedArguments> reference, ReadOnlySpan<BlockCall> predicted)
    {
        if (reference.Length != predicted.Length) return false;
        for (var i = 0; i < reference.Length; i++)
        {
            if (!AreSame(reference[i], predicted[i])) return false;
        }
        return true;
    }

    private bool AreSame(NamedArguments reference, BlockCall predicted) =>
        !predicted.HasMore && predicted.Name == reference.Name && predicted.Arguments is { } arguments && Comparison.AreEqual(reference.Arguments, arguments);

    private double NameOverlap(ReadOnlySpan<NamedArguments> reference, ReadOnlySpan<BlockCall> predicted)
    {
        var own = new string[reference.Length];
        for (var i = 0; i < own.Length; i++) own[i] = reference[i].Name;
        var (other, named) = (new string[predicted.Length], 0);
        foreach (var call in predicted)
        {
            if (call.Name is { } name) other[named++] = name;
        }
        // What is no text equals no name, but it makes the lists longer.
        var odd = predicted.Length - named;
        var names = other.AsSpan(0, named);
        if (Overlap == ToolRlOverlap.Ordered) return odd == 0 && names.SequenceEqual(own) ? 1 : 0;
        if (Overlap == ToolRlOverlap.Set)
        {
            own = [.. own.Distinct(StringComparer.Ordinal)];
            names = names.ToArray().Distinct(StringComparer.Ordinal).ToArray();
        }
        var common = Multiset.Common(own, names);
        return (double)common / (own.Length + names.Length + odd - common);
    }

    private static bool LacksArguments(ReadOnlySpan<NamedArguments> reference, ReadOnlySpan<BlockCall> predicted)
    {
        foreach (var call in predicted)
        {
            if (call.Arguments is not null) continue;
            foreach (var right in reference)
            {
                if (right.Name == call.Name) return true;
            }
        }
        return false;
    }

    /// <summary>For each reference call in order the best call that is left; of equal ones the first, none when the best is worth 0.</summary>
    private double GreedyPairs(ReadOnlySpan<NamedArguments> reference, ReadOnlySpan<BlockCall> predicted)
    {
        var isUsed = predicted.Length <= 64 ? stackalloc bool[predicted.Length] : new bool[predicted.Length];
        isUsed.Clear();
        var sum = 0.0;
        foreach (var right in reference)
        {
            var (best, at) = (0.0, -1);
            for (var i = 0; i < predicted.Length; i++)
            {
                if (!isUsed[i] && Worth(right, predicted[i]) is var worth && worth > best) (best, at) = (worth, i);
            }
            if (at < 0) continue;
            isUsed[at] = true;
            sum += best;
        }
        return sum;
    }

    private double BestPairs(ReadOnlySpan<NamedArguments> reference, ReadOnlySpan<BlockCall> predicted)
    {
        var worth = new double[reference.Length * predicted.Length];
        for (var i = 0; i < worth.Length; i++) worth[i] = Worth(reference[i / predicted.Length], predicted[i % predicted.Length]);
        var partner = CallAssignment.Best(worth, reference.Length, predicted.Length);
        var sum = 0.0;
        for (var i = 0; i < partner.Length; i++)
        {
            if (partner[i] >= 0) sum += worth[i * predicted.Length + partner[i]];
        }
        return sum;
    }

    private double Worth(NamedArguments reference, BlockCall predicted)
    {
        if (predicted.Name != reference.Name) return 0;
        if (Grading == ToolRlGrading.Intermediate) return AreSame(reference, predicted) ? 1 : 0;
        var similarity = CallSimilarity.Of(reference.Arguments, predicted.Arguments!, Comparison);
        var overlap = Overlap == ToolRlOverlap.Ordered ? (SameKeys(reference.Arguments, predicted.Arguments!) ? 1 : 0) : similarity.KeyOverlap;
        return overlap + similarity.EqualValues;
    }

    private static bool SameKeys(MapValue one, MapValue other)
    {
        if (one.Entries.Count != other.Entries.Count) return false;
        for (var i = 0; i < one.Entries.Count; i++)
        {
            if (one.Entries[i].Key != other.Entries[i].Key) return false;
        }
        return true;
    }
}

/// <summary>What of a call counts.</summary>
public enum ToolRlGrading
{
    /// <summary>Names of tools, names of arguments and values, each by its share.</summary>
    Full,

    /// <summary>Names of tools by their share; each reference call is there as a whole or not.</summary>
    Intermediate,

    /// <summary>All calls are equal, in order, or nothing counts.</summary>
    Coarse,
}

/// <summary>How lists of names are compared.</summary>
public enum ToolRlOverlap
{
    /// <summary>Jaccard index of multisets: a call that stands twice is one too many.</summary>
    Multiset,

    /// <summary>Jaccard index of sets, as the paper has it by memory: repeated calls cost nothing.</summary>
    Set,

    /// <summary>1 for equal lists in the same order, else 0: the released switch "refined". Order of keys counts.</summary>
    Ordered,
}
