using ToolRM.Conversations;

using ToolRM.Parsing.Python;

namespace ToolRM.Verification.Literals;

/// <summary>The three collection expressions that BFCL's Java converter knows; every other text stays a text.</summary>
/// <remarks>
/// They are found by search, so text around them does no harm; items are split at every comma, also inside quotes and
/// brackets. Source: tools-and-data 1.7.
/// </remarks>
internal static class JavaCollections
{
    /// <summary><c>new T[]{a, b}</c>; empty items are dropped.</summary>
    public static LiteralResult Array(string text, string? itemType)
    {
        var lines = new LineSearch();
        for (var from = 0; NextNew(text, ref from, out var position);)
        {
            var end = PythonCharacters.SkipWord(text, position);
            if (end == position || !PythonCharacters.HasAt(text, end, "[]")) continue;
            var brace = PythonCharacters.SkipBlanks(text, end + 2);
            if (!PythonCharacters.HasAt(text, brace, "{")) continue;
            var close = lines.Find(text, brace + 1, "}");
            if (close >= 0) return Items(text.AsSpan()[(brace + 1)..close], itemType, dropEmpty: true, cutQuotes: false);
        }
        return LiteralResult.Text(text);
    }

    /// <summary><c>new ArrayList&lt;T&gt;(Arrays.asList(a, b))</c>, else <c>new ArrayList&lt;T&gt;() {{ add(a); }}</c>, else <c>new ArrayList&lt;T&gt;()</c>.</summary>
    public static LiteralResult ArrayList(string text, string? itemType)
    {
        const string asList = "(Arrays.asList(";
        var cutQuotes = itemType is "char" or "String";
        var lines = new LineSearch();
        for (var from = 0; NextArrayList(text, ref from, out var position);)
        {
            if (!PythonCharacters.HasAt(text, position, asList)) continue;
            var start = position + asList.Length;
            if (start >= text.Length || text[start] == '\n') continue;
            // At least one character: "asList()" is not this form.
            var close = lines.Find(text, start + 1, "))");
            if (close >= 0) return Items(text.AsSpan()[start..close], itemType, dropEmpty: false, cutQuotes);
        }
        var empty = false;
        for (var from = 0; NextArrayList(text, ref from, out var position);)
        {
            if (!PythonCharacters.HasAt(text, position, "()")) continue;
            empty = true;
            var braces = PythonCharacters.SkipBlanks(text, position + 2);
            if (!PythonCharacters.HasAt(text, braces, "{{")) continue;
            var close = text.IndexOf("}}", braces + 2, StringComparison.Ordinal);
            if (close < 0) break;
            return Added(text.AsSpan()[(braces + 2)..close], itemType, cutQuotes);
        }
        return empty ? LiteralResult.Of(new ListValue(default)) : LiteralResult.Text(text);
    }

    /// <summary><c>new HashMap&lt;K, V&gt;() {{ put("k", v); }}</c>, where the first closing brace ends it, else <c>new HashMap&lt;K, V&gt;()</c>.</summary>
    public static LiteralResult HashMap(string text)
    {
        const string name = "HashMap<";
        var empty = false;
        for (var from = 0; NextNew(text, ref from, out var position);)
        {
            if (!PythonCharacters.HasAt(text, position, name)) continue;
            // Any later ">" may end the type arguments. What the first frame cannot match, no later frame can.
            for (var angle = text.IndexOf('>', position + name.Length); angle >= 0; angle = text.IndexOf('>', angle + 1))
            {
                var parentheses = PythonCharacters.SkipBlanks(text, angle + 1);
                if (!PythonCharacters.HasAt(text, parentheses, "()")) continue;
                empty = true;
                var brace = PythonCharacters.SkipBlanks(text, parentheses + 2);
                if (!PythonCharacters.HasAt(text, brace, "{")) continue;
                var close = text.IndexOf('}', brace + 1);
                if (close < 0) break;
                return LiteralResult.Of(Put(text.AsSpan()[(brace + 1)..close]));
            }
            break;
        }
        return empty ? LiteralResult.Of(MapValue.Empty) : LiteralResult.Text(text);
    }

    private static LiteralResult Items(ReadOnlySpan<char> body, string? itemType, bool dropEmpty, bool cutQuotes)
    {
        var items = new List<ArgumentValue>();
        foreach (var range in body.Split(','))
        {
            var piece = PythonCharacters.Trim(body[range]);
            if (dropEmpty && piece.IsEmpty) continue;
            if (Item(items, piece, itemType, cutQuotes) is { } defect) return LiteralResult.Failed(defect);
        }
        return LiteralResult.Of(new ListValue(items.ToValueList()));
    }

    private static LiteralResult Added(ReadOnlySpan<char> body, string? itemType, bool cutQuotes)
    {
        var items = new List<ArgumentValue>();
        var lines = new LineSearch();
        for (var from = 0; Next(body, "add(", from) is >= 0 and var start;)
        {
            start += 4;
            var close = lines.Find(body, start, ")");
            from = close < 0 ? start : close + 1;
            if (close >= 0 && Item(items, PythonCharacters.Trim(body[start..close]), itemType, cutQuotes) is { } defect) return LiteralResult.Failed(defect);
        }
        return LiteralResult.Of(new ListValue(items.ToValueList()));
    }

    private static MapValue Put(ReadOnlySpan<char> body)
    {
        var map = new MapBuilder();
        var (keys, values) = (new LineSearch(), new LineSearch());
        for (var from = 0; Next(body, "put(\"", from) is >= 0 and var start;)
        {
            start += 5;
            from = start;
            var quote = keys.Find(body, start, "\",");
            if (quote < 0) continue;
            var value = PythonCharacters.SkipBlanks(body, quote + 2);
            var close = values.Find(body, value, ")");
            if (close < 0) continue;
            from = close + 1;
            map.Set(body[start..quote].ToString(), JavaLiteral.ReadFreely(PythonCharacters.Trim(body[value..close])));
        }
        return map.ToMap();
    }

    /// <summary>Adds one item; a defect when its type cannot be read.</summary>
    private static string? Item(List<ArgumentValue> items, ReadOnlySpan<char> piece, string? itemType, bool cutQuotes)
    {
        if (cutQuotes)
        {
            items.Add(ArgumentValue.Of(piece.Length < 2 ? "" : piece[1..^1].ToString()));
            return null;
        }
        if (itemType is null)
        {
            items.Add(JavaLiteral.ReadFreely(piece));
            return null;
        }
        var result = JavaLiteral.Convert(piece.ToString(), itemType, null);
        if (result.Value is not null) items.Add(result.Value);
        return result.Defect;
    }

    /// <summary>The next <c>new</c> with blanks behind it; <paramref name="position"/> is behind the blanks.</summary>
    private static bool NextNew(string text, ref int from, out int position)
    {
        while (Next(text, "new", from) is >= 0 and var start)
        {
            from = start + 3;
            position = PythonCharacters.SkipBlanks(text, from);
            if (position > from) return true;
        }
        position = 0;
        return false;
    }

    /// <summary>The next <c>new ArrayList&lt;word?&gt;</c>; <paramref name="position"/> is behind it.</summary>
    private static bool NextArrayList(string text, ref int from, out int position)
    {
        const string name = "ArrayList<";
        while (NextNew(text, ref from, out position))
        {
            if (!PythonCharacters.HasAt(text, position, name)) continue;
            position = PythonCharacters.SkipWord(text, position + name.Length);
            if (!PythonCharacters.HasAt(text, position, ">")) continue;
            position++;
            return true;
        }
        return false;
    }

    private static int Next(ReadOnlySpan<char> text, string word, int from)
    {
        var found = text[from..].IndexOf(word, StringComparison.Ordinal);
        return found < 0 ? -1 : from + found;
    }
}
