using System.Buffers.Binary;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>
/// Reads FlatBuffers tables, the form of Arrow's metadata. Every place is checked against the message before it is read, so
/// damaged bytes give a <see cref="DataFormatException"/> and nothing else; what a count promises must lie in the message.
/// </summary>
/// <remarks>Format: a table starts with the signed distance back to its vtable, whose 16-bit entries say where each field lies, 0 for absent.</remarks>
internal sealed class ArrowMetadata(byte[] bytes, string where)
{
    private const int LongestName = 1024;

    public ArrowTable Root => new(this, Reference(0));

    public DataFormatException Damaged(string what) => new($"{where}: expected an Arrow message, found damaged metadata ({what}). Fetch or write the file again");

    public int Position(long position, long size) => position >= 0 && size >= 0 && position + size <= bytes.Length
        ? (int)position
        : throw Damaged("a place outside the message");

    public byte Byte(long position) => bytes[Position(position, 1)];

    public short Short(long position) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(Position(position, 2)));

    public int Int(long position) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Position(position, 4)));

    public long Long(long position) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(Position(position, 8)));

    /// <summary>The place that the unsigned distance at a position points to.</summary>
    public long Reference(long position) => position + (uint)Int(position);

    public string Text(long position)
    {
        var length = (uint)Int(position);
        // Thousands of columns may point to one text, so a long one would be many.
        if (length > LongestName) throw Damaged(FormattableString.Invariant($"a name of more than {LongestName} bytes"));
        try
        {
            return Strict.GetString(bytes, Position(position + 4, length), (int)length);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("a name that is not UTF-8");
        }
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
}

/// <summary>A table of the metadata; fields are counted from 0 in the order of Arrow's schema files.</summary>
internal readonly struct ArrowTable(ArrowMetadata metadata, long position)
{
    public ArrowMetadata Metadata => metadata;

    public byte Byte(int field, byte absent = 0) => Place(field) is { } place ? metadata.Byte(place) : absent;

    public short Short(int field) => Place(field) is { } place ? metadata.Short(place) : (short)0;

    public int Int(int field) => Place(field) is { } place ? metadata.Int(place) : 0;

    public long Long(int field) => Place(field) is { } place ? metadata.Long(place) : 0;

    public string? Text(int field) => Place(field) is { } place ? metadata.Text(metadata.Reference(place)) : null;

    public ArrowTable? Table(int field) => Place(field) is { } place ? new(metadata, metadata.Reference(place)) : null;

    public ArrowTable RequiredTable(int field, string what) => Table(field) ?? throw metadata.Damaged($"no {what}");

    /// <summary>A vector: where its items begin, and how many there are, all of which lie in the message.</summary>
    public (long Start, int Count) Vector(int field, int itemSize)
    {
        if (Place(field) is not { } place) return (0, 0);
        var at = metadata.Reference(place);
        var count = (uint)metadata.Int(at);
        metadata.Position(at + 4, (long)count * itemSize);
        return (at + 4, (int)count);
    }

    /// <summary>The tables of a vector of tables.</summary>
    public IEnumerable<ArrowTable> Tables(int field)
    {
        var (start, count) = Vector(field, 4);
        for (var i = 0; i < count; i++) yield return new(metadata, metadata.Reference(start + (4L * i)));
    }

    private long? Place(int field)
    {
        var vtable = position - metadata.Int(position);
        var entry = 4 + (2 * field);
        if (entry + 2 > (ushort)metadata.Short(vtable)) return null;
        var distance = (ushort)metadata.Short(vtable + entry);
        return distance == 0 ? null : position + distance;
    }
}
