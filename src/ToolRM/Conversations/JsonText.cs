namespace ToolRM.Conversations;

/// <summary>A JSON document kept as the exact text it was given in, for example a tool's parameter schema.</summary>
/// <remarks>Equality is equality of the text. Written raw into JSON output.</remarks>
public sealed record JsonText
{
    private JsonText(string text) => Text = text;

    /// <summary>The exact text; always one well-formed JSON value.</summary>
    public string Text { get; }

    /// <summary>The empty object, <c>{}</c>.</summary>
    public static JsonText EmptyObject { get; } = new("{}");

    /// <summary>Keeps a text after checking that it is JSON.</summary>
    /// <param name="text">One JSON value.</param>
    /// <exception cref="DataFormatException">The text is not one JSON value; the message says where.</exception>
    public static JsonText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return JsonParse.Check(text) is { } error
            ? throw new DataFormatException($"not JSON: {error}")
            : new JsonText(text);
    }

    /// <summary>The JSON text of a value.</summary>
    /// <param name="value">A value that JSON can carry.</param>
    /// <exception cref="ArgumentException">The value holds NaN, an infinity, a tuple or a key that is no text.</exception>
    public static JsonText Of(ArgumentValue value) => ArgumentJson.CanCarry(value)
        ? new(ArgumentJson.Write(value))
        : throw new ArgumentException($"JSON cannot carry {ArgumentJson.Write(value)}", nameof(value));

    /// <summary>The text as a value tree; of a repeated key the last value stands.</summary>
    public ArgumentValue ToValue() => JsonParse.Of(Text, JsonDialect.LastKeyWins).Value!;

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
