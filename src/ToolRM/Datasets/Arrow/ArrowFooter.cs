using System.Buffers.Binary;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>The footer of an Arrow file: the schema, and where the messages end. Its list of blocks is not needed to read forwards.</summary>
internal static class ArrowFooter
{
    private static ReadOnlySpan<byte> Mark => "ARROW1"u8;

    /// <summary>Reads the footer: a table, its length in four bytes, and the mark.</summary>
    public static (ValueList<ArrowField> Fields, long Start) Read(Stream stream, string source)
    {
        Span<byte> tail = stackalloc byte[10];
        stream.Position = Math.Max(0, stream.Length - tail.Length);
        if (stream.Length < 2 * tail.Length || stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false) < tail.Length || !tail[4..].SequenceEqual(Mark))
            throw new DataFormatException($"{source}: expected the end of an Arrow file, found other bytes: it is cut off, or its writer was not closed. Fetch or write it again");
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        var start = stream.Length - tail.Length - length;
        if (length < 0 || start < 0) throw new DataFormatException(FormattableString.Invariant($"{source}: expected a footer, found a length of {length} bytes in a file of {stream.Length}. Fetch or write it again"));
        stream.Position = start;
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return (new ArrowSchema(source).Fields(new ArrowMetadata(bytes, source).Root.RequiredTable(1, "schema")), start);
    }
}
