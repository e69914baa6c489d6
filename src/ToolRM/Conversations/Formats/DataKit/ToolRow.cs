namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>tools/pool</c>: one tool of a catalogue.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Source">The data set that it comes from.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Meta">The rest, as given.</param>
/// <remarks>Source: the data kit's README.</remarks>
public sealed record ToolRow(string Id, string Source, ToolDefinition Tool, MapValue Meta)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static ToolRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        return new(node.Required("id").Text(), node.Required("source").Text(), ToolJson.Read(node.Required("tool")), node.Required("meta").Map());
    }
}
