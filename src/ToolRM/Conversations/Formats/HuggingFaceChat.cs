namespace ToolRM.Conversations.Formats;

/// <summary>
/// The format of Hugging Face chat templates and TRL data sets: as OpenAI's, with a call's arguments as an object, tool answers
/// as <c>{"role": "tool", "name", "content"}</c>, and <c>tools</c> as a list or as the JSON text of the list.
/// </summary>
/// <remarks>
/// Source: dotnet 3.8 and 3.9. An object cannot carry malformed arguments: they are written as their text, which readers of
/// this format let pass, and reported as a <see cref="Loss"/>. An object carries neither the spaces of the text emitted nor
/// the spelling of its numbers (<c>1e5</c> becomes <c>100000.0</c>); that is not reported.
/// </remarks>
public static class HuggingFaceChat
{
    private const string NextStep = "See docs/formats.md, \"Hugging Face chat\"";

    /// <summary>A conversation: an object with <c>messages</c> and, if tools are offered, <c>tools</c>; or only the list of messages.</summary>
    /// <param name="document">The document; arguments may be objects or texts.</param>
    /// <param name="where">Where it came from, such as <c>rows.jsonl:12</c>; for messages.</param>
    public static Conversation Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        if (!node.IsMap) return new(node.List(ReadMessage), []);
        return new(node.Required("messages").List(ReadMessage), node.Optional("tools") is { } tools ? ReadTools(tools) : []);
    }

    /// <summary>A list of tools, or its JSON text.</summary>
    /// <param name="tools">The list or the text.</param>
    /// <param name="where">Where it came from; for messages.</param>
    public static ValueList<ToolDefinition> ReadTools(ArgumentValue tools, string where = "tools") =>
        ReadTools(DocumentNode.Root(tools, where, NextStep));

    /// <summary>Writes a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="toolsAsText">
    /// Whether <c>tools</c> becomes the JSON text of the list, which keeps tables of rows with different schemas uniform.
    /// </param>
    /// <returns>The document, without <c>tools</c> when none are offered, and what it could not carry.</returns>
    public static WrittenDocument Write(Conversation conversation, bool toolsAsText = false)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var losses = new List<Loss>();
        var index = 0;
        var map = new MapBuilder().AddList("messages", conversation.Messages, message => ChatMessageJson.Write(
            message, $"messages[{index++}]", losses, (call, path) => WriteArguments(call, path, losses)));
        if (conversation.Tools.Count > 0)
        {
            var tools = new ListValue(conversation.Tools.Select(ToolJson.Write).ToValueList());
            map.Add("tools", toolsAsText ? ArgumentValue.Of(ArgumentJson.WriteSpaced(tools)) : tools);
        }
        return new(map.ToMap(), losses.ToValueList());
    }

    private static Message ReadMessage(DocumentNode node) => ChatMessageJson.Read(node, argumentsAsObjects: true);

    private static ValueList<ToolDefinition> ReadTools(DocumentNode node)
    {
        if (node.Value is not TextValue text) return node.List(ToolJson.Read);
        var parse = JsonParse.Of(text.Value, JsonDialect.Python);
        return parse.Value is null
            ? throw node.Error($"expected a list of tools or its JSON text, but {parse.Error}")
            : node.Replaced(parse.Value).List(ToolJson.Read);
    }

    private static ArgumentValue WriteArguments(ToolCall call, string path, List<Loss> losses)
    {
        var parse = call.ParseArguments();
        if (parse.Value is MapValue map) return map;
        losses.Add(new(path, parse.Error is { } error
            ? $"the arguments are not JSON ({error}) and stand as text"
            : "the arguments are JSON but no object, and stand as text"));
        return ArgumentValue.Of(call.ArgumentsText);
    }
}
