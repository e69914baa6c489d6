using System.Buffers.Binary;
using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>One message of a stream: its metadata, and the body's bytes.</summary>
/// <param name="Kind">1 schema, 2 dictionary, 3 rows.</param>
/// <param name="Header">The table of that kind.</param>
/// <param name="Body">The bytes that the header's buffers lie in.</param>
internal sealed record ArrowMessage(byte Kind, ArrowTable Header, byte[] Body)
{
    public const byte Schema = 1, Dictionary = 2, Rows = 3;

    private const int Continuation = -1;

    /// <summary>
    /// Reads the next message; null at the end mark. Streams from before Arrow 0.15 have no continuation mark before the length;
    /// both forms are read.
    /// </summary>
    /// <exception cref="DataFormatException">The stream is cut or damaged, or ends without its mark.</exception>
    public static ArrowMessage? Read(Stream stream, string where)
    {
        Span<byte> word = stackalloc byte[4];
        var count = stream.ReadAtLeast(word, 4, throwOnEndOfStream: false);
        if (count < 4) throw new DataFormatException($"{where}: expected the end mark of the Arrow stream, found the end of the file: it is cut off, or its writer was not closed. Fetch or write it again");
        var length = BinaryPrimitives.ReadInt32LittleEndian(word);
        if (length == Continuation)
        {
            Fill(stream, word, where);
            length = BinaryPrimitives.ReadInt32LittleEndian(word);
        }
        if (length == 0) return null;
        var metadata = new ArrowMetadata(Bytes(stream, length, where), where);
        var message = metadata.Root;
        // Version 4 is that of Arrow 0.8 (2017) and later, 5 of Arrow 1.0.
        if (message.Short(0) is not (3 or 4)) throw metadata.Damaged(FormattableString.Invariant($"version {message.Short(0) + 1}, read are 4 and 5"));
        var kind = message.Byte(1);
        if (kind is < Schema or > Rows) throw metadata.Damaged(FormattableString.Invariant($"a message of kind {kind}, which holds no rows"));
        return new(kind, message.RequiredTable(2, "header"), Bytes(stream, message.Long(3), where));
    }

    /// <summary>A length is believed only when the file is that long, so that a damaged one cannot ask for memory.</summary>
    private static byte[] Bytes(Stream stream, long length, string where)
    {
        if (length < 0 || length > Array.MaxLength || length > stream.Length - stream.Position)
        {
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture,
                $"{where}: expected {length} bytes, the file has {stream.Length - stream.Position} more: it is cut off or damaged, or no Arrow file. Fetch or write it again"));
        }
        var bytes = new byte[length];
        Fill(stream, bytes, where);
        return bytes;
    }

    private static void Fill(Stream stream, Span<byte> bytes, string where)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new DataFormatException($"{where}: expected more of the Arrow stream, found the end of the file: it is cut off. Fetch or write it again");
    }
}
