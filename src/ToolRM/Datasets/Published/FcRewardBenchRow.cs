using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Published;

/// <summary>A row of FC-RewardBench as published: the calls of a right and of a wrong reply to one BFCL question.</summary>
/// <param name="TestId">BFCL's id of the question; unique in the file.</param>
/// <param name="Category">BFCL's category.</param>
/// <param name="Prompt">Messages, and BFCL's function documents with its type words.</param>
/// <param name="Chosen">The right calls.</param>
/// <param name="Rejected">The wrong calls; the text alone where it does not parse (15 of 1,500 rows).</param>
/// <param name="ErrorType">What is wrong, in the wording of the file.</param>
/// <param name="Model">The model that gave the wrong output.</param>
/// <remarks>Source: toolrm 1.4. These rows are for measuring only.</remarks>
public sealed record FcRewardBenchRow(
    string TestId, string Category, Conversation Prompt, CallListText Chosen, CallListText Rejected, string ErrorType, string Model)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static FcRewardBenchRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, PublishedFields.NextStep);
        var chosen = CallListText.Read(node.Required("chosen_output"));
        if (chosen.Calls is null) throw node.Required("chosen_output").Expected("the JSON text of a list of one-key objects");
        return new(
            node.Required("test_id").Text(),
            node.Required("test_category").Text(),
            new(PublishedFields.Messages(node.Required("conversation")), PublishedFields.Tools(node.Required("tools"))),
            chosen,
            CallListText.Read(node.Required("rejected_output")),
            node.Required("error_type").Text(),
            node.Required("model_name").Text());
    }
}
