using ToolRM.Conversations;
using ToolRM.Datasets.Arrow;

namespace ToolRM.Datasets;

/// <summary>Rows of a file, JSON Lines (plain or gzip) or Arrow, told by its first bytes or the name's end <c>.arrow</c>.</summary>
/// <remarks>One thread at a time.</remarks>
public sealed class RowReader : IDisposable
{
    private readonly JsonLinesReader? _lines;
    private readonly ArrowReader? _arrow;

    private RowReader(JsonLinesReader? lines, ArrowReader? arrow) => (_lines, _arrow) = (lines, arrow);

    /// <summary>Number of the line or row that was read last, from 1; 0 before the first.</summary>
    public long Number => _arrow?.RowNumber ?? _lines!.LineNumber;

    /// <summary>File and number, such as <c>rows.jsonl:12</c>.</summary>
    public string Where => _arrow?.Where ?? _lines!.Where;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read lines; null for the defaults.</param>
    /// <exception cref="DataFormatException">It is not there or cannot be read, or its start is wrong.</exception>
    public static RowReader Open(string path, JsonLinesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsArrow(path)) return new(JsonLinesReader.Open(path, options), null);
        return new(null, ArrowReader.Open(path));
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DataFormatException">The file is damaged here, or has no row.</exception>
    public bool Read()
    {
        if (_arrow is not null)
        {
            if (_arrow.Read()) return true;
            return _arrow.RowNumber > 0 ? false : throw new DataFormatException($"{_arrow.Source}: expected at least one row, found none. Check how the file was made");
        }
        if (!_lines!.Read()) return false;
        if (_lines.LineNumber == 1 && _lines.Text.TrimStart().StartsWith('['))
            throw new DataFormatException($"{Where}: expected one row per line, found a JSON array. Write one row per line, for instance with jq -c '.[]'");
        return true;
    }

    /// <summary>The row's value.</summary>
    /// <param name="dialect">What is accepted of JSON; data files are mostly written by Python.</param>
    /// <exception cref="DataFormatException">The line is not JSON, or a text of the row is not UTF-8.</exception>
    public ArgumentValue Parse(JsonDialect dialect = JsonDialect.Python) => _arrow?.Row ?? _lines!.Parse(dialect);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _lines?.Dispose();
        _arrow?.Dispose();
    }

    private static bool IsArrow(string path)
    {
        if (path.EndsWith(".arrow", StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
            // Devices and pipes can be read once only; they are lines.
            if (!File.Exists(path) || File.GetAttributes(path).HasFlag(FileAttributes.Device)) return false;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (!file.CanSeek) return false;
            Span<byte> start = stackalloc byte[8];
            return ArrowReader.IsArrow(start[..file.ReadAtLeast(start, 8, throwOnEndOfStream: false)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // the reader of lines says what is wrong
        }
    }
}
