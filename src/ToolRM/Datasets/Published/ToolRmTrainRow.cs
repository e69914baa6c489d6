using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Published;

/// <summary>A row of the ToolRM training data as published: right and wrong calls for one conversation.</summary>
/// <param name="Id">The row's <c>uuid</c>.</param>
/// <param name="Source">The data set that the conversation comes from.</param>
/// <param name="Prompt">Messages and offered tools; names are obfuscated.</param>
/// <param name="Correct">The right calls; an empty list where no call is right.</param>
/// <param name="Incorrect">The wrong calls, or the text alone.</param>
/// <param name="Model">The model that gave the wrong calls.</param>
/// <remarks>Source: toolrm 2.1. The form of the calls inside the texts is not stated there; both known forms are read.</remarks>
public sealed record ToolRmTrainRow(string Id, string Source, Conversation Prompt, CallListText Correct, CallListText Incorrect, string Model)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static ToolRmTrainRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, PublishedFields.NextStep);
        var correct = CallListText.Read(node.Required("tool_calls_correct"));
        if (correct.Calls is null) throw node.Required("tool_calls_correct").Expected("the JSON text of a list of calls");
        return new(
            node.Required("uuid").Text(),
            node.Required("dataset_name").Text(),
            new(PublishedFields.Messages(node.Required("conversation")), PublishedFields.Tools(node.Required("tools"))),
            correct,
            CallListText.Read(node.Required("tool_calls_incorrect")),
            node.Required("generator_model").Text());
    }
}
