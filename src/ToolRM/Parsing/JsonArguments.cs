using System.Buffers;
using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>
/// One call's arguments, read where they stand as JSON. The text is kept exactly as emitted; only when strict JSON cannot
/// read it and a comma too many or a raw control character is all that is wrong, it is written anew and a warning says so.
/// Repeated keys, and NaN and infinities, pass here with the text as it is, because servers take such calls;
/// <see cref="ToolCall.ParseArguments"/> refuses them.
/// </summary>
internal readonly struct JsonArguments
{
    /// <summary>What is let pass in JSON beyond RFC 8259 (tools-and-data 2.5, tolerant mode).</summary>
    public const JsonDialect Lenient = JsonDialect.TrailingCommas | JsonDialect.ControlCharacters;

    private JsonArguments(int end) => End = end;

    /// <summary>The arguments' JSON text; null when there is a <see cref="Reason"/>.</summary>
    public string? Text { get; private init; }

    /// <summary>Position behind the value; of the error when <see cref="Broken"/>.</summary>
    public int End { get; }

    /// <summary>Why these are no arguments; null when they are.</summary>
    public string? Reason { get; private init; }

    /// <summary>Whether the value was read and is no object.</summary>
    public bool WrongShape { get; private init; }

    /// <summary>Whether the JSON around is lost too: the value's end is not known.</summary>
    public bool Broken { get; private init; }

    /// <summary>Whether the arguments stood as a JSON text that holds JSON.</summary>
    public bool AsText { get; private init; }

    /// <summary>What was let pass; null when nothing.</summary>
    public string? Warning { get; private init; }

    /// <summary>Reads the value at a position.</summary>
    /// <param name="window">The reply.</param>
    /// <param name="position">Where the value starts; white space may come first.</param>
    /// <param name="origin">Position that places in reasons count from.</param>
    public static JsonArguments Read(ReadOnlySpan<char> window, int position, int origin)
    {
        var reader = new JsonTextReader(window, JsonDialect.Strict, position);
        reader.SkipWhiteSpace();
        var start = reader.Position;
        if (start < window.Length && window[start] == '"') return ReadText(window, start, origin);
        if (!reader.SkipValue())
        {
            if (WithNaN(window, start, out var behind)) return new(behind) { Text = window[start..behind].ToString(), Warning = NaNWarning };
            var (rewritten, end) = Rewrite(window, start);
            return rewritten is null
                ? new(reader.Error!.Position) { Reason = Place(reader.Error, origin), Broken = true }
                : new(end) { Text = rewritten, Warning = RewrittenWarning };
        }
        return window[start] == '{'
            ? new(reader.Position) { Text = window[start..reader.Position].ToString() }
            : new(reader.Position) { Reason = $"the arguments are {Kind(window[start])}, not an object", WrongShape = true };
    }

    private const string RewrittenWarning = "arguments rewritten: a trailing comma or a raw control character is no JSON";

    private const string NaNWarning = "NaN or Infinity is kept as emitted; it is no strict JSON, so the arguments have no value";

    /// <summary>Whether an object is JSON but for NaN and infinities. Such text is kept: there is no JSON to write it as.</summary>
    private static bool WithNaN(ReadOnlySpan<char> window, int start, out int end)
    {
        var reader = new JsonTextReader(window, JsonDialect.AllowNaN, start);
        var whole = start < window.Length && window[start] == '{' && reader.SkipValue();
        end = reader.Position;
        return whole;
    }

    private static (string? Json, int End) Rewrite(ReadOnlySpan<char> window, int start)
    {
        if (start >= window.Length || window[start] != '{') return default;
        var reader = new JsonTextReader(window, Lenient, start);
        return reader.ReadValue() is { } value ? (ArgumentJson.Write(value), reader.Position) : default;
    }

    private static JsonArguments ReadText(ReadOnlySpan<char> window, int start, int origin)
    {
        var reader = new JsonTextReader(window, Lenient, start);
        if (!reader.SkipText()) return new(reader.Error!.Position) { Reason = Place(reader.Error, origin), Broken = true };
        var end = reader.Position;
        var text = Unescape(window[(start + 1)..(end - 1)]);
        var body = text.AsSpan().Trim(" \n\r\t");
        if (JsonParse.Check(body) is { } error)
        {
            if (WithNaN(body, 0, out var behind) && behind == body.Length) return new(end) { Text = text, AsText = true, Warning = NaNWarning };
            var (rewritten, stop) = Rewrite(body, 0);
            return rewritten is null || !body[stop..].IsWhiteSpace()
                ? new(end) { Reason = $"the arguments are a text that holds no JSON: {error}" }
                : new(end) { Text = rewritten, AsText = true, Warning = RewrittenWarning };
        }
        return body[0] == '{'
            ? new(end) { Text = text, AsText = true }
            : new(end) { Reason = $"the arguments are a text that holds {Kind(body[0])}, not an object", WrongShape = true };
    }

    /// <summary>Decodes the inside of a JSON text that a reader has already moved over.</summary>
    public static string Unescape(ReadOnlySpan<char> inside)
    {
        var stop = inside.IndexOf('\\');
        if (stop < 0) return inside.ToString();
        var buffer = ArrayPool<char>.Shared.Rent(inside.Length);
        var length = 0;
        while (stop >= 0)
        {
            inside[..stop].CopyTo(buffer.AsSpan(length));
            length += stop;
            var kind = inside[stop + 1];
            var width = 2;
            if (kind == 'u')
            {
                var code = 0;
                for (var i = 2; i < 6; i++) code = code << 4 | Convert.ToInt32(HexValue(inside[stop + i]));
                buffer[length++] = (char)code;
                width = 6;
            }
            else
            {
                buffer[length++] = kind switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => kind };
            }
            inside = inside[(stop + width)..];
            stop = inside.IndexOf('\\');
        }
        inside.CopyTo(buffer.AsSpan(length));
        length += inside.Length;
        var text = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>An error with its place counted from a call's own start.</summary>
    public static string Place(JsonError error, int origin) => $"{error.Message} (at character {Math.Max(0, error.Position - origin)})";

    /// <summary>What kind of JSON value a character starts.</summary>
    public static string Kind(char first) => first switch
    {
        '{' => "an object",
        '[' => "an array",
        '"' => "a text",
        't' or 'f' => "a boolean",
        'n' => "null",
        _ => "a number",
    };
}
