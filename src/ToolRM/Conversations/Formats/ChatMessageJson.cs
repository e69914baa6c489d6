using System.Text;

namespace ToolRM.Conversations.Formats;

/// <summary>
/// Messages as <c>{"role", "content", …}</c>: the common part of the OpenAI and Hugging Face formats, which differ in how they
/// write a call's arguments.
/// </summary>
/// <remarks>Source: dotnet 3.8 and 3.9. Unknown keys of a message are passed over; roles and content parts are not.</remarks>
internal static class ChatMessageJson
{
    /// <summary>Reads a message; <paramref name="argumentsAsObjects"/> allows objects beside texts as a call's arguments.</summary>
    public static Message Read(DocumentNode node, bool argumentsAsObjects)
    {
        var role = node.Required("role");
        switch (role.Text())
        {
            case "system" or "developer":
                return new SystemMessage(Content(node));
            case "user":
                return new UserMessage(Content(node));
            case "assistant":
                return new AssistantMessage(Content(node), Calls(node, argumentsAsObjects), node.OptionalText("reasoning_content"));
            case "tool":
                return new ToolMessage(
                    new ToolResult(Content(node), ToolStatus.Ok), node.OptionalText("tool_call_id"), node.OptionalText("name"));
            default:
                throw role.Expected("\"system\", \"developer\", \"user\", \"assistant\" or \"tool\"");
        }
    }

    /// <summary>A text, null (no text), or parts of which each is a text; parts are joined without anything between them.</summary>
    private static string Content(DocumentNode node)
    {
        if (node.Optional("content") is not { } content) return "";
        if (content.Value is TextValue text) return text.Value;
        if (content.Value is not ListValue) throw content.Expected("a text, null or an array of parts");
        var joined = new StringBuilder();
        foreach (var part in content.List(part => part))
        {
            var type = part.Required("type");
            if (type.Text() != "text") throw type.Expected("\"text\", the only kind of part that is read");
            joined.Append(part.Required("text").Text());
        }
        return joined.ToString();
    }

    private static ValueList<ToolCall> Calls(DocumentNode node, bool argumentsAsObjects)
    {
        // OpenAI's older single call; leaving it out would turn a call into an answer without one.
        if (node.Optional("function_call") is { } single) return [Function(single, id: null, argumentsAsObjects)];
        return node.Optional("tool_calls") is { } calls
            ? calls.List(call => Function(call.Optional("function") ?? call, call.OptionalText("id"), argumentsAsObjects))
            : [];
    }

    private static ToolCall Function(DocumentNode node, string? id, bool argumentsAsObjects)
    {
        var name = node.Required("name").Text();
        // Without the key nothing was emitted: the empty text, which is no JSON, says so.
        if (node.Optional("arguments") is not { } arguments) return new(name, "", id);
        if (argumentsAsObjects) return new(name, CallJson.ReadArguments(arguments), id);
        return arguments.Value is TextValue text
            ? new(name, text.Value, id)
            : throw arguments.Expected("the arguments as text (as objects they stand in the Hugging Face format)");
    }

    /// <summary>Writes a message; <paramref name="arguments"/> writes a call's arguments and gets their path.</summary>
    public static ArgumentValue Write(Message message, string path, List<Loss> losses, Func<ToolCall, string, ArgumentValue> arguments)
    {
        var map = new MapBuilder();
        switch (message)
        {
            case SystemMessage:
                return map.Add("role", "system").Add("content", message.Text).ToMap();
            case UserMessage:
                return map.Add("role", "user").Add("content", message.Text).ToMap();
            case AssistantMessage assistant:
                map.Add("role", "assistant")
                    .Add("content", assistant.Text.Length == 0 && assistant.Calls.Count > 0 ? ArgumentValue.Null : ArgumentValue.Of(assistant.Text))
                    .Add("reasoning_content", assistant.Reasoning);
                var index = 0;
                return map.AddListUnlessEmpty("tool_calls", assistant.Calls, call => new MapBuilder()
                    .Add("id", call.Id)
                    .Add("type", "function")
                    .Add("function", new MapBuilder()
                        .Add("name", call.Name)
                        .Add("arguments", arguments(call, $"{path}.tool_calls[{index++}].function.arguments"))
                        .ToMap())
                    .ToMap()).ToMap();
            case ToolMessage tool:
                if (tool.Result.Status != ToolStatus.Ok) losses.Add(new(path, $"the result's status ({tool.Result.Status}) has no place in a tool message"));
                if (tool.Result.Duration is not null) losses.Add(new(path, "the result's duration has no place in a tool message"));
                if (tool.Result.Cost is not null) losses.Add(new(path, "the result's cost has no place in a tool message"));
                return map.Add("role", "tool").Add("tool_call_id", tool.CallId).Add("name", tool.ToolName).Add("content", tool.Text).ToMap();
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message.GetType(), "unknown kind of message");
        }
    }
}
