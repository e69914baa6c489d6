using ToolRM.Numerics;

namespace ToolRM.Training;

/// <summary>Which pairs are learned from and which are only measured. A group is never on both sides.</summary>
internal sealed record HeldOut(int[] TrainPairs, int[] HeldOutPairs)
{
    /// <param name="table">The pairs; where some are marked as held out, those are.</param>
    /// <param name="share">Otherwise: share of groups to keep out.</param>
    /// <param name="seed">Decides by group id alone, so that more data moves no group.</param>
    public static HeldOut Of(PairTable table, double share, long seed)
    {
        var marked = table.Pairs.Any(pair => pair.IsHeldOut);
        var isOut = new bool[table.Groups];
        for (var group = 0; group < isOut.Length && !marked; group++) isOut[group] = SeededRandom.Of(seed, table.GroupId(group)).NextDouble() < share;
        var places = Enumerable.Range(0, table.Pairs.Count).ToLookup(place => marked ? table.Pairs[place].IsHeldOut : isOut[table.Pairs[place].Group]);
        return new([.. places[false]], [.. places[true]]);
    }
}
