using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>Draws from lists.</summary>
internal static class Draws
{
    /// <summary>One of the items, each equally likely; null when there are none.</summary>
    public static T? PickOrNone<T>(this SeededRandom random, IReadOnlyList<T> items) where T : class =>
        items.Count == 0 ? null : items[random.Next(items.Count)];

    /// <summary>One of the items, each equally likely; there is at least one.</summary>
    public static T Pick<T>(this SeededRandom random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>The items in random order.</summary>
    public static T[] Shuffled<T>(this SeededRandom random, IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        random.Shuffle<T>(shuffled);
        return shuffled;
    }

    /// <summary>True with a probability.</summary>
    public static bool Chance(this SeededRandom random, double probability) => random.NextDouble() < probability;
}
