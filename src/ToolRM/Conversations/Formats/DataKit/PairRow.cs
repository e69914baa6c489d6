namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>main</c>: a right and a wrong reply to one BFCL question.</summary>
/// <param name="Id">The pair's id.</param>
/// <param name="Qid">The question's id.</param>
/// <param name="Category">BFCL's category.</param>
/// <param name="Prompt">Messages, and the tools as they were offered.</param>
/// <param name="Documents">BFCL's own function documents.</param>
/// <param name="Accepted">The accepted calls, with the documents.</param>
/// <param name="Chosen">The right calls: the first accepted value of each argument.</param>
/// <param name="ChosenOfModel">A real accepted output; null when there was none.</param>
/// <param name="Rejected">The wrong calls; null when the output could not be decoded.</param>
/// <param name="RejectedText">The output that could not be decoded; null when it could.</param>
/// <param name="ErrorType">Which of FC-RewardBench's eight errors it is, such as <c>incorrect_function_name</c>.</param>
/// <param name="Model">The model that gave the wrong output.</param>
/// <remarks>Source: the data kit's README. These rows are for measuring only.</remarks>
public sealed record PairRow(
    string Id,
    string Qid,
    string Category,
    Conversation Prompt,
    ValueList<ToolDefinition> Documents,
    AcceptedCalls Accepted,
    ValueList<ToolCall> Chosen,
    ValueList<ToolCall>? ChosenOfModel,
    ValueList<ToolCall>? Rejected,
    string? RejectedText,
    string ErrorType,
    string Model)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static PairRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        var category = node.Required("test_category").Text();
        var documents = BfclJson.ReadDocuments(node.Required("function"));
        return new(
            node.Required("id").Text(),
            node.Required("qid").Text(),
            category,
            KitRows.Prompt(node, "conversation"),
            documents,
            BfclJson.ReadAcceptedCalls(node.Required("ground_truth"), category) with { Documents = documents },
            node.Required("chosen_output").List(CallJson.Read),
            node.Optional("chosen_output_model")?.List(CallJson.Read),
            node.Optional("rejected_output")?.List(CallJson.Read),
            node.OptionalText("rejected_raw"),
            node.Required("error_type").Text(),
            node.Required("model_name").Text());
    }
}
