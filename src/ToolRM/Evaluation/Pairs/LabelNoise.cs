using ToolRM.Conversations;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Questions whose accepted answers are known to be doubtful; accuracy is given with and without them.</summary>
/// <remarks>Source: toolrm 5. The built-in list holds the ids named there, not all that were reported.</remarks>
public sealed class LabelNoise
{
    private const string Resource = "ToolRM.Evaluation.Pairs.known-label-noise.txt";

    private readonly HashSet<string> _ids;

    private LabelNoise(string source, IEnumerable<string> ids) => (Source, _ids) = (source, [.. ids.Select(BaseId)]);

    /// <summary>The list that is part of ToolRM.</summary>
    public static LabelNoise Known { get; } = ReadKnown();

    /// <summary>Where the list came from.</summary>
    public string Source { get; }

    /// <summary>Number of ids.</summary>
    public int Count => _ids.Count;

    /// <summary>Reads a list of one id a line; <c>#</c> starts a comment.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file is missing or has no ids.</exception>
    public static LabelNoise Read(string path)
    {
        if (!File.Exists(path)) throw new DataFormatException($"--noise-ids: there is no file \"{path}\". Name a text file with one question id a line");
        var ids = Ids(File.ReadAllText(path));
        return ids.Count > 0 ? new(path, ids) : throw new DataFormatException($"{path}: expected one question id a line, found none. Leave --noise-ids out for the built-in list");
    }

    /// <summary>Whether a question is on the list, by its base id.</summary>
    /// <param name="questionId">The question's id, by its v3 or v4 name, with or without <c>@version</c>.</param>
    public bool Contains(string questionId) => _ids.Contains(BaseId(questionId));

    /// <summary>BFCL v3's name without a version: <c>java_94</c> of <c>simple_java_94@2024-08</c>, <c>simple_3</c> of <c>simple_python_3</c>.</summary>
    internal static string BaseId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var at = id.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) id = id[..at];
        foreach (var (newer, older) in (ReadOnlySpan<(string, string)>)[("simple_python_", "simple_"), ("simple_java_", "java_"), ("simple_javascript_", "javascript_")])
        {
            if (id.StartsWith(newer, StringComparison.Ordinal)) return older + id[newer.Length..];
        }
        return id;
    }

    private static LabelNoise ReadKnown()
    {
        using var stream = typeof(LabelNoise).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        return new("built-in list, toolrm.md 5", Ids(reader.ReadToEnd()));
    }

    private static List<string> Ids(string text) =>
        [.. text.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(id => id.Length > 0)];
}
