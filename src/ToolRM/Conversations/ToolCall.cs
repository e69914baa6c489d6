namespace ToolRM.Conversations;

/// <summary>A call as a model emitted it: name and arguments as text, well-formed or not.</summary>
/// <param name="Name">The name, exactly as emitted.</param>
/// <param name="ArgumentsText">
/// The arguments: the exact text emitted where the wire format writes JSON, else their JSON text (the emitted text is in the
/// reply, see <see cref="Parsing.ParsedCall.Span"/>).
/// </param>
/// <param name="Id">The call's id; null where the format has none.</param>
public sealed record ToolCall(string Name, string ArgumentsText, string? Id = null)
{
    /// <summary>The arguments as a value tree, or why they are not JSON. Reads the text anew each time.</summary>
    public JsonParse ParseArguments() => JsonParse.Of(ArgumentsText);

    /// <summary>A call from a name and a value tree; the arguments are written as compact JSON.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="id">The call's id, if any.</param>
    public static ToolCall Of(string name, ArgumentValue arguments, string? id = null) => new(name, ArgumentJson.Write(arguments), id);
}
