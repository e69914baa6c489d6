using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Golden;

/// <summary>The files of <c>examples/data</c>, and how those that follow from others are made.</summary>
internal static class ExampleFiles
{
    public const string Folder = "examples/data/";

    /// <summary>What reports call the data.</summary>
    private const string Title = "ToolRM examples";

    public static IReadOnlyList<ArgumentValue> Tools { get; } = [.. ((ListValue)JsonParse.Of(Repository.Read(Folder + "tools.json")).Value!).Items];

    /// <summary>The rows of <c>tasks.jsonl</c> with the keys that no noun holds: <c>label</c> and <c>note</c> of a candidate.</summary>
    public static IReadOnlyList<MapValue> Rows { get; } = Read("tasks.jsonl");

    public static IReadOnlyList<CandidateGroup> Tasks { get; } = [.. Rows.Select(row => CandidatesJson.Read(row, "tasks.jsonl"))];

    public static IReadOnlyList<MapValue> Read(string name)
    {
        using var reader = JsonLinesReader.Open(Path.Combine(Repository.Root, Folder, name));
        var rows = new List<MapValue>();
        while (reader.Read()) rows.Add((MapValue)reader.Parse());
        return rows;
    }

    public static IEnumerable<MapValue> Candidates(MapValue row) => ((ListValue)row["candidates"]!).Items.Cast<MapValue>();

    public static string? Text(MapValue map, string key) => (map[key] as TextValue)?.Value;

    public static string ToolName(ArgumentValue tool) => Text((MapValue)((MapValue)tool)["function"]!, "name")!;

    /// <summary><c>tasks.jsonl</c> with the offered tools as <c>tools.json</c> has them: a tool is edited there alone.</summary>
    public static string WriteTasks()
    {
        var byName = Tools.ToDictionary(ToolName);
        return Lines(Rows.Select(row => new MapValue(row.Entries
            .Select(entry => entry.Key == "tools"
                ? new MapEntry("tools", new ListValue(((ListValue)entry.Value).Items.Select(tool => byName[ToolName(tool)]).ToValueList()))
                : entry)
            .ToValueList())));
    }

    /// <summary>
    /// <c>pairs.jsonl</c>: of every task the first right reply against the first wrong reply of each label. A reply that
    /// cannot be decoded has <c>rejected</c> null and its text.
    /// </summary>
    public static string WritePairs() => Lines(Rows.SelectMany(row =>
    {
        var candidates = Candidates(row).OrderBy(candidate => Text(candidate, "id"), StringComparer.Ordinal).ToArray(); // right-1 comes first
        return candidates.Where(candidate => candidate["label"] is not null).DistinctBy(candidate => candidate["label"]).Select(wrong => Pair(row, candidates[0], wrong));
    }));

    private static MapValue Pair(MapValue row, MapValue right, MapValue wrong)
    {
        var id = Text(row, "id")!;
        var isUndecodable = Text(wrong, "label") == "incorrect_output_format";
        return new MapBuilder()
            .Add("id", $"{id}/{Text(wrong, "id")}")
            .Add("question_id", id)
            .Add("group", id)
            .Add("dataset", Title)
            .Add("category", id[..id.LastIndexOf('-')])
            .Add("error_type", wrong["label"])
            .Add("messages", row["messages"])
            .Add("tools", row["tools"])
            .Add("chosen", right["calls"])
            .Add("chosen_text", Words(right))
            .Add("rejected", isUndecodable ? ArgumentValue.Null : wrong["calls"])
            .Add("rejected_text", Words(wrong))
            .Add("reference", row["reference"])
            .ToMap();
    }

    /// <summary>A reply's text where it has no calls; beside calls there are no words in these replies.</summary>
    private static ArgumentValue? Words(MapValue candidate) => ((ListValue)candidate["calls"]!).Items.Count == 0 ? candidate["text"] : null;

    private static string Lines(IEnumerable<MapValue> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.Append(ArgumentJson.Write(row)).Append('\n');
        return text.ToString();
    }
}
