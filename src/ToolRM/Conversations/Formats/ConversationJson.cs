namespace ToolRM.Conversations.Formats;

/// <summary>
/// Conversations as our own run files hold them: the keys of <see cref="HuggingFaceChat"/>, with arguments as text where an
/// object would not give the exact text back, and a tool result's <c>status</c>, <c>duration_seconds</c> and <c>cost</c>. Exact.
/// </summary>
internal static class ConversationJson
{
    /// <summary>Reads the keys <c>messages</c> and <c>tools</c>; both may be absent.</summary>
    public static Conversation Read(DocumentNode node) => new(
        node.Optional("messages")?.List(ReadMessage) ?? [],
        node.Optional("tools")?.List(ToolJson.Read) ?? []);

    public static MapBuilder Write(MapBuilder map, Conversation conversation) => map
        .AddList("messages", conversation.Messages, WriteMessage)
        .AddList("tools", conversation.Tools, ToolJson.Write);

    private static Message ReadMessage(DocumentNode node)
    {
        var message = ChatMessageJson.Read(node, argumentsAsObjects: true);
        return message is ToolMessage tool ? tool with { Result = ToolResultJson.Read(node, tool.Text) } : message;
    }

    private static ArgumentValue WriteMessage(Message message)
    {
        var written = (MapValue)ChatMessageJson.Write(message, "", [], (call, _) => CallJson.WriteArguments(call));
        return message is ToolMessage tool ? ToolResultJson.Write(new MapBuilder(written), tool.Result).ToMap() : written;
    }
}
