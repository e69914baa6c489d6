using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Agents.Metrics;

/// <summary>
/// One evaluated response, as Microsoft.Extensions.AI.Evaluation keeps it on disk (format version 1), so that its report tool shows it:
/// <c>dotnet aieval report --path ROOT --output report.html</c>.
/// </summary>
/// <param name="ScenarioName">What was tried.</param>
/// <param name="IterationName">Which repetition; <c>1</c> where there is one.</param>
/// <param name="ExecutionName">Which run, such as a date; reports compare runs by it.</param>
/// <param name="CreationTime">When.</param>
/// <param name="Messages">The conversation before the response.</param>
/// <param name="ModelResponse">The response.</param>
/// <param name="Result">What evaluators said.</param>
/// <param name="Tags">Words to filter by; may be empty.</param>
/// <remarks>
/// Source: dotnet 3.10. The part of messages and response is what Microsoft.Extensions.AI.Abstractions itself writes; the rest follows that
/// package's published source and was not tried with its tool.
/// </remarks>
public sealed record ScenarioResult(
    string ScenarioName, string IterationName, string ExecutionName, DateTimeOffset CreationTime,
    ValueList<ChatMessage> Messages, ChatResponse ModelResponse, EvaluationResult Result, ValueList<string> Tags = default)
{
    private const int FormatVersion = 1;

    /// <summary>Writes the file <c>ROOT/results/EXECUTION/SCENARIO/ITERATION.json</c>; one of that name is replaced.</summary>
    /// <param name="root">The folder that the report tool is given.</param>
    /// <param name="cancellationToken">Stops the writing; no half file stays under the name.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="ArgumentException">A name cannot be the name of a file.</exception>
    public async Task<string> WriteAsync(string root, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        var folder = Path.Combine(root, "results", Segment(ExecutionName, "execution"), Segment(ScenarioName, "scenario"));
        var path = Path.Combine(folder, $"{Segment(IterationName, "iteration")}.json");
        Directory.CreateDirectory(folder);
        var temporary = path + ".part";
        await File.WriteAllTextAsync(temporary, ArgumentJson.Write(Write(this)), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    /// <summary>Reads a file's document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="where">The file; for messages.</param>
    /// <exception cref="DataFormatException">It is of another version, or holds metrics other than numbers and yes or no.</exception>
    public static ScenarioResult Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, "See docs/formats.md, \"Evaluation results\"");
        if (node.Required("formatVersion").Integer() != FormatVersion) throw node.Required("formatVersion").Expected("1");
        return new(
            node.Required("scenarioName").Text(), node.Required("iterationName").Text(), node.Required("executionName").Text(),
            DateTimeOffset.TryParse(node.Required("creationTime").Text(), System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : throw node.Required("creationTime").Expected("a time"),
            node.Required("messages").List(Foreign<ChatMessage>), Foreign<ChatResponse>(node.Required("modelResponse")),
            new(node.Required("evaluationResult").Required("metrics").Entries((_, metric) => MetricJson.Read(metric))),
            node.Optional("tags")?.List(tag => tag.Text()) ?? []);
    }

    /// <summary>The document.</summary>
    /// <param name="result">The result.</param>
    public static MapValue Write(ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new MapBuilder()
            .Add("scenarioName", result.ScenarioName)
            .Add("iterationName", result.IterationName)
            .Add("executionName", result.ExecutionName)
            .Add("creationTime", result.CreationTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture))
            .AddList("messages", result.Messages, Foreign)
            .Add("modelResponse", Foreign(result.ModelResponse))
            .Add("evaluationResult", new MapBuilder()
                .Add("metrics", new MapValue(result.Result.Metrics.Select(metric => new MapEntry(metric.Name, MetricJson.Write(metric))).ToValueList()))
                .ToMap())
            .AddListUnlessEmpty("tags", result.Tags, tag => ArgumentValue.Of(tag))
            .Add("formatVersion", ArgumentValue.Of(FormatVersion))
            .ToMap();
    }

    private static ArgumentValue Foreign<T>(T value) =>
        JsonParse.Of(JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T))), JsonDialect.LastKeyWins).Value
        ?? throw new ArgumentException($"a {typeof(T).Name} is nested deeper than {JsonParse.MaximumDepth} levels", nameof(value));

    private static T Foreign<T>(DocumentNode node)
    {
        try
        {
            return (T)JsonSerializer.Deserialize(ArgumentJson.Write(node.Value), AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T)))!;
        }
        catch (JsonException error)
        {
            throw node.Expected($"a {typeof(T).Name} as Microsoft.Extensions.AI writes it ({error.Message})");
        }
    }

    private static string Segment(string name, string what) =>
        name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || name.AsSpan().ContainsAny("/\\:")
            ? throw new ArgumentException($"the {what}'s name \"{name}\" becomes the name of a file or folder; choose one without / \\ and :")
            : name;
}
