using ToolRM.Conversations;

namespace ToolRM.Preferences.Overlap;

/// <summary>
/// What a row of an evaluation set asks and offers, whatever its form: BFCL questions, FC-RewardBench, the data kit's rows,
/// task rows, candidates, pairs, TRL preferences.
/// </summary>
internal static class EvaluationPrompts
{
    // In the order in which they are looked for; the value may be the list's JSON text.
    private static readonly string[] MessageColumns = ["messages", "conversation", "question", "chat_history", "prompt", "instruction", "chosen"];
    private static readonly string[] ToolColumns = ["tools", "function"];

    /// <summary>User messages and tool names of a row; null when it has none of the columns.</summary>
    public static Conversation? Read(ArgumentValue row)
    {
        if (row is not MapValue map) return null;
        var messages = new List<Message>();
        foreach (var column in MessageColumns)
        {
            if (map[column] is not { } value) continue;
            Collect(value, messages, depth: 0);
            if (messages.Count > 0) break;
        }
        var tools = new List<ToolDefinition>();
        foreach (var column in ToolColumns)
        {
            if (map[column] is { } value && Unpacked(value) is ListValue list) tools.AddRange(list.Items.ToArray().Select(Tool).OfType<ToolDefinition>());
        }
        return messages.Count == 0 && tools.Count == 0 ? null : new(messages.ToValueList(), tools.ToValueList());
    }

    /// <summary>Lists of messages, lists of turns of messages (BFCL), or a plain request.</summary>
    private static void Collect(ArgumentValue value, List<Message> messages, int depth)
    {
        switch (Unpacked(value))
        {
            case ListValue list when depth < 3:
                foreach (var item in list.Items) Collect(item, messages, depth + 1);
                break;
            case MapValue message when message["role"] is TextValue { Value: "user" } && message["content"] is { } content:
                messages.Add(new UserMessage(Text(content)));
                break;
            case TextValue text when depth == 0:
                messages.Add(new UserMessage(text.Value));
                break;
        }
    }

    private static string Text(ArgumentValue content) => content switch
    {
        TextValue text => text.Value,
        ListValue parts => string.Concat(parts.Items.ToArray().OfType<MapValue>().Select(part => (part["text"] as TextValue)?.Value)),
        _ => "",
    };

    private static ToolDefinition? Tool(ArgumentValue value) =>
        value is MapValue map && ((map["function"] as MapValue) ?? map)["name"] is TextValue name ? new(name.Value, null, JsonText.EmptyObject) : null;

    private static ArgumentValue Unpacked(ArgumentValue value) =>
        value is TextValue text && text.Value.TrimStart().StartsWith('[') && JsonParse.Of(text.Value, JsonDialect.Python).Value is ListValue list ? list : value;
}
