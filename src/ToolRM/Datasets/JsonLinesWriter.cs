using System.IO.Compression;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Datasets;

/// <summary>
/// Writes a whole JSON Lines file: first under a temporary name beside the target (<c>NAME.part</c>), moved to the target by
/// <see cref="Complete"/>. So the target is either absent, the old file, or complete. Compressed when the name ends in <c>.gz</c>.
/// </summary>
/// <remarks>One thread at a time. For output that must survive a killed process line by line a run directory appends.</remarks>
public sealed class JsonLinesWriter : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly GZipStream? _compressor;
    private readonly StreamWriter _writer;
    private bool _closed;

    private JsonLinesWriter(string path)
    {
        _path = path;
        _temporary = path + ".part";
        try
        {
            _file = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{_temporary}: cannot be written: {error.Message} Check the folder and that no other run writes there", error);
        }
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) _compressor = new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true);
        _writer = new StreamWriter((Stream?)_compressor ?? _file, Utf8, 128 * 1024, leaveOpen: true) { NewLine = "\n" };
    }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Starts a file.</summary>
    /// <param name="path">The target; an old file there is replaced on completion.</param>
    /// <exception cref="DataFormatException">The folder cannot be written to, or another writer has the same target open.</exception>
    public static JsonLinesWriter Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(path);
    }

    /// <summary>Writes a value as one line.</summary>
    /// <param name="row">The value.</param>
    public void Write(ArgumentValue row) => WriteLine(ArgumentJson.Write(row));

    /// <summary>Writes a text that is JSON without line breaks as one line.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ArgumentException">The text has a line break, which would make two rows of it.</exception>
    public void WriteLine(ReadOnlySpan<char> json)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (json.IndexOfAny('\n', '\r') is >= 0 and var position)
        {
            throw new ArgumentException($"a row is one line, and this one has a line break at {position}", nameof(json));
        }
        _writer.Write(json);
        _writer.Write('\n');
        Rows++;
    }

    /// <summary>Ends the file, brings it to the disk and gives it its name.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _closed = true;
        _writer.Dispose();
        _compressor?.Dispose();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Gives the file up when it was not completed: the temporary file is removed, the target left as it was.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _writer.Dispose();
        _compressor?.Dispose();
        _file.Dispose();
        File.Delete(_temporary);
    }
}
