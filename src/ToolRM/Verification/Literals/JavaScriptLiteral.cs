using ToolRM.Conversations;

using ToolRM.Parsing.Python;

namespace ToolRM.Verification.Literals;

/// <summary>
/// The text of a JavaScript argument to the value of its declared type, as BFCL converts it.
/// Source: tools-and-data 1.7, vectors 1.15.
/// </summary>
/// <remarks>Total and linear in the text.</remarks>
internal static class JavaScriptLiteral
{
    /// <summary>Converts one argument.</summary>
    /// <param name="text">The argument as source text.</param>
    /// <param name="type">The document's type word, such as <c>Bigint</c>.</param>
    /// <param name="itemType">The type word of an array's items; null when the document has none.</param>
    public static LiteralResult Convert(string text, string type, string? itemType)
    {
        switch (type)
        {
            case "String":
                return LiteralResult.Text(Quoted(text, out var content) ? content.ToString() : text);
            case "integer":
                return LiteralNumber.TryInteger(text, "", out var integer) ? Of(ArgumentValue.Of(integer)) : LiteralResult.Text(text);
            case "Bigint":
                return LiteralNumber.TryInteger(text, "n", out var big) ? Of(ArgumentValue.Of(big)) : LiteralResult.Text(text);
            case "float":
                return LiteralNumber.TryFloat(text, exponent: false, "", out var number) ? Of(ArgumentValue.Of(number)) : LiteralResult.Text(text);
            case "Boolean":
                return text is "true" or "false" ? Of(ArgumentValue.Of(text == "true")) : LiteralResult.Text(text);
            case "any":
                return LiteralResult.Text(text);
            case "array":
                return Of((ArgumentValue?)JavaScriptCollections.Array(text, itemType) ?? Trimmed(text));
            case "dict":
                return Of((ArgumentValue?)JavaScriptCollections.Dict(text) ?? Trimmed(text));
            default:
                return LiteralResult.Failed(LiteralResult.UnknownType);
        }
    }

    /// <summary>Reads an item whose type is not declared: boolean, quoted text, Python's numbers, else the text.</summary>
    public static ArgumentValue ReadFreely(ReadOnlySpan<char> text)
    {
        if (text is "true" or "false") return ArgumentValue.Of(text is "true");
        if (Quoted(text, out var content)) return ArgumentValue.Of(content.ToString());
        if (PythonNumber.TryInteger(text, out var integer)) return ArgumentValue.Of(integer);
        return PythonNumber.TryFloat(text, out var number) ? ArgumentValue.Of(number) : ArgumentValue.Of(text.ToString());
    }

    /// <summary>Whether the same quote stands at both ends; a lone quote is both ends at once.</summary>
    private static bool Quoted(ReadOnlySpan<char> text, out ReadOnlySpan<char> content)
    {
        content = text.Length < 2 ? "" : text[1..^1];
        return !text.IsEmpty && text[0] is '"' or '\'' && text[^1] == text[0];
    }

    // Vector 1.15: an array's text that is none comes back without the blanks around it.
    private static TextValue Trimmed(string text) => ArgumentValue.Of(PythonCharacters.Trim(text).ToString());

    private static LiteralResult Of(ArgumentValue value) => LiteralResult.Of(value);
}
