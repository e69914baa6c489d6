using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Runs;

/// <summary>
/// One of n parts of a run's items, for n processes that know nothing of each other. Which part an item belongs to follows from its
/// id alone: not from its place, nor from the other items.
/// </summary>
/// <remarks>The first 8 bytes of SHA-256 of the id's UTF-8, little-endian, modulo n: 0 is part 1. The same on every platform and version.</remarks>
public readonly record struct Shard
{
    /// <summary>Name of the option in a run's plan; absent when a run is of all items.</summary>
    public const string OptionName = "shard";

    private const int MostShards = 100_000;

    /// <summary>One of n parts.</summary>
    /// <param name="index">Which, from 1.</param>
    /// <param name="count">How many there are, 1 to 100,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostShards);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        (Index, Count) = (index, count);
    }

    /// <summary>Which part, from 1.</summary>
    public int Index { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>Reads <c>i/n</c>, i from 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">Option or place, for the message.</param>
    /// <exception cref="DataFormatException">It is something else.</exception>
    public static Shard Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } index && Number(parts[1]) is { } count && count is >= 1 and <= MostShards && index >= 1 && index <= count
            ? new(index, count)
            : throw new DataFormatException($"{where}: expected i/n with i from 1 to n, such as 1/8, found \"{text}\". Kubernetes counts from 0: add 1 to JOB_COMPLETION_INDEX");
    }

    /// <summary>Whether an item belongs to this part.</summary>
    /// <param name="id">The item's id.</param>
    public bool Holds(string id) => IndexOf(id, Count) == Index;

    /// <summary>The part that an item belongs to, from 1.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="count">How many parts there are.</param>
    public static int IndexOf(string id, int count)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return 1 + (int)(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % (ulong)count);
    }

    /// <summary>As it is written: <c>i/n</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
