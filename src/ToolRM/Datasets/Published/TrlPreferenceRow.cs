using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Published;

/// <summary>A row of a preference file in TRL's format.</summary>
/// <param name="Prompt">
/// The messages that both sides answer, and the tools. With an implicit prompt it is what both conversations begin with; of
/// two plain texts without a prompt it has no messages.
/// </param>
/// <param name="Chosen">The better completion: usually one assistant message; at least one message.</param>
/// <param name="Rejected">The worse completion; differs from <paramref name="Chosen"/>.</param>
/// <param name="Margin">How much better, in units of the score; null when the row does not say.</param>
/// <param name="Kind">How the row was written.</param>
/// <remarks>Source: dotnet 3.9. <c>tools</c> is a list or its JSON text (data sets for TRL before 4.7). Other columns are passed over.</remarks>
public sealed record TrlPreferenceRow(
    Conversation Prompt, ValueList<Message> Chosen, ValueList<Message> Rejected, double? Margin, TrlPreferenceKind Kind)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row, or both sides are equal; the message names the place.</exception>
    public static TrlPreferenceRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, PublishedFields.NextStep);
        var tools = node.Optional("tools") is { } given ? PublishedFields.Tools(given) : [];
        var chosen = node.Required("chosen");
        var rejected = node.Required("rejected");
        if (chosen.Value is TextValue != rejected.Value is TextValue) throw rejected.Expected($"the same form as \"chosen\", a {(chosen.Value is TextValue ? "text" : "list of messages")}");
        var isText = chosen.Value is TextValue;
        var (better, worse) = (Side(chosen), Side(rejected));
        if (better == worse) throw rejected.Error("expected another completion than \"chosen\", found the same. Remove the row");
        if (better.Count == 0) throw chosen.Error("expected at least one message, found none");
        if (worse.Count == 0) throw rejected.Error("expected at least one message, found none");
        var margin = node.Optional("margin")?.Number();
        if (node.Optional("prompt") is { } prompt)
        {
            var messages = prompt.Value is TextValue text ? [new UserMessage(text.Value)] : PublishedFields.Messages(prompt);
            return new(new(messages, tools), better, worse, margin, isText ? TrlPreferenceKind.ExplicitText : TrlPreferenceKind.Explicit);
        }
        if (isText) return new(new([], tools), better, worse, margin, TrlPreferenceKind.ImplicitText);

        // What both begin with; of each side at least one message is left.
        var shared = 0;
        while (shared < Math.Min(better.Count, worse.Count) - 1 && better[shared] == worse[shared]) shared++;
        return new(new(Part(better, 0, shared), tools), Part(better, shared, better.Count), Part(worse, shared, worse.Count), margin, TrlPreferenceKind.Implicit);
    }

    private static ValueList<Message> Side(DocumentNode node) =>
        node.Value is TextValue text ? [new AssistantMessage(text.Value, [])] : PublishedFields.Messages(node);

    private static ValueList<Message> Part(ValueList<Message> messages, int start, int end) => ValueList.Create(messages.AsSpan()[start..end]);
}

/// <summary>How a preference row was written.</summary>
public enum TrlPreferenceKind
{
    /// <summary>Messages, with a column <c>prompt</c>.</summary>
    Explicit,

    /// <summary>Messages, the prompt being what <c>chosen</c> and <c>rejected</c> begin with.</summary>
    Implicit,

    /// <summary>Texts, with a column <c>prompt</c>.</summary>
    ExplicitText,

    /// <summary>Whole texts without a prompt.</summary>
    ImplicitText,
}
