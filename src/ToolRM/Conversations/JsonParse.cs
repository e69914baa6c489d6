namespace ToolRM.Conversations;

/// <summary>What reading a text as JSON gave: a value, or an error. Never throws on text.</summary>
/// <param name="Value">The value; null when the text is not JSON.</param>
/// <param name="Error">Where and why reading stopped; null when the text is JSON.</param>
public readonly record struct JsonParse(ArgumentValue? Value, JsonError? Error)
{
    /// <summary>Deepest nesting that is read; deeper text is an error. Ours: Python's own reader stops near 1000.</summary>
    public const int MaximumDepth = 512;

    /// <summary>Whether the text was one JSON value.</summary>
    public bool Succeeded => Value is not null;

    /// <summary>Reads strict JSON (RFC 8259); a repeated key is an error.</summary>
    /// <param name="text">The whole text; white space around the value is allowed.</param>
    public static JsonParse Of(string text) => Of(text.AsSpan(), JsonDialect.Strict);

    /// <summary>Reads one value.</summary>
    /// <param name="text">The whole text; white space around the value is allowed.</param>
    /// <param name="dialect">What is accepted beyond RFC 8259.</param>
    public static JsonParse Of(ReadOnlySpan<char> text, JsonDialect dialect)
    {
        var reader = new JsonTextReader(text, dialect);
        var value = reader.ReadDocument();
        return new(value, value is null ? reader.Error : null);
    }

    /// <summary>Checks that a text is one well-formed JSON value without building it; repeated keys are not looked for. Null means it is.</summary>
    /// <param name="text">The whole text.</param>
    public static JsonError? Check(ReadOnlySpan<char> text)
    {
        var reader = new JsonTextReader(text, JsonDialect.Strict);
        return reader.SkipDocument() ? null : reader.Error;
    }
}

/// <summary>Where and why a text is not JSON.</summary>
/// <param name="Position">UTF-16 position in the text, from 0.</param>
/// <param name="Message">What was expected and what stood there.</param>
public sealed record JsonError(int Position, string Message)
{
    /// <summary>Message and position in one line.</summary>
    public override string ToString() => $"{Message} (at character {Position})";
}

/// <summary>What a JSON reader accepts beyond RFC 8259.</summary>
[Flags]
public enum JsonDialect
{
    /// <summary>RFC 8259 with unique keys.</summary>
    Strict = 0,

    /// <summary><c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are numbers, as in Python's json.</summary>
    AllowNaN = 1,

    /// <summary>A repeated key is allowed; its last value stands, at the place of the first, as in a Python dict.</summary>
    LastKeyWins = 2,

    /// <summary>A comma before a closing bracket is allowed.</summary>
    TrailingCommas = 4,

    /// <summary>Raw control characters inside texts are allowed, as with Python's <c>strict=False</c>.</summary>
    ControlCharacters = 8,

    /// <summary>What Python's <c>json.loads</c> accepts.</summary>
    Python = AllowNaN | LastKeyWins,
}
