using System.Globalization;
using System.IO.Compression;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Datasets;

/// <summary>
/// Reads a JSON Lines file line by line, plain or gzip-compressed (told by its first bytes, not by its name), in memory of
/// the longest line. Checks UTF-8; does not look at the JSON.
/// </summary>
/// <remarks>
/// Line ends are <c>\n</c> or <c>\r\n</c>; blank lines are passed over and counted. A byte order mark, invalid UTF-8, a cut or
/// damaged gzip, a line over the limit and a file without rows are a <see cref="DataFormatException"/> with file and line.
/// One thread at a time; the reader does not wait, so there is no asynchronous form: decompression is work of the processor.
/// </remarks>
public sealed class JsonLinesReader : IDisposable
{
    private readonly Stream _stream;
    private readonly JsonLinesOptions _options;
    private readonly bool _compressed;
    private byte[] _buffer = new byte[256 * 1024];
    private char[] _characters = [];
    private int _characterCount = -1; // -1: the line is not decoded yet
    private int _start;               // first byte not yet given out
    private int _end;                 // behind the last byte read
    private int _lineStart;
    private int _lineLength;
    private bool _ended;
    private bool _anyRow;

    private JsonLinesReader(Stream stream, string source, bool compressed, JsonLinesOptions options) =>
        (_stream, Source, _compressed, _options) = (stream, source, compressed, options);

    /// <summary>Name of the file, for messages.</summary>
    public string Source { get; }

    /// <summary>Number of the line that was read last, from 1; blank lines count; 0 before the first.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The line's bytes without its end: valid UTF-8. Stands until the next <see cref="Read"/>.</summary>
    public ReadOnlyMemory<byte> Utf8 => _buffer.AsMemory(_lineStart, _lineLength);

    /// <summary>The line's text without its end, in memory that stands until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> Text
    {
        get
        {
            if (_characterCount < 0)
            {
                // A byte of UTF-8 gives at most one UTF-16 unit.
                if (_characters.Length < _lineLength) _characters = new char[Math.Max(_lineLength, 64 * 1024)];
                _characterCount = Encoding.UTF8.GetChars(Utf8.Span, _characters);
            }
            return _characters.AsSpan(0, _characterCount);
        }
    }

    /// <summary>The line as a value that stays.</summary>
    public JsonLine Line => new(Source, LineNumber, Encoding.UTF8.GetString(Utf8.Span));

    /// <summary>File and line, such as <c>rows.jsonl:12</c>.</summary>
    public string Where => string.Create(CultureInfo.InvariantCulture, $"{Source}:{LineNumber}");

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="DataFormatException">The file is not there or cannot be read, or its first bytes are wrong.</exception>
    public static JsonLinesReader Open(string path, JsonLinesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream file;
        try
        {
            file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException($"{path}: there is no such file. Check the path", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be read: {error.Message} Check that it is a file that you may read", error);
        }
        return Open(file, path, options);
    }

    /// <summary>Reads a stream, such as standard input. The reader disposes of it.</summary>
    /// <param name="stream">The stream, at its start; need not seek.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="DataFormatException">Its first bytes are wrong.</exception>
    public static JsonLinesReader Open(Stream stream, string source, JsonLinesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        options ??= new();
        options.Validate();
        try
        {
            Span<byte> first = stackalloc byte[2];
            var count = stream.ReadAtLeast(first, 2, throwOnEndOfStream: false);
            var compressed = count == 2 && first is [0x1f, 0x8b];
            Stream whole = new FramedStream(first[..count].ToArray(), stream, compressed ? GzipEnd.Member : default);
            // The decompressor asks for 8 KiB at a time; the buffer makes larger reads of them.
            if (compressed) whole = new GZipStream(new BufferedStream(whole, 256 * 1024), CompressionMode.Decompress);
            return new JsonLinesReader(whole, source, compressed, options);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next line that is not blank.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DataFormatException">The file is damaged here.</exception>
    public bool Read()
    {
        while (ReadLine())
        {
            var line = Utf8.Span;
            if (LineNumber == 1 && line is [0xef, 0xbb, 0xbf, ..])
            {
                throw Error("expected UTF-8 without a byte order mark, found the mark EF BB BF. Save the file without it");
            }
            if (LineNumber == 1 && line is ([0xff, 0xfe, ..] or [0xfe, 0xff, ..]))
            {
                throw Error("expected UTF-8, found the byte order mark of UTF-16. Save the file as UTF-8");
            }
            if (!Utf8Validity(line, out var position))
            {
                throw Error(string.Create(CultureInfo.InvariantCulture,
                    $"expected UTF-8, found the byte 0x{line[position]:X2} at byte {position} of the line. Convert the file to UTF-8"));
            }
            if (IsBlank(line)) continue;
            _anyRow = true;
            return true;
        }
        if (!_anyRow && !_options.AllowEmpty)
        {
            throw new DataFormatException($"{Source}: expected at least one row, found none. Check how the file was made");
        }
        return false;
    }

    /// <summary>The rest of the lines, each as a value that stays.</summary>
    /// <exception cref="DataFormatException">The file is damaged; thrown while enumerating.</exception>
    public IEnumerable<JsonLine> Lines()
    {
        while (Read()) yield return Line;
    }

    /// <summary>The line's value, read without making a text of the line first.</summary>
    /// <param name="dialect">What is accepted; data files are mostly written by Python.</param>
    /// <exception cref="DataFormatException">The line is not JSON; the message names file, line and character.</exception>
    public ArgumentValue Parse(JsonDialect dialect = JsonDialect.Python)
    {
        var parse = JsonParse.Of(Text, dialect);
        return parse.Value ?? JsonLine.Parse(Text, dialect, Where); // the second reading throws, with the place
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private bool ReadLine()
    {
        _characterCount = -1;
        var searched = 0;
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var length = unread[searched..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                Take(searched + length, skip: 1);
                return true;
            }
            searched = unread.Length;
            if (searched > _options.MaximumLineBytes + GzipEnd.Mark.Length) throw TooLong();
            if (_ended)
            {
                if (unread.IsEmpty) { _lineLength = 0; return false; }
                Take(searched, skip: 0);
                return true;
            }
            Fill();
            searched = Math.Min(searched, _end - _start); // the end mark may have been taken off
        }
    }

    private void Take(int length, int skip)
    {
        if (length > _options.MaximumLineBytes) throw TooLong();
        LineNumber++;
        _lineStart = _start;
        _start += length + skip;
        _lineLength = length > 0 && _buffer[_lineStart + length - 1] == (byte)'\r' ? length - 1 : length;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        // Doubling, so a line of n bytes costs at most 2n of copying; the limit is checked before it grows again.
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        int count;
        try
        {
            count = _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
        catch (IOException error)
        {
            throw new DataFormatException($"{NextLine}: cannot be read further: {error.Message} Check the disk or the pipe", error);
        }
        _end += count;
        if (count > 0) return;
        _ended = true;
        if (!_compressed) return;
        if (!_buffer.AsSpan(_start, _end - _start).EndsWith(GzipEnd.Mark)) throw Damaged(null);
        _end -= GzipEnd.Mark.Length;
    }

    private string NextLine => string.Create(CultureInfo.InvariantCulture, $"{Source}:{LineNumber + 1}");

    private DataFormatException Damaged(Exception? error) =>
        new($"{NextLine}: expected gzip data to its end, but it is cut off or damaged. Make or copy the file again", error!);

    private DataFormatException TooLong() => new(string.Create(CultureInfo.InvariantCulture,
        $"{NextLine}: expected at most {_options.MaximumLineBytes} bytes in a line, found more. Check that the file has one row a line, or raise the limit"));

    private DataFormatException Error(string problem) => new($"{Where}: {problem}");

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    private static bool Utf8Validity(ReadOnlySpan<byte> line, out int position)
    {
        position = 0;
        if (System.Text.Unicode.Utf8.IsValid(line)) return true;
        while (Rune.DecodeFromUtf8(line[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done) position += consumed;
        return false;
    }
}
