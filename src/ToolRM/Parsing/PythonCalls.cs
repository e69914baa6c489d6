using System.Text;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing;

/// <summary>Reads and writes calls in Python syntax for the formats that use it.</summary>
internal static class PythonCalls
{
    /// <summary>
    /// Adds the calls of one or several statements, split at line ends and semicolons outside brackets and texts. A statement
    /// that starts like a call and is none is listed as unparsed.
    /// </summary>
    /// <param name="reply">Receives the calls.</param>
    /// <param name="start">First position.</param>
    /// <param name="end">Position behind the last.</param>
    /// <param name="proseBehind">Whether lines that do not start like calls are text beside them; else they are unparsed.</param>
    public static void Read(ref ReplyBuilder reply, int start, int end, bool proseBehind = false)
    {
        var window = reply.Text.AsSpan(0, end);
        var prose = -1;
        while (start < end)
        {
            var first = JsonCalls.SkipBlank(window, start);
            var isProse = proseBehind && !StartsCalls(window, first) && !StartsQuotedCalls(window, first);
            var newline = isProse ? window[first..].IndexOf('\n') : -1;
            var stop = !isProse ? StatementEnd(window, first) : newline < 0 ? end : first + newline;
            if (isProse)
            {
                if (prose < 0) prose = start;
            }
            else
            {
                if (prose >= 0) reply.AddContent(prose, start);
                prose = -1;
                if (StartsQuotedCalls(window, first)) ReadQuoted(ref reply, first, stop);
                else if (first < stop) ReadStatement(ref reply, first, stop);
            }
            start = stop + 1;
        }
        if (prose >= 0) reply.AddContent(prose, end);
    }

    private static void ReadStatement(ref ReplyBuilder reply, int start, int end)
    {
        var calls = PythonCallReader.Read(reply.Text[start..end], reply.Budget, out var error);
        if (calls is null)
        {
            reply.AddUnparsed(error ?? "not a call in Python syntax", start, end);
            return;
        }
        foreach (var call in calls) Add(ref reply, call, start + call.Start, start + call.End);
    }

    /// <summary>Whether a list of calls in quotes starts here: <c>['f(a=1)']</c>, as several prompted models write.</summary>
    public static bool StartsQuotedCalls(ReadOnlySpan<char> window, int position) =>
        position + 1 < window.Length && window[position] == '[' && window[position + 1] is '\'' or '"' && StartsCalls(window, position + 2);

    /// <summary>Reads the calls inside the quotes of a list where they stand, so that their places are true.</summary>
    private static void ReadQuoted(ref ReplyBuilder reply, int start, int end)
    {
        var window = reply.Text.AsSpan(0, end);
        reply.Warn("quotes around calls were let pass");
        var position = start + 1;
        while (true)
        {
            position = JsonCalls.SkipBlank(window, position);
            if (position < end && window[position] is '\'' or '"')
            {
                var stop = QuotedEnd(window, position);
                var inside = window[(position + 1)..Math.Max(position + 1, stop - 1)];
                if (inside.Contains('\\')) reply.AddUnparsed("a call in quotes with escapes", position, stop);
                else if (!inside.IsWhiteSpace()) ReadStatement(ref reply, JsonCalls.SkipBlank(window, position + 1), Math.Max(position + 1, stop - 1));
                position = JsonCalls.SkipBlank(window, stop);
                if (position < end && window[position] == ',')
                {
                    position++;
                    continue;
                }
            }
            if (position < end && window[position] == ']')
            {
                if (!window[(position + 1)..].IsWhiteSpace()) reply.AddContent(position + 1, end);
                return;
            }
            reply.AddUnparsed("expected ',' or ']' behind a call in quotes", Math.Min(position, end), end);
            return;
        }
    }

    private static void Add(ref ReplyBuilder reply, PythonCall call, int start, int end)
    {
        if (call.Error is not null)
        {
            reply.AddUnparsed($"call of \"{call.Name}\": {call.Error}", start, end);
            return;
        }
        var arguments = call.Keywords;
        if (call.Positional.Count > 0)
        {
            if (Bind(call, SchemaTypes.Of(reply.Tool(call.Name)), out var problem) is not { } bound)
            {
                reply.AddUnparsed($"call of \"{call.Name}\": {problem}", start, end);
                return;
            }
            reply.Warn($"call of \"{call.Name}\": arguments without names were bound in the schema's order");
            arguments = bound;
        }
        var json = ArgumentJson.Write(arguments);
        if (!ArgumentJson.CanCarry(arguments) && JsonParse.Check(json) is not null)
        {
            reply.AddUnparsed($"call of \"{call.Name}\": a value that JSON cannot carry", start, end);
            return;
        }
        reply.AddCall(call.Name, json, null, start, end);
    }

    private static MapValue? Bind(PythonCall call, SchemaTypes schema, out string? problem)
    {
        problem = null;
        if (schema.Count < call.Positional.Count)
        {
            problem = schema.Count == 0
                ? "arguments without names, and no schema that names them"
                : $"{call.Positional.Count} arguments without names for {schema.Count} parameters";
            return null;
        }
        var entries = new List<MapEntry>(call.Positional.Count + call.Keywords.Entries.Count);
        for (var i = 0; i < call.Positional.Count; i++)
        {
            var name = schema.NameAt(i);
            if (call.Keywords[name] is not null)
            {
                problem = $"two values for \"{name}\"";
                return null;
            }
            entries.Add(new(name, call.Positional[i]));
        }
        entries.AddRange(call.Keywords.Entries);
        return new MapValue(entries.ToValueList());
    }

    /// <summary>Position of the line end or semicolon that ends a statement, or the text's length.</summary>
    public static int StatementEnd(ReadOnlySpan<char> text, int position)
    {
        var depth = 0;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '(' or '[' or '{': depth++; break;
                case ')' or ']' or '}': depth--; break;
                case '\n' or ';' when depth <= 0: return position;
                case '"' or '\'': position = QuotedEnd(text, position) - 1; break;
            }
            position++;
        }
        return text.Length;
    }

    private static int QuotedEnd(ReadOnlySpan<char> text, int position)
    {
        var quote = text[position];
        var triple = position + 2 < text.Length && text[position + 1] == quote && text[position + 2] == quote;
        position += triple ? 3 : 1;
        while (position < text.Length)
        {
            if (text[position] == '\\') position++;
            else if (text[position] == '\n' && !triple) return position;
            else if (text[position] == quote)
            {
                if (!triple) return position + 1;
                if (position + 2 < text.Length && text[position + 1] == quote && text[position + 2] == quote) return position + 3;
            }
            position++;
        }
        return text.Length;
    }

    /// <summary>Whether every bracket outside texts is closed; a reply that was cut off inside a call has one open.</summary>
    public static bool IsClosed(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var position = 0; position < text.Length; position++)
        {
            switch (text[position])
            {
                case '(' or '[' or '{': depth++; break;
                case ')' or ']' or '}': depth--; break;
                case '"' or '\'': position = QuotedEnd(text, position) - 1; break;
            }
        }
        return depth <= 0;
    }

    /// <summary>The dotted name at the start of what <see cref="StartsCalls"/> takes for calls.</summary>
    public static ReadOnlySpan<char> FirstName(ReadOnlySpan<char> window, int position)
    {
        if (window[position] is '[' or '(') position = JsonCalls.SkipBlank(window, position + 1);
        return window.Slice(position, window[position..].IndexOf('('));
    }

    /// <summary>Length of <c>name(</c> or <c>[name(</c> at a position, or 0; no blank before the parenthesis, as in prose.</summary>
    public static bool StartsCalls(ReadOnlySpan<char> window, int position)
    {
        if (position < window.Length && window[position] is '[' or '(') position = JsonCalls.SkipBlank(window, position + 1);
        var start = position;
        while (position < window.Length && (char.IsLetterOrDigit(window[position]) || window[position] is '_' or '.')) position++;
        return position > start && position < window.Length && window[position] == '(' && !char.IsAsciiDigit(window[start]) && window[start] != '.';
    }

    /// <summary>Why the calls cannot be written in Python syntax, or null.</summary>
    public static string? WhyNot(ReadOnlySpan<WrittenCall> calls)
    {
        foreach (ref readonly var call in calls)
        {
            foreach (var part in call.Name.Split('.'))
            {
                if (!IsName(part)) return $"the name \"{call.Name}\" is no Python name";
            }
            foreach (var entry in call.Arguments.Entries)
            {
                if (!IsName(entry.Key)) return $"the parameter \"{entry.Key}\" is no Python name";
            }
        }
        return null;
    }

    private static bool IsName(string text)
    {
        if (text.Length == 0 || char.IsAsciiDigit(text[0])) return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_') return false;
        }
        return !PythonLexer.IsKeyword(text);
    }

    /// <summary>Writes calls with a separator; a <c>&lt;</c> inside a text is written as an escape, so that no marker appears.</summary>
    public static StringBuilder AppendCalls(this StringBuilder text, ReadOnlySpan<WrittenCall> calls, string separator)
    {
        for (var i = 0; i < calls.Length; i++)
        {
            if (i > 0) text.Append(separator);
            text.Append(calls[i].Name).Append('(');
            var first = true;
            foreach (var (key, value) in calls[i].Arguments.Entries)
            {
                if (!first) text.Append(", ");
                first = false;
                text.Append(key).Append('=').Append(Literal(value));
            }
            text.Append(')');
        }
        return text;
    }

    /// <summary>A value as a Python literal without <c>&lt;</c>.</summary>
    public static string Literal(ArgumentValue value) => PythonRepr.Repr(value).Replace("<", "\\x3c", StringComparison.Ordinal);
}
