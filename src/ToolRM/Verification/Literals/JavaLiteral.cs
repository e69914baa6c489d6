using ToolRM.Conversations;

using ToolRM.Parsing.Python;

namespace ToolRM.Verification.Literals;

/// <summary>
/// The text of a Java argument to the value of its declared type, as BFCL converts it. Source: tools-and-data 1.7, vectors 1.15.
/// </summary>
/// <remarks>Total and linear in the text. Integers have no range; <c>String</c> keeps its quotes.</remarks>
internal static class JavaLiteral
{
    /// <summary>Converts one argument.</summary>
    /// <param name="text">The argument as source text.</param>
    /// <param name="type">The document's type word, such as <c>ArrayList</c>.</param>
    /// <param name="itemType">The type word of the items of Array and ArrayList; null when the document has none.</param>
    public static LiteralResult Convert(string text, string type, string? itemType)
    {
        switch (type)
        {
            case "byte" or "short" or "integer":
                return LiteralNumber.TryInteger(text, "", out var integer) ? Of(ArgumentValue.Of(integer)) : Text(text);
            case "long":
                return LiteralNumber.TryInteger(text, "lL", out var wide) ? Of(ArgumentValue.Of(wide)) : Text(text);
            case "float":
                return LiteralNumber.TryFloat(text, exponent: true, "fF", out var single) ? Of(ArgumentValue.Of(single)) : Text(text);
            case "double":
                return LiteralNumber.TryFloat(text, exponent: true, "", out var number) ? Of(ArgumentValue.Of(number)) : Text(text);
            case "boolean":
                return text is "true" or "false" ? Of(ArgumentValue.Of(text == "true")) : Text(text);
            case "char" or "String" or "any":
                return Text(text);
            case "Array":
                return JavaCollections.Array(text, itemType);
            case "ArrayList":
                return JavaCollections.ArrayList(text, itemType);
            case "HashMap":
                return JavaCollections.HashMap(text);
            case "Set" or "Hashtable" or "Queue" or "Stack":
                return LiteralResult.Failed(LiteralResult.NotImplemented);
            default:
                return LiteralResult.Failed(LiteralResult.UnknownType);
        }
    }

    /// <summary>Reads an item whose type is not declared: boolean, quoted text, long, float, Python's numbers, else the text.</summary>
    public static ArgumentValue ReadFreely(ReadOnlySpan<char> text)
    {
        if (text is "true" or "false") return ArgumentValue.Of(text is "true");
        if (!text.IsEmpty && text[0] == '"' && text[^1] == '"') return ArgumentValue.Of(text.Length < 2 ? "" : text[1..^1].ToString());
        if (LiteralNumber.TryInteger(text, "lL", out var wide)) return ArgumentValue.Of(wide);
        if (LiteralNumber.TryFloat(text, exponent: true, "fF", out var single)) return ArgumentValue.Of(single);
        if (PythonNumber.TryInteger(text, out var integer)) return ArgumentValue.Of(integer);
        return PythonNumber.TryFloat(text, out var number) ? ArgumentValue.Of(number) : ArgumentValue.Of(text.ToString());
    }

    private static LiteralResult Of(ArgumentValue value) => LiteralResult.Of(value);

    private static LiteralResult Text(string text) => LiteralResult.Text(text);
}
