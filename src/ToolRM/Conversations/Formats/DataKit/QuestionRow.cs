namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>questions</c>: a BFCL question with its accepted answers.</summary>
/// <param name="Qid">The question's id.</param>
/// <param name="Group">Questions with the same text share it.</param>
/// <param name="Category">BFCL's category.</param>
/// <param name="Prompt">Messages, and the tools as they were offered (JSON Schema types).</param>
/// <param name="Documents">BFCL's own function documents, which its checker needs (BFCL's type words).</param>
/// <param name="Accepted">The accepted calls, with the documents; matching and language follow from the category.</param>
/// <remarks>Source: the data kit's README; tools-and-data 1.1 to 1.3.</remarks>
public sealed record QuestionRow(
    string Qid, string Group, string Category, Conversation Prompt, ValueList<ToolDefinition> Documents, AcceptedCalls Accepted)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static QuestionRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        var category = node.Required("category").Text();
        var documents = BfclJson.ReadDocuments(node.Required("function"));
        return new(
            node.Required("qid").Text(),
            node.Required("group").Text(),
            category,
            KitRows.Prompt(node, "messages"),
            documents,
            BfclJson.ReadAcceptedCalls(node.Required("ground_truth"), category) with { Documents = documents });
    }
}
