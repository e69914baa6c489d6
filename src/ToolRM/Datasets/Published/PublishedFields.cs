using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Published;

/// <summary>Fields that published preference sets share: messages and tools, each as a list or as the JSON text of the list.</summary>
internal static class PublishedFields
{
    public const string NextStep = "See docs/formats.md, \"Published data sets\"";

    public static ValueList<Message> Messages(DocumentNode node) =>
        Unpacked(node, "a list of messages").List(message => ChatMessageJson.Read(message, argumentsAsObjects: true));

    public static ValueList<ToolDefinition> Tools(DocumentNode node) => Unpacked(node, "a list of tools").List(ToolJson.Read);

    private static DocumentNode Unpacked(DocumentNode node, string what)
    {
        if (node.Value is not TextValue text) return node;
        var parse = JsonParse.Of(text.Value, JsonDialect.Python);
        return parse.Value is null ? throw node.Error($"expected {what} or its JSON text, but {parse.Error}") : node.Replaced(parse.Value);
    }
}
