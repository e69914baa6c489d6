using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;

namespace ToolRM.Evaluation.Pools;

/// <summary>A folder in the form of the data kit's <c>fcrb-dev</c>: finds and reads its files, gzip-compressed or plain.</summary>
internal sealed class KitFolder
{
    private readonly string _folder;
    private readonly List<SourceFile> _files = [];

    public KitFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) throw new DataFormatException($"{folder}: there is no such folder. Name the folder that holds questions.jsonl.gz and pool.jsonl.gz");
        _folder = folder;
    }

    /// <summary>Files that were read, with their hashes.</summary>
    public ValueList<SourceFile> Files => _files.ToValueList();

    /// <summary>
    /// What reports call the data. Rows in this form are the kit's rebuild or were built as it was; they are never the
    /// published benchmark.
    /// </summary>
    public string Title
    {
        get
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder)));
            return "FC-RewardBench rebuild, " + (name == "fcrb-dev" ? "dev half" : name);
        }
    }

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The rows of a file.</summary>
    /// <param name="name">Its name without ending, such as <c>pool</c>.</param>
    /// <param name="read">Makes a row of a value and its place.</param>
    public List<T> Read<T>(string name, Func<ArgumentValue, string, T> read)
    {
        var path = Find(name)
            ?? throw new DataFormatException($"{_folder}: expected {name}.jsonl.gz or {name}.jsonl, found neither. Name a folder in the form of the data kit's fcrb-dev");
        var rows = new List<T>();
        using (var reader = JsonLinesReader.Open(path))
        {
            while (reader.Read()) rows.Add(read(reader.Parse(), reader.Where));
        }
        _files.Add(SourceFile.Of(path) with { Rows = rows.Count });
        return rows;
    }

    /// <summary>Models whose weights are open, sorted; null without a <c>models</c> file.</summary>
    public ValueList<string>? OpenModels() => !Has("models") ? null : Read("models", static (row, where) =>
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        return (Model: node.Required("model").Text(), IsOpen: node.Required("weights").Word(("open", true), ("closed", false)));
    }).Where(row => row.IsOpen).Select(row => row.Model).Order(StringComparer.Ordinal).ToValueList();

    /// <summary>A candidate id from a position.</summary>
    public static string OutputId(int index) => index.ToString(CultureInfo.InvariantCulture);

    private string? Find(string name)
    {
        foreach (var ending in (ReadOnlySpan<string>)[".jsonl.gz", ".jsonl"])
        {
            var path = Path.Combine(_folder, name + ending);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
