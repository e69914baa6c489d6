using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Bfcl;

/// <summary>A row of BFCL's result files: what a model wrote for a question, before any decoding.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Output">A text, or with native function calling a list of <c>{name: JSON text of the arguments}</c>; anything else is kept as it is, for a decoder to refuse.</param>
/// <remarks>Token counts, latencies and the like are passed over.</remarks>
public sealed record BfclResult(string Id, ArgumentValue Output)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static BfclResult Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, "See docs/formats.md, \"BFCL documents\"");
        return new(node.Required("id").Text(), node.Required("result").Value);
    }
}

/// <summary>A result file and whose it is.</summary>
/// <param name="Path">The file.</param>
/// <param name="Model">The model's folder; of several folders above the file the last that is no group such as <c>live</c>.</param>
/// <param name="Run">The folders above the model's, joined by <c>/</c>, such as a date; empty without one.</param>
/// <param name="Name">Version and category.</param>
public sealed record BfclResultFile(string Path, string Model, string Run, BfclFileName Name)
{
    // Folders that newer versions put between a model and its files.
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal) { "non_live", "live", "multi_turn", "agentic", "memory", "web_search", "format_sensitivity" };

    /// <summary>Finds the single-turn result files of a folder at any depth, sorted by path.</summary>
    /// <param name="path">A folder such as <c>result</c>, one model's folder, a checkout of a result repository, or one file.</param>
    /// <exception cref="DataFormatException">There is none.</exception>
    public static ValueList<BfclResultFile> Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) return [Of(path, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!)];
        if (!Directory.Exists(path)) throw new DataFormatException($"{path}: there is no such folder. Name a folder with result files");
        var files = Directory.EnumerateFiles(path, "BFCL_v*", SearchOption.AllDirectories)
            .Where(file => BfclFileName.Parse(file) is { IsResult: true } name && BfclQuestionSet.IsSingleTurn(name.Category))
            .Order(StringComparer.Ordinal).Select(file => Of(file, path)).ToValueList();
        return files.Count > 0
            ? files
            : throw new DataFormatException($"{path}: expected result files such as MODEL/BFCL_v3_simple_result.json, found none. Name the folder that holds the models' folders");
    }

    /// <summary>The rows, each with its origin.</summary>
    /// <exception cref="DataFormatException">The file or a row is not what it should be; thrown while enumerating.</exception>
    public IEnumerable<SourceRow<BfclResult>> Rows() => SourceRows.Read(Path, BfclResult.Read);

    private static BfclResultFile Of(string file, string root)
    {
        var name = BfclFileName.Parse(file) is { IsResult: true } parsed
            ? parsed
            : throw new DataFormatException($"{file}: expected a name such as BFCL_v3_simple_result.json, which gives the category. Rename the file, and put it into a folder with the model's name");
        var folders = Split(System.IO.Path.GetRelativePath(System.IO.Path.GetFullPath(root), System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!));
        // Files right in the folder that was named: the folder is the model's (or a group in it).
        if (folders.Count == 0) folders = [.. Split(System.IO.Path.GetFullPath(root)).TakeLast(1)];
        return folders.Count == 0
            ? throw new DataFormatException($"{file}: expected a folder with the model's name above the file. Name the folder above")
            : new(file, folders[^1], string.Join('/', folders[..^1]), name);
    }

    private static List<string> Split(string path) =>
        [.. path.Split('/', '\\').Where(part => part.Length > 0 && part != "." && part != "result" && !Groups.Contains(part))];
}
