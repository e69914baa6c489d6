namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>train/</c> and <c>eval/</c> files: a prompt and the calls that are right.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Source">The data set that it comes from.</param>
/// <param name="Prompt">Messages and offered tools.</param>
/// <param name="Reference">
/// <see cref="NoCall"/> for an empty list of calls; <see cref="AnyOf"/> where <c>meta.alternatives</c> lists other right calls
/// (RoTBench); <see cref="PerTurn"/> where calls name their turn (BFCL multi-turn), null for turns without calls; otherwise
/// <see cref="GoldCalls"/> under the rule <see cref="GoldRule.Exact"/>.
/// </param>
/// <param name="Split">The split's name.</param>
/// <param name="Meta">The rest, as given; <c>schema_ok</c> says whether the calls fit the tools.</param>
/// <remarks>Source: the data kit's README. A call's <c>label</c> (NESTFUL) becomes its id.</remarks>
public sealed record TaskRow(string Id, string Source, Conversation Prompt, Reference Reference, string Split, MapValue Meta)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static TaskRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        return new(
            node.Required("id").Text(),
            node.Required("source").Text(),
            KitRows.Prompt(node, "messages"),
            ReadReference(node),
            node.Required("split").Text(),
            node.Required("meta").Map());
    }

    private static Reference ReadReference(DocumentNode node)
    {
        var meta = node.Required("meta");
        if (meta.Optional("alternatives") is { } alternatives)
        {
            return new AnyOf(alternatives.List(Reference (call) => new GoldCalls([CallJson.Read(call)])));
        }
        var calls = node.Required("calls");
        var read = calls.List(call => (Call: ReadCall(call), Turn: call.Optional("turn")?.Integer()));
        if (read.Count == 0) return new NoCall();
        if (read[0].Turn is null) return new GoldCalls(read.Select(entry => entry.Call).ToValueList());
        var count = meta.Required("turns").List(turn => turn).Count;
        return new PerTurn(Enumerable.Range(0, count).Select(Reference? (turn) =>
        {
            var due = read.Where(entry => entry.Turn == turn).Select(entry => entry.Call).ToValueList();
            return due.Count == 0 ? null : new GoldCalls(due);
        }).ToValueList());
    }

    private static ToolCall ReadCall(DocumentNode node)
    {
        var call = CallJson.Read(node);
        return call.Id is null ? call with { Id = node.OptionalText("label") } : call;
    }
}
