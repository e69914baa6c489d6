using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Preferences;

/// <summary>
/// Rows of schema <c>toolrm/pairs@1</c>: <c>{"id", "messages", "tools", "chosen": [call], "rejected": [call], "error_type"}</c>
/// and, optionally, <c>question_id</c>, <c>group</c>, <c>chosen_text</c>, <c>rejected_text</c>, <c>category</c>,
/// <c>generator</c>, <c>source</c>, <c>reference</c> and <c>dataset</c>. <c>rejected</c> is null for a reply that could not be decoded; its
/// text is then in <c>rejected_text</c>. Exact both ways, but for <c>dataset</c>.
/// </summary>
public static class PairJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/pairs@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static PreferencePair Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var id = node.Required("id").Text();
        node.Required("messages");
        // A forgotten column must not read as an undecodable reply.
        node.Required("rejected");
        var prompt = ConversationJson.Read(node);
        return new(
            id,
            node.OptionalText("question_id") ?? id,
            node.OptionalText("group") ?? UserText(prompt),
            prompt,
            node.Required("chosen").List(CallJson.Read),
            node.Optional("rejected")?.List(CallJson.Read),
            node.Required("error_type").Text())
        {
            ChosenText = node.OptionalText("chosen_text") ?? "",
            RejectedText = node.OptionalText("rejected_text") ?? "",
            Category = node.OptionalText("category"),
            Generator = node.OptionalText("generator"),
            Source = node.OptionalText("source"),
            Reference = node.Optional("reference") is { } reference ? ReferenceJson.Read(reference) : null,
        };
    }

    /// <summary>Writes a row.</summary>
    /// <param name="pair">The pair.</param>
    public static MapValue Write(PreferencePair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return ConversationJson.Write(new MapBuilder().Add("id", pair.Id).Add("question_id", pair.QuestionId).Add("group", pair.GroupId), pair.Prompt)
            .AddList("chosen", pair.Chosen, CallJson.Write)
            .Add("chosen_text", pair.ChosenText.Length == 0 ? null : pair.ChosenText)
            .Add("rejected", pair.Rejected is { } calls ? new ListValue(calls.Select(CallJson.Write).ToValueList()) : ArgumentValue.Null)
            .Add("rejected_text", pair.RejectedText.Length == 0 ? null : pair.RejectedText)
            .Add("error_type", pair.ErrorLabel)
            .Add("category", pair.Category)
            .Add("generator", pair.Generator)
            .Add("source", pair.Source)
            .Add("reference", pair.Reference is { } reference ? ReferenceJson.Write(reference) : null)
            .ToMap();
    }

    /// <summary>What the users said: the group of a pair whose file names none.</summary>
    internal static string UserText(Conversation prompt) => string.Join('\n', prompt.Messages.OfType<UserMessage>().Select(message => message.Text));
}
