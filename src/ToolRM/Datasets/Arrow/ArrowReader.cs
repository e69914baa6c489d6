using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>
/// Reads the rows of an Arrow IPC stream, which is what Hugging Face's <c>datasets</c> stores as <c>.arrow</c>, or of an Arrow
/// file, in memory of the largest batch. Rows are values as from JSON: a struct is a map, a null is null.
/// </summary>
/// <remarks>
/// Source: Arrow's columnar format, metadata versions 4 and 5. Read are null, bool, integers, float32 and float64, utf8, list
/// (both also with 64-bit offsets), struct and dictionaries of these; other types and compressed batches are refused by name.
/// Damaged bytes give a <see cref="DataFormatException"/> and cannot ask for more memory than the file has bytes.
/// A stream without its end mark is refused: it is what an interrupted writer leaves. One thread at a time.
/// </remarks>
public sealed class ArrowReader : IDisposable
{
    // "ARROW1" and two zeros; then the messages of a stream, of which some writers leave the schema out, then a footer.
    private static ReadOnlySpan<byte> FileMark => "ARROW1\0\0"u8;

    private readonly Stream _stream;
    private readonly Dictionary<long, List<ArgumentValue>> _dictionaries = [];
    private readonly ValueList<ArrowField> _fields;
    private ArrowColumn[] _columns = [];
    private readonly long _end; // where an Arrow file's footer begins
    private int _next, _rows;
    private bool _ended;

    private ArrowReader(Stream stream, string source)
    {
        (_stream, Source, _end) = (stream, source, long.MaxValue);
        Span<byte> start = stackalloc byte[8];
        var isFile = start[..stream.ReadAtLeast(start, 8, throwOnEndOfStream: false)].SequenceEqual(FileMark);
        stream.Position = 0;
        if (isFile)
        {
            (_fields, _end) = ArrowFooter.Read(stream, source);
            stream.Position = FileMark.Length;
            return;
        }
        var first = ArrowMessage.Read(stream, source) ?? throw new DataFormatException($"{source}: expected an Arrow schema, found an empty stream. Fetch or write the file again");
        if (first.Kind != ArrowMessage.Schema) throw new DataFormatException($"{source}: expected an Arrow schema at the start, found another message. Fetch or write the file again");
        _fields = new ArrowSchema(source).Fields(first.Header);
    }

    /// <summary>Name of the file, for messages.</summary>
    public string Source { get; }

    /// <summary>Number of the row that was read last, from 1; 0 before the first.</summary>
    public long RowNumber { get; private set; }

    /// <summary>File and row, such as <c>rows.arrow:12</c>.</summary>
    public string Where => string.Create(CultureInfo.InvariantCulture, $"{Source}:{RowNumber}");

    /// <summary>Names of the columns, in the file's order.</summary>
    public ValueList<string> Columns => _fields.Select(one => one.Name).ToValueList();

    /// <summary>The row that was read last; stays.</summary>
    /// <exception cref="DataFormatException">A text of the row is not UTF-8, or an index is outside its dictionary.</exception>
    public MapValue Row
    {
        get
        {
            try
            {
                return ArrowStructColumn.Row(_fields, _columns, _next - 1);
            }
            catch (DataFormatException error)
            {
                throw new DataFormatException($"{Where}: {error.Message}", error);
            }
        }
    }

    /// <summary>Whether a file's first bytes are those of an Arrow stream or file.</summary>
    /// <param name="start">The first bytes, at least 4 where the file has them.</param>
    /// <remarks>Streams from before Arrow 0.15 (2019) begin with a length and cannot be told from other files; <see cref="Open(string)"/> reads them.</remarks>
    public static bool IsArrow(ReadOnlySpan<byte> start) => start is [0xff, 0xff, 0xff, 0xff, ..] || start.StartsWith(FileMark[..Math.Min(start.Length, FileMark.Length)]) && start.Length >= 6;

    /// <summary>Opens a file and reads its schema.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is not there, is no Arrow stream or file, or has columns that are not read.</exception>
    public static ArrowReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream file;
        try
        {
            file = new FileStream(path, new FileStreamOptions { BufferSize = 64 * 1024, Options = FileOptions.SequentialScan });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be read: {error.Message} Check the path", error);
        }
        return Open(file, path);
    }

    /// <summary>Reads a stream that knows its length. The reader disposes of it.</summary>
    /// <param name="stream">The stream, at its start; it can seek.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="DataFormatException">It is no Arrow stream or file, or has columns that are not read.</exception>
    public static ArrowReader Open(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        if (!stream.CanSeek) throw new ArgumentException("an Arrow stream is read from a file: lengths in it are checked against the file's", nameof(stream));
        try
        {
            return new(stream, source);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False at the end mark.</returns>
    /// <exception cref="DataFormatException">The file is cut or damaged here, or its rows are compressed.</exception>
    public bool Read()
    {
        while (_next == _rows)
        {
            if (_ended || _stream.Position >= _end) return false;
            var where = RowNumber == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}, behind row {RowNumber}");
            if (ArrowMessage.Read(_stream, where) is not { } message)
            {
                _ended = true;
                return false;
            }
            if (message.Kind == ArrowMessage.Schema && RowNumber == 0 && _end < long.MaxValue) continue; // the footer has it too
            if (message.Kind == ArrowMessage.Schema) throw new DataFormatException($"{where}: expected rows, found a second schema. Fetch or write the file again");
            if (message.Kind == ArrowMessage.Dictionary) AddDictionary(message, where);
            else (_next, (_columns, _rows)) = (0, ArrowBatch.Read(message.Header, message.Body, _fields, _dictionaries, where));
        }
        _next++;
        RowNumber++;
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void AddDictionary(ArrowMessage message, string where)
    {
        var id = message.Header.Long(0);
        var field = Of(_fields, id) ?? throw message.Header.Metadata.Damaged(FormattableString.Invariant($"a dictionary {id} that no column uses"));
        var (columns, rows) = ArrowBatch.Read(message.Header.RequiredTable(1, "values of a dictionary"), message.Body, [field with { Dictionary = null }], _dictionaries, where);
        var values = new List<ArgumentValue>(rows);
        for (var i = 0; i < rows; i++) values.Add(columns[0].At(i));
        // A delta goes behind what is there; else the dictionary is replaced for the batches to come.
        if (message.Header.Byte(2) != 0 && _dictionaries.TryGetValue(id, out var there)) values.InsertRange(0, there);
        _dictionaries[id] = values;
    }

    private static ArrowField? Of(ValueList<ArrowField> fields, long id)
    {
        foreach (var field in fields)
        {
            if (field.Dictionary?.Id == id) return field;
            if (Of(field.Children, id) is { } found) return found;
        }
        return null;
    }
}
