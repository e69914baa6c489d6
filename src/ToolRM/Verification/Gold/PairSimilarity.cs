using ToolRM.Conversations;

namespace ToolRM.Verification.Gold;

/// <summary>How much a call has in common with a reference call.</summary>
/// <param name="SameName">Whether the names are equal.</param>
/// <param name="EqualPairs">Arguments with equal key and value.</param>
/// <param name="Keys">Keys of either call.</param>
/// <param name="IsReadable">Whether the call's arguments are a JSON object.</param>
internal readonly record struct PairSimilarity(bool SameName, int EqualPairs, int Keys, bool IsReadable)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsFull => SameName && IsReadable && EqualPairs == Keys;

    /// <summary>Share of equal arguments among all keys, 0 to 1; 1 when neither call has any (toolrm 6.1, step 5). Names do not count.</summary>
    public double Overlap => !IsReadable ? 0 : Keys == 0 ? 1 : (double)EqualPairs / Keys;

    /// <summary>Partial credit of the pair: <see cref="Overlap"/>, and 0 when the names differ.</summary>
    public double Credit => SameName ? Overlap : 0;

    /// <summary>
    /// The weight for the assignment: full pairs before credit, credit before equal names, and then overlap under different
    /// names, which only makes better findings. Each level outweighs the sum of all below for up to 256 pairs; the total
    /// stays below 2^58.
    /// </summary>
    public long Weight =>
        (IsFull ? 1L << 49 : 0)
        + ((long)(Credit * (1 << 16)) << 24)
        + (SameName ? 1L << 15 : 0)
        + (long)(Overlap * (1 << 6));

    /// <summary>Compares two calls.</summary>
    /// <param name="given">The candidate's call.</param>
    /// <param name="gold">The reference call; readable.</param>
    public static PairSimilarity Of(GoldCall given, GoldCall gold)
    {
        var sameName = given.Name == gold.Name;
        if (given.Compared is null) return new(sameName, 0, 0, false);
        var (equal, common) = (0, 0);
        foreach (ref readonly var entry in given.Compared.Entries.AsSpan())
        {
            if (gold[entry.Key] is not { } value) continue;
            common++;
            if (JsonEquality.AreEqual(entry.Value, value)) equal++;
        }
        return new(sameName, equal, given.Compared.Entries.Count + gold.Compared!.Entries.Count - common, true);
    }
}
