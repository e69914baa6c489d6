using System.Text;

namespace ToolRM.Numerics;

/// <summary>
/// A stream of random numbers that depends on the run's seed, an item's id and a sample index alone, so that the draw of any
/// item can be made again without the others.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood 2014), started at a mix of seed, FNV-1a hash (64 bits) of the id's UTF-8 bytes and sample
/// index. The same on every platform and version. Not for secrets. Not safe for concurrent calls.
/// </remarks>
public sealed class SeededRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15; // 2^64 / golden ratio

    private ulong _state;

    internal SeededRandom(ulong state) => _state = state;

    /// <summary>The stream of one item.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="itemId">The item's id, or what the numbers are for, such as <c>bootstrap</c>.</param>
    /// <param name="sample">Which of the item's samples, from 0.</param>
    public static SeededRandom Of(long seed, string itemId, int sample = 0)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        // Each part is mixed before the next is added: seed 1 with sample 2 shares nothing with seed 2 with sample 1.
        var state = Mix(unchecked((ulong)seed + Step));
        state = Mix(state ^ Hash(itemId));
        return new(Mix(unchecked(state + ((ulong)sample + 1) * Step)));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(unchecked(_state += Step));

    /// <summary>A number from 0 (inclusive) to 1 (exclusive), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1, each equally likely.</summary>
    /// <param name="count">How many there are; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is nothing to choose from.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // Lemire 2019: the high half of a product; the few low halves that would favour some numbers are drawn again.
        var wide = Math.BigMul(NextBits(), (ulong)count, out var low);
        if (low < (ulong)count)
        {
            var unfair = unchecked(0UL - (ulong)count) % (ulong)count;
            while (low < unfair) wide = Math.BigMul(NextBits(), (ulong)count, out low);
        }
        return (int)wide;
    }

    /// <summary>Puts items into random order, every order equally likely.</summary>
    /// <param name="items">The items; changed in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var unit in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ unit) * 0x100000001B3UL);
        return hash;
    }

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
