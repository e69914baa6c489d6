using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Datasets;

/// <summary>A row together with where it came from.</summary>
/// <typeparam name="T">What the row was read as.</typeparam>
/// <param name="Row">The row.</param>
/// <param name="File">The file, with its hash.</param>
/// <param name="Line">Number of the line, from 1; blank lines count. Of Arrow data, number of the row.</param>
public sealed record SourceRow<T>(T Row, SourceFile File, long Line)
{
    /// <summary>File and line, such as <c>rows.jsonl:12</c>.</summary>
    public string Where => string.Create(CultureInfo.InvariantCulture, $"{File.Path}:{Line}");
}

/// <summary>Reads whole files of rows, each with its origin.</summary>
public static class SourceRows
{
    /// <summary>Reads a file of rows, JSON Lines or Arrow, row by row. The file is hashed first, so it is read twice and must not be a pipe.</summary>
    /// <typeparam name="T">What a row is read as.</typeparam>
    /// <param name="path">The file: JSON Lines, plain or gzip-compressed, or Arrow.</param>
    /// <param name="read">Reads one row; gets the row and its place, for messages.</param>
    /// <param name="options">How to read lines; null for the defaults.</param>
    /// <exception cref="DataFormatException">The file or a row is not what it should be; thrown while enumerating.</exception>
    public static IEnumerable<SourceRow<T>> Read<T>(string path, Func<ArgumentValue, string, T> read, JsonLinesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Rows(path, read, options);
    }

    private static IEnumerable<SourceRow<T>> Rows<T>(string path, Func<ArgumentValue, string, T> read, JsonLinesOptions? options)
    {
        var file = SourceFile.Of(path);
        using var reader = RowReader.Open(path, options);
        while (reader.Read()) yield return new(read(reader.Parse(), reader.Where), file, reader.Number);
    }
}
