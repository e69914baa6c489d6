using System.Globalization;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;

namespace ToolRM.Runs;

/// <summary>The content of <c>run.json</c>, schema <c>toolrm/run@1</c>.</summary>
/// <param name="Tool">Which build ran.</param>
/// <param name="Plan">What it was to do.</param>
/// <param name="Started">When the run was first started.</param>
/// <param name="Ended">When it was completed; null before.</param>
/// <param name="Rows">Rows by file once complete; empty before.</param>
/// <param name="Summary">The command's own figures once complete; null when it gave none.</param>
/// <remarks>A run is complete when <c>status</c> says so; it is the last thing written, by a move.</remarks>
public sealed record RunManifest(
    ToolVersion Tool,
    RunPlan Plan,
    DateTimeOffset Started,
    DateTimeOffset? Ended = null,
    ValueList<KeyValuePair<string, long>> Rows = default,
    MapValue? Summary = null)
{
    internal const string FileName = "run.json";

    private const string Schema = "toolrm/run@1";

    /// <summary>Whether the run was carried out to its end.</summary>
    public bool IsComplete => Ended is not null;

    /// <summary>Reads a <c>run.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is not there or is something else.</exception>
    public static RunManifest Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be read: {error.Message} Check the directory", error);
        }
        var parse = JsonParse.Of(text);
        if (parse.Value is null) throw new DataFormatException($"{path}: expected JSON, but {parse.Error}. {Advice}");
        var node = DocumentNode.Root(parse.Value, path, Advice);
        node.Required("schema").Word((Schema, true));
        var tool = node.Required("tool");
        return new(
            new(tool.Required("version").Text(), tool.OptionalText("commit")),
            new(
                node.Required("command").Text(),
                node.Required("options").Map(),
                node.Required("outputs").List(output => new RunFile(output.Required("file").Text(), output.Required("schema").Text())),
                node.Required("inputs").List(input => new SourceFile(
                    input.Required("path").Text(), input.OptionalText("sha256"), input.Optional("bytes")?.Long(), input.Optional("rows")?.Long())),
                node.Optional("seed")?.Long()),
            Time(node.Required("started")),
            node.Required("status").Word(("running", false), ("complete", true)) ? Time(node.Required("ended")) : null,
            node.Optional("rows")?.Entries((name, rows) => KeyValuePair.Create(name, rows.Long())) ?? default,
            node.Optional("summary")?.Map());
    }

    /// <summary>The file's text: one line per entry, so that two runs can be compared with diff.</summary>
    public override string ToString()
    {
        var map = new MapBuilder()
            .Add("schema", Schema)
            .Add("status", IsComplete ? "complete" : "running")
            .Add("command", Plan.Command)
            .Add("tool", new MapBuilder().Add("name", "toolrm").Add("version", Tool.Version).Add("commit", Tool.Commit).ToMap())
            .Add("options", Plan.Options)
            .Add("seed", Plan.Seed is { } seed ? new IntegerValue(seed) : null)
            .AddList("inputs", Plan.Inputs, input => new MapBuilder()
                .Add("path", input.Path)
                .Add("sha256", input.Sha256)
                .Add("bytes", input.Bytes is { } bytes ? new IntegerValue(bytes) : null)
                .Add("rows", input.Rows is { } rows ? new IntegerValue(rows) : null)
                .ToMap())
            .AddList("outputs", Plan.Outputs, output => new MapBuilder().Add("file", output.Name).Add("schema", output.Schema).ToMap())
            .Add("started", Time(Started))
            .Add("ended", Ended is { } ended ? Time(ended) : null)
            .Add("rows", Rows.Count == 0 ? null : new MapValue(Rows.Select(row => new MapEntry(row.Key, new IntegerValue(row.Value))).ToValueList()))
            .Add("summary", Summary)
            .ToMap();
        var lines = map.Entries.Select(entry => $"  {ArgumentValue.Of(entry.Key)}: {ArgumentJson.WriteSpaced(entry.Value)}");
        return "{\n" + string.Join(",\n", lines) + "\n}\n";
    }

    /// <summary>Writes the file under another name first and moves it, so that it is never half written.</summary>
    internal void Write(string path)
    {
        var temporary = path + ".part";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(ToString()));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    private const string Advice = "Choose another directory, or remove this one";

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(DocumentNode node) =>
        DateTimeOffset.TryParse(node.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw node.Expected("a time such as 2026-03-01T12:00:00.000Z");
}
