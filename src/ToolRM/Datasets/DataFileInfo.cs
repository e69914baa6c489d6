using ToolRM.Conversations;
using ToolRM.Datasets.Download;

namespace ToolRM.Datasets;

/// <summary>What a file of rows is.</summary>
/// <param name="File">Path, hash, size, rows.</param>
/// <param name="Kind">What its rows are, by the first row's columns; null when that is no known kind.</param>
/// <param name="Columns">Its columns in the order met.</param>
/// <param name="Licence">Its licence, as the <c>source.json</c> or <c>manifest.json</c> beside or above it says; null when none does.</param>
/// <param name="Problem">Why the first unreadable row is none of its kind, with its place; null when all rows were read, or <see cref="DataKind.Read"/> is null.</param>
public sealed record DataFileInfo(SourceFile File, DataKind? Kind, ValueList<DataColumn> Columns, string? Licence, string? Problem)
{
    /// <summary>Looks through a whole file.</summary>
    /// <param name="path">The file: JSON Lines, plain or gzip-compressed, or Arrow.</param>
    /// <exception cref="DataFormatException">It cannot be read, or a row is no JSON object.</exception>
    public static DataFileInfo Of(string path)
    {
        DataKind? kind = null;
        string? problem = null;
        SourceFile? file = null;
        var rows = 0L;
        var columns = new Dictionary<string, (long Rows, HashSet<string> Kinds)>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var row in SourceRows.Read(path, (value, where) => (Value: value as MapValue
            ?? throw new DataFormatException($"{where}: expected an object, one row per line, found another kind of JSON. Check that this is a file of rows"), Where: where)))
        {
            if (rows++ == 0) (kind, file) = (DataKinds.Of(row.Row.Value), row.File);
            foreach (var (key, value) in row.Row.Value.Entries.Select(entry => (entry.Key, entry.Value)))
            {
                if (!columns.TryGetValue(key, out var column))
                {
                    order.Add(key);
                    column = (0, new(StringComparer.Ordinal));
                }
                if (value is not NullValue) column.Kinds.Add(KindOf(value));
                columns[key] = (column.Rows + (value is NullValue ? 0 : 1), column.Kinds);
            }
            if (problem is not null || kind?.Read is not { } read) continue;
            try
            {
                read(row.Row.Value, row.Row.Where);
            }
            catch (DataFormatException error)
            {
                problem = error.Message;
            }
        }
        return new(file! with { Rows = rows }, kind,
            order.Select(name => new DataColumn(name, columns[name].Rows, columns[name].Kinds.Order(StringComparer.Ordinal).ToValueList())).ToValueList(), LicenceOf(path), problem);
    }

    private static string KindOf(ArgumentValue value) => value switch
    {
        TextValue => "text",
        BooleanValue => "boolean",
        IntegerValue => "integer",
        FloatValue => "number",
        ListValue => "array",
        _ => "object",
    };

    /// <summary>The licence that our record in the file's folders names, or the data kit's manifest with its entry for the file; null when none does.</summary>
    /// <param name="path">The file.</param>
    public static string? LicenceOf(string path)
    {
        var full = Path.GetFullPath(path);
        for (var (folder, level) = (Path.GetDirectoryName(full), 0); folder is not null && level < 3; (folder, level) = (Path.GetDirectoryName(folder), level + 1))
        {
            var relative = Path.GetRelativePath(folder, full).Replace('\\', '/');
            if (System.IO.File.Exists(Path.Combine(folder, SourceRecord.FileName)))
            {
                return SourceRecord.ReadFolder(folder)!.Files.Any(file => file.Path == relative) ? SourceRecord.ReadFolder(folder)!.Licence : null;
            }
            var manifest = Path.Combine(folder, "manifest.json");
            if (System.IO.File.Exists(manifest) && JsonParse.Of(System.IO.File.ReadAllText(manifest)).Value is MapValue map
                && map["files"] is MapValue files && files[relative] is MapValue entry && entry["licence"] is TextValue licence)
            {
                return licence.Value;
            }
        }
        return null;
    }
}

/// <summary>A column of a file of rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows in which it is there and not null.</param>
/// <param name="Kinds">Kinds of its values, sorted; null left out.</param>
public sealed record DataColumn(string Name, long Rows, ValueList<string> Kinds);
