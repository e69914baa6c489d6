using System.Globalization;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Download;

/// <summary>The file <c>source.json</c> (schema <c>toolrm/source@1</c>) beside fetched data: what it is, whence, and its hashes.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="What">What it is.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Where">The data set or repository with its revision as asked for.</param>
/// <param name="Revision">The commit that was fetched; null when no server stated it.</param>
/// <param name="Retrieved">When the last file was fetched.</param>
/// <param name="Files">The files; paths are relative to the folder, with <c>/</c>.</param>
public sealed record SourceRecord(
    string Name, string What, string Licence, string Where, string? Revision, DateTimeOffset Retrieved, ValueList<SourceRecordFile> Files)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "source.json";

    private const string Schema = "toolrm/source@1";
    private const string NextStep = "Remove the file to fetch everything anew";

    /// <summary>Reads a folder's record; null when there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">The file is something else.</exception>
    public static SourceRecord? ReadFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        var parse = JsonParse.Of(File.ReadAllText(path, Encoding.UTF8));
        return Read(parse.Value ?? throw new DataFormatException($"{path}: expected JSON, but {parse.Error}. {NextStep}"), path);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="document">The record.</param>
    /// <param name="where">The file; for messages.</param>
    /// <exception cref="DataFormatException">It is something else.</exception>
    public static SourceRecord Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        node.Required("schema").Word((Schema, true));
        return new(
            node.Required("name").Text(), node.Required("what").Text(), node.Required("licence").Text(), node.Required("where").Text(),
            node.OptionalText("revision"),
            DateTimeOffset.TryParse(node.Required("retrieved").Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw node.Required("retrieved").Expected("a time"),
            node.Required("files").List(file => new SourceRecordFile(
                file.Required("path").Text(), file.Required("sha256").Text(), file.Required("bytes").Long(), file.Optional("rows")?.Long(), file.Required("verified").Boolean())));
    }

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    public static MapValue Write(SourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new MapBuilder()
            .Add("schema", Schema).Add("name", record.Name).Add("what", record.What).Add("licence", record.Licence)
            .Add("where", record.Where).Add("revision", record.Revision)
            .Add("retrieved", record.Retrieved.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .AddList("files", record.Files, file => new MapBuilder()
                .Add("path", file.Path).Add("sha256", file.Sha256).Add("bytes", ArgumentValue.Of(file.Bytes))
                .Add("rows", file.Rows is { } rows ? ArgumentValue.Of(rows) : null).Add("verified", ArgumentValue.Of(file.IsVerified)).ToMap())
            .ToMap();
    }

    /// <summary>Writes the record into a folder, under another name first, and moves it.</summary>
    internal void WriteFolder(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path + ".part", ArgumentJson.WriteSpaced(Write(this)) + "\n");
        File.Move(path + ".part", path, overwrite: true);
    }
}

/// <summary>A fetched file.</summary>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="Sha256">Hash in lower-case hexadecimal.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Rows">Rows, where they were fetched as rows; null otherwise.</param>
/// <param name="IsVerified">Whether the hash was stated by the server; otherwise it was recorded at the first fetch.</param>
public sealed record SourceRecordFile(string Path, string Sha256, long Bytes, long? Rows, bool IsVerified);
