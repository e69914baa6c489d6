namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>irrelevance</c>: a question to which no call is right, with what models did.</summary>
/// <param name="Qid">The question's id.</param>
/// <param name="Group">Questions with the same text share it.</param>
/// <param name="Category">BFCL's category.</param>
/// <param name="Prompt">Messages, and the tools as they were offered.</param>
/// <param name="Documents">BFCL's own function documents.</param>
/// <param name="Outputs">What models did.</param>
/// <remarks>Source: the data kit's README. The reference is always <see cref="NoCall"/>.</remarks>
public sealed record IrrelevanceRow(
    string Qid, string Group, string Category, Conversation Prompt, ValueList<ToolDefinition> Documents, ValueList<IrrelevanceOutput> Outputs)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static IrrelevanceRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        node.Required("expected").Word(("no_call", true));
        return new(
            node.Required("qid").Text(),
            node.Required("group").Text(),
            node.Required("category").Text(),
            KitRows.Prompt(node, "messages"),
            BfclJson.ReadDocuments(node.Required("function")),
            node.Required("candidates").List(output => new IrrelevanceOutput(
                output.Required("calls").List(CallJson.Read),
                output.Required("valid").Boolean(),
                KitRows.Runs(output.Required("runs")),
                output.Optional("abstention_texts")?.List(text => text.Text()) ?? [])));
    }
}

/// <summary>What models did at a question to which no call is right.</summary>
/// <param name="Calls">The calls; empty when they rightly called nothing.</param>
/// <param name="Valid">Whether the checker passed it.</param>
/// <param name="Runs">Who did exactly this.</param>
/// <param name="AbstentionTexts">What they said instead of calling.</param>
public sealed record IrrelevanceOutput(ValueList<ToolCall> Calls, bool Valid, ValueList<KitRun> Runs, ValueList<string> AbstentionTexts);
