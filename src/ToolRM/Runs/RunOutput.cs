using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;

namespace ToolRM.Runs;

/// <summary>
/// One file of a run directory, JSON Lines of which every line has an <c>id</c>. Lines go to the operating system one by one,
/// so a killed process loses at most the line it was writing.
/// </summary>
/// <remarks>
/// Safe for concurrent calls; rows stand in the order of the calls. Memory: 16 bytes of hash and a table slot (about 40 bytes)
/// per id, kept to refuse a second row with the same id and, after a resume, to know what is done.
/// </remarks>
public sealed class RunOutput : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, bool> _ids = []; // true once this process met the item
    private readonly FileStream? _file;
    private readonly string _path;

    private RunOutput(RunFile description, string path, FileStream? file) => (Description, _path, _file) = (description, path, file);

    /// <summary>Name and schema.</summary>
    public RunFile Description { get; }

    /// <summary>Rows in the file.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of a torn last line that were cut off when the file was opened; 0 when there was none.</summary>
    public long CutBytes { get; private set; }

    /// <summary>Opens a file for appending: cuts a torn last line off and reads the ids of the others.</summary>
    internal static RunOutput Open(string directory, RunFile description)
    {
        var path = Path.Combine(directory, description.Name);
        FileStream file;
        try
        {
            // Written through without a buffer of its own; others may read along.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be opened: {error.Message} Check that no other run writes to this directory", error);
        }
        var output = new RunOutput(description, path, file);
        try
        {
            output.CutTornLine();
            output.ReadIds();
            file.Seek(0, SeekOrigin.End);
            return output;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A file of a complete run, which is not opened.</summary>
    internal static RunOutput Closed(string directory, RunFile description, long rows) =>
        new(description, Path.Combine(directory, description.Name), null) { Rows = rows };

    /// <summary>Whether a row of this id is in the file.</summary>
    /// <param name="id">The item's id.</param>
    public bool Contains(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_file is null) throw Complete();
        lock (_lock) return _ids.ContainsKey(Hash(id));
    }

    /// <summary>
    /// Takes an item of the input: true when its row is still to be made, false when an earlier process made it. Unlike
    /// <see cref="Contains"/> it tells an item that is done from an id that the input holds twice.
    /// </summary>
    /// <param name="id">The item's id.</param>
    /// <exception cref="DataFormatException">This process met the id before: ids of the input are not unique.</exception>
    public bool Claim(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_file is null) throw Complete();
        lock (_lock)
        {
            if (!_ids.TryGetValue(Hash(id), out var met)) return true;
            if (met) throw Repeated(id);
            _ids[Hash(id)] = true;
            return false;
        }
    }

    /// <summary>Appends a row.</summary>
    /// <param name="id">The item's id, unique in the file.</param>
    /// <param name="row">The row; without an entry <c>id</c> it gets one in front.</param>
    /// <exception cref="DataFormatException">The file has a row of this id already: ids of the input are not unique.</exception>
    public void Append(string id, MapValue row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Append([new(id, row)]);
    }

    /// <summary>Appends rows with one write; a killed process may leave the first of them.</summary>
    /// <param name="rows">Ids and rows, in order.</param>
    /// <exception cref="DataFormatException">The file has a row of one of these ids already; none is written.</exception>
    public void Append(IReadOnlyList<KeyValuePair<string, MapValue>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_file is null) throw Complete();
        var text = new StringBuilder();
        foreach (var (id, row) in rows)
        {
            ArgumentException.ThrowIfNullOrEmpty(id);
            var own = row["id"];
            if (own is not null && own != ArgumentValue.Of(id)) throw new ArgumentException($"the row has the \"id\" {own}, not \"{id}\"", nameof(rows));
            text.Append(ArgumentJson.Write(own is null ? new MapValue([new("id", ArgumentValue.Of(id)), .. row.Entries]) : row)).Append('\n');
        }
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        lock (_lock)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (_ids.TryAdd(Hash(rows[i].Key), true)) continue;
                for (var j = 0; j < i; j++) _ids.Remove(Hash(rows[j].Key));
                throw Repeated(rows[i].Key);
            }
            _file.Write(bytes);
            Rows += rows.Count;
        }
    }

    private DataFormatException Repeated(string id) =>
        new($"{_path}: expected one row per id, found a second one of \"{id}\". Make the ids of the input unique");

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    /// <summary>Brings the rows to the disk.</summary>
    internal void Flush() => _file?.Flush(flushToDisk: true);

    /// <summary>Everything behind the last line end was being written when the process died.</summary>
    private void CutTornLine()
    {
        var keep = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        for (var end = _file!.Length; end > 0 && keep == 0;)
        {
            var start = Math.Max(0, end - 64 * 1024);
            var part = buffer.AsSpan(0, (int)(end - start));
            _file.Seek(start, SeekOrigin.Begin);
            _file.ReadExactly(part);
            keep = start + part.LastIndexOf((byte)'\n') + 1;
            if (keep == start) keep = 0;
            end = start;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        CutBytes = _file.Length - keep;
        if (CutBytes > 0) _file.SetLength(keep);
    }

    private void ReadIds()
    {
        // A handle of its own: disposing of the reader closes its stream.
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var reader = JsonLinesReader.Open(file, _path, new() { AllowEmpty = true });
        while (reader.Read())
        {
            var id = DocumentNode.Root(reader.Parse(JsonDialect.Strict), reader.Where, "Start the run anew with --overwrite").Required("id").Text();
            _ids.TryAdd(Hash(id), false);
            Rows++;
        }
    }

    /// <summary>128 bits of SHA-256: equal hashes of different ids are out of reach, and an id may be long.</summary>
    private static UInt128 Hash(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private InvalidOperationException Complete() =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path} belongs to a complete run of {Rows} rows; look at RunDirectory.State first"));
}
