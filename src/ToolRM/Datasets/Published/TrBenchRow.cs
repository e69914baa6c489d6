using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Published;

/// <summary>A row of TRBench-BFCL: a right and a wrong reply as text, with tags around calls.</summary>
/// <param name="Id">The row's <c>uuid</c>.</param>
/// <param name="Split">Which of the nine splits; null when the row does not say.</param>
/// <param name="TaskId">The task's id; several pairs share a task. Null when the row does not say.</param>
/// <param name="ErrorType">BFCL's code of what is wrong; null when the row does not say.</param>
/// <param name="History">The messages so far. A system message holds the tools as text.</param>
/// <param name="Tools">The tools in the system message, between <c>&lt;tools&gt;</c> tags, one JSON object per line; empty when none stand there.</param>
/// <param name="Chosen">The right reply's text.</param>
/// <param name="Rejected">The wrong reply's text.</param>
/// <param name="ChosenFrom">Where the right reply came from; null when the row does not say.</param>
/// <param name="RejectedFrom">The model of the wrong reply; null when the row does not say.</param>
/// <remarks>Source: toolrm 6.2. The judge's <c>prompt</c>, <c>reward_model</c> and <c>extra_info</c> are passed over. For measuring only.</remarks>
public sealed record TrBenchRow(
    string Id,
    string? Split,
    string? TaskId,
    string? ErrorType,
    ValueList<Message> History,
    ValueList<ToolDefinition> Tools,
    string Chosen,
    string Rejected,
    string? ChosenFrom,
    string? RejectedFrom)
{
    private const string Open = "<tools>";
    private const string Close = "</tools>";

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static TrBenchRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, PublishedFields.NextStep);
        var history = PublishedFields.Messages(node.Required("chat_history"));
        return new(
            node.Required("uuid").Text(),
            OptionalWord(node, "split_id"),
            OptionalWord(node, "raw_id"),
            node.OptionalText("error_type"),
            history,
            ToolsOf(history),
            Reply(node.Required("chosen_response")),
            Reply(node.Required("reject_response")),
            node.OptionalText("chosen_response_from"),
            node.OptionalText("reject_response_from"));
    }

    // Whether these two are texts or numbers is not stated.
    private static string? OptionalWord(DocumentNode node, string key) => node.Optional(key) switch
    {
        null => null,
        { Value: IntegerValue number } => number.ToString(),
        var other => other.Text(),
    };

    /// <summary>A text, or a message with a text.</summary>
    private static string Reply(DocumentNode node) => node.IsMap ? node.Required("content").Text() : node.Text();

    /// <summary>Lines that are no tool are passed over: the text around the list is prose that may name the tags too.</summary>
    private static ValueList<ToolDefinition> ToolsOf(ValueList<Message> history)
    {
        var tools = new List<ToolDefinition>();
        foreach (var message in history)
        {
            if (message is not SystemMessage) continue;
            var text = message.Text;
            var end = text.LastIndexOf(Close, StringComparison.Ordinal);
            var start = end < 0 ? -1 : text.LastIndexOf(Open, end, StringComparison.Ordinal);
            if (start < 0) continue;
            foreach (var line in text[(start + Open.Length)..end].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (JsonParse.Of(line, JsonDialect.Python).Value is not { } value) continue;
                foreach (var item in value is ListValue list ? list.Items : [value])
                {
                    if (ToolOf(item) is { } tool) tools.Add(tool);
                }
            }
        }
        return tools.ToValueList();
    }

    private static ToolDefinition? ToolOf(ArgumentValue item)
    {
        var tool = item is MapValue map && map["function"] is MapValue inner ? inner : item as MapValue;
        if (tool?["name"] is not TextValue name) return null;
        return new(
            name.Value,
            (tool["description"] as TextValue)?.Value,
            tool["parameters"] is MapValue parameters && ArgumentJson.CanCarry(parameters) ? JsonText.Of(parameters) : JsonText.EmptyObject);
    }
}
