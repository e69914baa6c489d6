namespace ToolRM.Conversations.Formats;

/// <summary>
/// OpenAI's chat format: <c>{"messages": [...], "tools": [...]}</c> with a call's arguments as text, which carries malformed
/// arguments exactly.
/// </summary>
/// <remarks>
/// Source: dotnet 3.8. Role <c>developer</c> is read as <c>system</c>; content parts of type <c>text</c> are joined and other
/// parts refused; <c>reasoning_content</c> is the reasoning; keys that are not named here are passed over. Errors are
/// <see cref="DataFormatException"/> with the place, such as <c>messages[3].tool_calls[0].function.name</c>.
/// </remarks>
public static class OpenAiChat
{
    private const string NextStep = "See docs/formats.md, \"OpenAI chat\"";

    /// <summary>A conversation: an object with <c>messages</c> and, if tools are offered, <c>tools</c>; or only the list of messages.</summary>
    /// <param name="document">The document.</param>
    /// <param name="where">Where it came from, such as <c>rows.jsonl:12</c>; for messages.</param>
    public static Conversation Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        if (!node.IsMap) return new(node.List(ReadMessage), []);
        return new(node.Required("messages").List(ReadMessage), node.Optional("tools")?.List(ToolJson.Read) ?? []);
    }

    /// <summary>One message, for example <c>choices[0].message</c> of a server's answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="where">Where it came from; for messages.</param>
    public static Message ReadMessage(ArgumentValue message, string where = "message") =>
        ReadMessage(DocumentNode.Root(message, where, NextStep));

    /// <summary>A list of tools.</summary>
    /// <param name="tools">The list.</param>
    /// <param name="where">Where it came from; for messages.</param>
    public static ValueList<ToolDefinition> ReadTools(ArgumentValue tools, string where = "tools") =>
        DocumentNode.Root(tools, where, NextStep).List(ToolJson.Read);

    /// <summary>Writes a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <returns>
    /// The document, without <c>tools</c> when none are offered. Lost are a tool result's status, duration and cost. A call
    /// without an id stays without, which OpenAI's own server refuses.
    /// </returns>
    public static WrittenDocument Write(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var losses = new List<Loss>();
        var index = 0;
        var document = new MapBuilder()
            .AddList("messages", conversation.Messages, message => ChatMessageJson.Write(
                message, $"messages[{index++}]", losses, (call, _) => ArgumentValue.Of(call.ArgumentsText)))
            .AddListUnlessEmpty("tools", conversation.Tools, ToolJson.Write)
            .ToMap();
        return new(document, losses.ToValueList());
    }

    private static Message ReadMessage(DocumentNode node) => ChatMessageJson.Read(node, argumentsAsObjects: false);
}
