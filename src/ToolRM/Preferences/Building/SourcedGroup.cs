using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;

namespace ToolRM.Preferences.Building;

/// <summary>Candidates of one prompt, with the data set that they belong to.</summary>
/// <param name="Group">The candidates.</param>
/// <param name="Source">Name of the data set, such as <c>snips</c>.</param>
/// <param name="Licence">The data set's licence; null when unknown.</param>
public sealed record SourcedGroup(CandidateGroup Group, string Source, string? Licence = null)
{
    /// <summary>Reads files of candidates, one after the other.</summary>
    /// <param name="paths">Files of toolrm/candidates@1.</param>
    /// <param name="references">References by id, for rows that carry none; null when all do.</param>
    /// <returns>
    /// The groups. The source is the row's column <c>source</c>, else its file's name, or the folder's where the file is called
    /// <c>candidates</c>; the licence is the row's column <c>licence</c>.
    /// </returns>
    /// <exception cref="DataFormatException">A file is missing or malformed, or an id stands twice in a file; thrown while enumerating.</exception>
    public static IEnumerable<SourcedGroup> ReadFiles(IEnumerable<string> paths, IReadOnlyDictionary<string, Reference>? references = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.SelectMany(path => ReadFile(path, references));
    }

    /// <summary>Reads the references of task rows (the data kit's <c>train/</c>), by id.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="DataFormatException">A file is missing or malformed, or two rows of an id have different references.</exception>
    public static IReadOnlyDictionary<string, Reference> ReadReferences(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var references = new Dictionary<string, Reference>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            using var reader = JsonLinesReader.Open(path);
            while (reader.Read())
            {
                var row = TaskRow.Read(reader.Parse(), reader.Where);
                if (references.TryAdd(row.Id, row.Reference) || references[row.Id] == row.Reference) continue;
                throw new DataFormatException($"{reader.Where}: expected one reference per id, found a second one of \"{row.Id}\". Make the ids unique");
            }
        }
        return references;
    }

    private static IEnumerable<SourcedGroup> ReadFile(string path, IReadOnlyDictionary<string, Reference>? references)
    {
        var (seen, name) = (new HashSet<string>(StringComparer.Ordinal), NameOf(path));
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var row = reader.Parse();
            if (row is MapValue map && map["candidates"] is null && map["calls"] is not null)
            {
                throw new DataFormatException($"{reader.Where}: expected a row of {CandidatesJson.Schema}, found a task without candidates. Make wrong calls with 'toolrm corrupt', or name the file with --references");
            }
            var group = CandidatesJson.Read(row, reader.Where);
            if (!seen.Add(group.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{group.Id}\". Make the ids unique");
            if (group.Reference is null && references?.GetValueOrDefault(group.Id) is { } reference) group = group with { Reference = reference };
            yield return new(group, Text(row, "source") ?? name, Text(row, "licence"));
        }
    }

    private static string? Text(ArgumentValue row, string column) => (((MapValue)row)[column] as TextValue)?.Value;

    private static string NameOf(string path)
    {
        var name = Path.GetFileName(path).Split('.')[0];
        return name == "candidates" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)) ?? name) : name;
    }
}
