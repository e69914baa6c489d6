using System.IO.Compression;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Datasets;

namespace ToolRM.Tests.Datasets;

public class JsonLinesReaderTests
{
    private static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var target = new MemoryStream();
        using (var compressor = new GZipStream(target, level, leaveOpen: true)) compressor.Write(bytes);
        return target.ToArray();
    }

    private static JsonLinesReader Reader(byte[] bytes, JsonLinesOptions? options = null) =>
        JsonLinesReader.Open(new MemoryStream(bytes), "rows.jsonl", options);

    private static string Failure(byte[] bytes, JsonLinesOptions? options = null)
    {
        using var reader = Reader(bytes, options);
        return Assert.Throws<DataFormatException>(() => reader.Lines().Count()).Message;
    }

    [Theory]
    [InlineData("{}\n[1]\n")]
    [InlineData("{}\n[1]")]
    [InlineData("{}\r\n[1]\r\n")]
    public void LineEndsDoNotMatter(string text)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Gzip(Encoding.UTF8.GetBytes(text)) })
        {
            using var reader = Reader(bytes);
            Assert.Equal([new JsonLine("rows.jsonl", 1, "{}"), new JsonLine("rows.jsonl", 2, "[1]")], reader.Lines());
        }
    }

    [Fact]
    public void BlankLinesCountButAreNoRows()
    {
        using var reader = Reader("\n {}\n\t\n\n1\n \n"u8.ToArray());
        Assert.Equal([(2L, " {}"), (5L, "1")], reader.Lines().Select(line => (line.Number, line.Text)));
    }

    [Fact]
    public void OneByteAtATime_GivesTheSameLines()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"é\": \"東京\"}\n\ud83d\ude00\n");
        using var reader = JsonLinesReader.Open(new TricklingStream(bytes), "stdin");
        Assert.Equal(["{\"é\": \"東京\"}", "\ud83d\ude00"], reader.Lines().Select(line => line.Text));
    }

    [Fact]
    public void BytesTextAndValueAreTheSameLine()
    {
        using var reader = Reader("{\"x\": \"é\"}\n"u8.ToArray());
        Assert.True(reader.Read());
        Assert.Equal("{\"x\": \"é\"}", reader.Text.ToString());
        Assert.Equal("{\"x\": \"é\"}", Encoding.UTF8.GetString(reader.Utf8.Span));
        Assert.Equal("{\"x\":\"é\"}", reader.Parse().ToString());
        Assert.Equal("rows.jsonl:1", reader.Where);
        Assert.False(reader.Read());
    }

    [Fact]
    public void LinesAroundTheBufferSize_AreWhole()
    {
        // The buffer starts with 256 KiB: lines just below, at and above, so that ends fall on every side of a refill.
        var lengths = new[] { 262142, 262143, 262144, 262145, 1, 600_000, 3 };
        var text = string.Join('\n', lengths.Select(length => new string('1', length)));
        using var reader = Reader(Encoding.UTF8.GetBytes(text));
        Assert.Equal(lengths, reader.Lines().Select(line => line.Text.Length));
    }

    [Fact]
    public void BadJson_NamesFileLineAndCharacter()
    {
        using var reader = Reader("{}\n{\"a\": 1,}\n"u8.ToArray());
        Assert.True(reader.Read() && reader.Read());
        var message = Assert.Throws<DataFormatException>(() => reader.Parse()).Message;
        Assert.Equal("rows.jsonl:2: expected one JSON value, but expected a key in double quotes (at character 8). Write every row as JSON on one line", message);
    }

    [Fact]
    public void InvalidUtf8_NamesTheByte() => Assert.Equal(
        "rows.jsonl:2: expected UTF-8, found the byte 0xFF at byte 2 of the line. Convert the file to UTF-8",
        Failure([(byte)'1', (byte)'\n', (byte)'"', (byte)'a', 0xff, (byte)'"', (byte)'\n']));

    [Fact]
    public void ByteOrderMarksAreRefused()
    {
        Assert.StartsWith("rows.jsonl:1: expected UTF-8 without a byte order mark", Failure([0xef, 0xbb, 0xbf, (byte)'1']), StringComparison.Ordinal);
        Assert.StartsWith("rows.jsonl:1: expected UTF-8, found the byte order mark of UTF-16", Failure([0xff, 0xfe, (byte)'1', 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyFile_IsAnErrorUnlessAllowed()
    {
        foreach (var bytes in new[] { [], "\n \n"u8.ToArray(), Gzip([]) })
        {
            Assert.StartsWith("rows.jsonl: expected at least one row, found none.", Failure(bytes), StringComparison.Ordinal);
            using var reader = Reader(bytes, new() { AllowEmpty = true });
            Assert.Empty(reader.Lines());
        }
    }

    [Fact]
    public void LineOverTheLimit_IsAnError()
    {
        Assert.StartsWith("rows.jsonl:2: expected at most 4 bytes in a line", Failure("1234\n12345\n"u8.ToArray(), new() { MaximumLineBytes = 4 }), StringComparison.Ordinal);
        Assert.StartsWith("rows.jsonl:1: expected at most 4 bytes in a line", Failure(new byte[1_000_000], new() { MaximumLineBytes = 4 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)] // stored blocks: the end mark's bytes become part of a cut block
    public void GzipCutAnywhere_IsAnError(CompressionLevel level)
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"id\": \"row {i * 7919}\"}}\n"))), level);
        for (var length = 2; length < whole.Length; length++)
        {
            Assert.Contains("cut off or damaged", Failure(whole[..length]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void GzipMembersFollowEachOther()
    {
        // Members of every length around the decompressor's own buffer of 8 KiB, so that their ends fall anywhere in it.
        for (var padding = 8100; padding < 8200; padding++)
        {
            var first = Gzip(Encoding.UTF8.GetBytes(new string('1', padding) + "\n"), CompressionLevel.NoCompression);
            using var reader = Reader([.. first, .. Gzip("2\n"u8.ToArray())]);
            Assert.Equal([padding, 1], reader.Lines().Select(line => line.Text.Length));
        }
    }

    [Fact]
    public void EndMark_IsCompressed() => Assert.True(GzipEnd.Member.Span.IndexOf(GzipEnd.Mark) < 0);

    [Fact]
    public void GzipWithBytesBehindIt_IsAnError() =>
        Assert.Contains("cut off or damaged", Failure([.. Gzip("1\n"u8.ToArray()), 1, 2, 3]), StringComparison.Ordinal);

    [Fact]
    public void LongestLine_IsTheSameInGzip()
    {
        using var reader = Reader(Gzip("1234"u8.ToArray()), new() { MaximumLineBytes = 4 });
        Assert.Equal("1234", Assert.Single(reader.Lines()).Text);
        Assert.Contains("at most 3 bytes", Failure(Gzip("1234"u8.ToArray()), new() { MaximumLineBytes = 3 }), StringComparison.Ordinal);
    }

    [Fact]
    public void GzipWithAChangedByteInItsChecksum_IsAnError()
    {
        var bytes = Gzip("{}\n"u8.ToArray());
        bytes[^6] ^= 1; // the checksum stands 8 bytes before the end
        Assert.Contains("cut off or damaged", Failure(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_SaysSo()
    {
        var path = Path.Combine(Path.GetTempPath(), "toolrm-no-such-folder", "rows.jsonl");
        Assert.Equal($"{path}: there is no such file. Check the path", Assert.Throws<DataFormatException>(() => JsonLinesReader.Open(path)).Message);
        Assert.Throws<DataFormatException>(() => SourceFile.Of(path));
    }

    [Trait("Lane", "Slow")]
    [Fact]
    public void ALineOfAHundredMegabytes_IsRead()
    {
        using var reader = Reader(Encoding.UTF8.GetBytes("[\"" + new string('x', 100_000_000) + "\"]\n{}\n"));
        Assert.True(reader.Read());
        Assert.Equal(100_000_000, ((TextValue)((ListValue)reader.Parse()).Items[0]).Value.Length);
        Assert.True(reader.Read());
        Assert.Equal("{}", reader.Line.Text);
    }

    /// <summary>Gives one byte a read, as a slow pipe may.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
