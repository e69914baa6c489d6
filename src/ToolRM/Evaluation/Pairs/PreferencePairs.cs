using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Evaluation.Pairs;

/// <summary>
/// Reads TRL's preference rows with tools (dotnet 3.9): <c>prompt</c> (messages), <c>chosen</c> and <c>rejected</c> (messages),
/// <c>tools</c>. Without <c>prompt</c> it is what stands before the last message of <c>chosen</c>. Replies are one assistant message.
/// </summary>
/// <remarks>The form has no id and no error label: <c>id</c> and <c>error_type</c> are read where they stand, else the line's number and <c>unlabelled</c>.</remarks>
internal static class PreferencePairs
{
    private const string NextStep = "See docs/formats.md, \"Pairs\"";

    public static LabelledPair Read(ArgumentValue row, string where, long line)
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var id = node.OptionalText("id") ?? $"row-{line}";
        var tools = node.Optional("tools") is { } offered ? HuggingFaceChat.ReadTools(offered.Value, $"{where}: tools") : [];
        var (before, chosen) = Split(node.Required("chosen"));
        var (beforeRejected, rejected) = Split(node.Required("rejected"));
        if (node.Optional("prompt") is { } prompt)
        {
            if (before.Count + beforeRejected.Count > 0) throw prompt.Error("beside a prompt, \"chosen\" and \"rejected\" must be one assistant message each");
            before = Messages(prompt);
        }
        else if (before != beforeRejected)
        {
            throw node.Error("\"chosen\" and \"rejected\" differ before their last message, so they do not answer one prompt");
        }
        var conversation = new Conversation(before, tools);
        return new(id, id, PairJson.UserText(conversation), conversation, chosen.Calls, rejected.Calls, node.OptionalText("error_type") ?? "unlabelled")
        {
            ChosenText = chosen.Text, RejectedText = rejected.Text, Category = node.OptionalText("category"), Generator = node.OptionalText("generator"),
        };
    }

    private static (ValueList<Message> Before, AssistantMessage Reply) Split(DocumentNode node)
    {
        var messages = Messages(node);
        return messages.Count > 0 && messages[^1] is AssistantMessage reply
            ? (messages.AsSpan()[..^1].ToArray().ToValueList(), reply)
            : throw node.Expected("messages of which the last is the assistant's");
    }

    private static ValueList<Message> Messages(DocumentNode node) => node.Value is TextValue
        ? throw node.Expected("a list of messages (plain texts have no calls to compare)")
        : node.List(message => ChatMessageJson.Read(message, argumentsAsObjects: true));
}
