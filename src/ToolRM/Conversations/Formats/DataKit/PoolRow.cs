namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>pool</c> and <c>pool-undecodable</c>: one distinct output to a question, with its verdict.</summary>
/// <param name="Qid">The question's id.</param>
/// <param name="Category">BFCL's category.</param>
/// <param name="Calls">The calls; null when the output could not be decoded.</param>
/// <param name="Text">The output that could not be decoded; null when it could.</param>
/// <param name="Valid">Whether the checker passed it.</param>
/// <param name="ErrorType">The checker's code; null when it passed.</param>
/// <param name="SubErrorTypes">Codes of the single calls behind a parallel failure.</param>
/// <param name="Runs">Who gave exactly this.</param>
/// <param name="VerdictChanged">Whether later fixes of the checker changed the verdict.</param>
/// <param name="IsDotVariant">Whether the name differs from the right one by <c>.</c> and <c>_</c> only.</param>
/// <remarks>Source: the data kit's README. These rows are for measuring only.</remarks>
public sealed record PoolRow(
    string Qid,
    string Category,
    ValueList<ToolCall>? Calls,
    string? Text,
    bool Valid,
    string? ErrorType,
    ValueList<string> SubErrorTypes,
    ValueList<KitRun> Runs,
    bool VerdictChanged,
    bool IsDotVariant)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static PoolRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        return new(
            node.Required("qid").Text(),
            node.Required("category").Text(),
            node.Optional("calls")?.List(CallJson.Read),
            node.OptionalText("raw"),
            node.Required("valid").Boolean(),
            node.OptionalText("error_type"),
            node.Required("sub_error_types").List(code => code.Text()),
            KitRows.Runs(node.Required("runs")),
            node.Required("verdict_changed_since_run").Boolean(),
            node.Required("name_is_dot_variant").Boolean());
    }
}
