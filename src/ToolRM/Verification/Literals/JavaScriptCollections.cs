using ToolRM.Conversations;

using ToolRM.Parsing.Python;

namespace ToolRM.Verification.Literals;

/// <summary>Array and object literals as BFCL's JavaScript converter finds them: by the first closing bracket, split at every comma.</summary>
/// <remarks>Text behind the match is ignored; a nested object is cut at the first brace. Source: tools-and-data 1.7.</remarks>
internal static class JavaScriptCollections
{
    /// <summary>An array's items, or null when the text is none or the item type is no type.</summary>
    public static ListValue? Array(string text, string? itemType)
    {
        var trimmed = PythonCharacters.Trim(text);
        if (!Body(trimmed, out var body, out var close)) return null;
        if (Nested(body, close) is { } groups) return groups;
        var end = body.IndexOf(close);
        return end < 0 || body[..end].Contains('\n') ? null : Items(body[..end], itemType); // a flat array stands on one line
    }

    /// <summary>An object's entries, or null when the text is none.</summary>
    public static MapValue? Dict(string text)
    {
        var trimmed = PythonCharacters.Trim(text);
        if (trimmed is "{}") return MapValue.Empty;
        if (trimmed.IsEmpty || trimmed[0] != '{') return null;
        var close = default(LineSearch).Find(trimmed, 1, "}");
        return close < 0 ? null : Entries(trimmed[1..close]);
    }

    /// <summary>What follows <c>[</c> or <c>new Array(</c>, and the bracket that closes it.</summary>
    private static bool Body(ReadOnlySpan<char> text, out ReadOnlySpan<char> body, out char close)
    {
        body = default;
        close = ']';
        if (PythonCharacters.HasAt(text, 0, "["))
        {
            body = text[1..];
            return true;
        }
        if (!PythonCharacters.HasAt(text, 0, "new")) return false;
        var name = PythonCharacters.SkipBlanks(text, 3);
        if (name == 3 || !PythonCharacters.HasAt(text, name, "Array(")) return false;
        body = text[(name + 6)..];
        close = ')';
        return true;
    }

    /// <summary>
    /// The groups of <c>[…], […]</c> when the closing bracket follows one of them, else null. Inside a group everything but
    /// a newline may stand, also brackets; between groups newlines may.
    /// </summary>
    private static ListValue? Nested(ReadOnlySpan<char> body, char close)
    {
        var first = PythonCharacters.SkipBlanks(body, 0);
        if (!PythonCharacters.HasAt(body, first, "[")) return null;
        // The pattern's live states, read side by side: in a group, behind a group, behind a comma.
        var (inGroup, behind, comma) = (true, false, false);
        for (var i = first + 1; i < body.Length && (inGroup || behind || comma); i++)
        {
            var c = body[i];
            if (behind && c == close) return Groups(body[first..i]);
            var blank = PythonCharacters.IsBlank(c);
            (inGroup, behind, comma) = (
                inGroup && c != '\n' || comma && c == '[',
                inGroup && c == ']' || behind && blank,
                behind && c == ',' || comma && blank);
        }
        return null;
    }

    private static ListValue Groups(ReadOnlySpan<char> body)
    {
        var groups = new List<ArgumentValue>();
        var lines = new LineSearch();
        for (var from = 0; body[from..].IndexOf('[') is >= 0 and var open;)
        {
            var start = from + open + 1;
            var end = lines.Find(body, start, "]");
            from = end < 0 ? start : end + 1;
            if (end < 0) continue;
            var items = new List<ArgumentValue>();
            foreach (var range in body[start..end].Split(',')) items.Add(JavaScriptLiteral.ReadFreely(PythonCharacters.Trim(body[start..end][range])));
            groups.Add(new ListValue(items.ToValueList()));
        }
        return new ListValue(groups.ToValueList());
    }

    private static ListValue? Items(ReadOnlySpan<char> body, string? itemType)
    {
        var items = new List<ArgumentValue>();
        if (PythonCharacters.Trim(body).IsEmpty) return new ListValue(default);
        foreach (var range in body.Split(','))
        {
            var piece = PythonCharacters.Trim(body[range]);
            if (itemType is null)
            {
                items.Add(JavaScriptLiteral.ReadFreely(piece));
            }
            else if (JavaScriptLiteral.Convert(piece.ToString(), itemType, null).Value is { } item)
            {
                items.Add(item);
            }
            else
            {
                return null;
            }
        }
        return new ListValue(items.ToValueList());
    }

    /// <summary>Pairs <c>key: value</c>. A comma ends a value only when another key with its colon comes before the next comma.</summary>
    private static MapValue Entries(ReadOnlySpan<char> body)
    {
        var map = new MapBuilder();
        for (var from = 0; from < body.Length;)
        {
            // A key has at least one character, so a leading colon is passed over.
            if (body[from] == ':') { from++; continue; }
            var colon = body[from..].IndexOf(':');
            if (colon < 0) break;
            var value = PythonCharacters.SkipBlanks(body, from + colon + 1);
            var end = ValueEnd(body, value);
            var key = PythonCharacters.Trim(body[from..(from + colon)]);
            map.Set(PythonCharacters.Trim(key.Trim("\"'")).ToString(), Value(PythonCharacters.Trim(body[value..end])));
            from = end + 1;
        }
        return map.ToMap();
    }

    private static int ValueEnd(ReadOnlySpan<char> body, int start)
    {
        while (start < body.Length)
        {
            var comma = body[start..].IndexOf(',');
            if (comma < 0) return body.Length;
            comma += start;
            var next = body[(comma + 1)..].IndexOf(',');
            var segment = next < 0 ? body[(comma + 1)..] : body.Slice(comma + 1, next);
            if (segment.Length > 1 && segment[1..].Contains(':')) return comma;
            start = comma + 1;
        }
        return body.Length;
    }

    private static ArgumentValue Value(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] == '[' && text[^1] == ']') return (ArgumentValue?)Array(text.ToString(), null) ?? ArgumentValue.Of(text.ToString());
        // An object as a value cannot be whole here: the first closing brace has ended the outer one.
        return JavaScriptLiteral.ReadFreely(text.Trim("\"'"));
    }
}
