using ToolRM.Conversations;
using ToolRM.Parsing.Formats;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing;

/// <summary>
/// Shapes of calls that text has too, for <see cref="AutoReplyParser"/>: a word before a parenthesis, a line before an object,
/// calls inside prose. Each is told from text by what stands around it and by the offered tools.
/// </summary>
internal static class LooseShapes
{
    /// <summary>Whether a reply starts with calls in Python syntax.</summary>
    /// <remarks>
    /// A whole reply of readable calls is one, whatever the tools, so that a call of an invented tool is still seen. Anything
    /// else, such as a call with prose behind it, needs an offered tool of that name; without tools it must at least be a
    /// readable call, or one that the end of the reply cuts off.
    /// </remarks>
    public static bool IsPythonic(string text, int start, ValueList<ToolDefinition> tools)
    {
        if (PythonCalls.StartsQuotedCalls(text, start)) return true;
        if (!PythonCalls.StartsCalls(text, start)) return false;
        if (tools.Count > 0 && Offers(tools, PythonCalls.FirstName(text, start))) return true;
        var end = PythonCalls.StatementEnd(text, start);
        var readable = PythonCallReader.Read(text[start..end], new(), out _) is not null;
        if (tools.Count == 0) return readable || end >= text.Length && !PythonCalls.IsClosed(text.AsSpan(start));
        return readable && (text[start] == '[' || text.AsSpan(end).Trim().TrimStart(';').IsWhiteSpace());
    }

    /// <summary>
    /// Whether a reply is a line with a name and an object below. With tools the name is one of theirs, wherever it stands;
    /// without them such pairs are all of the reply.
    /// </summary>
    public static bool IsGlm4(ReadOnlySpan<char> text, ValueList<ToolDefinition> tools) =>
        tools.Count > 0 ? HasOfferedPair(text, tools) : IsAllPairs(text);

    private static bool HasOfferedPair(ReadOnlySpan<char> text, ValueList<ToolDefinition> tools)
    {
        while (true)
        {
            var line = text.IndexOf('\n');
            if (line < 0) return false;
            var name = Glm4Format.WithoutRole(text[..line]).Trim();
            if (BareName.Is(name) && Offers(tools, name) && JsonCalls.StartsObject(text, JsonCalls.SkipBlank(text, line))) return true;
            text = text[(line + 1)..];
        }
    }

    private static bool IsAllPairs(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        if (text.IsEmpty) return false;
        while (!text.IsEmpty)
        {
            var line = text.IndexOf('\n');
            if (line < 0) return false;
            var name = Glm4Format.WithoutRole(text[..line]).Trim();
            var brace = JsonCalls.SkipBlank(text, line);
            if (!BareName.Is(name) || char.IsAsciiDigit(name[0]) || name[^1] == ':' || !JsonCalls.StartsObject(text, brace)) return false;
            var reader = new JsonTextReader(text, JsonArguments.Lenient, brace);
            if (!reader.SkipValue()) return reader.Error!.Position >= text.Length;
            text = text[JsonCalls.SkipBlank(text, reader.Position)..];
        }
        return true;
    }

    /// <summary>Calls that stand inside prose, in the shapes that formats without markers read there.</summary>
    public static (string? Format, string Reason)? Inside(ReadOnlySpan<char> text)
    {
        // What was read is not read again, so the search stays linear.
        for (var at = text.IndexOf('{'); at >= 0 && at < text.Length;)
        {
            var read = at + 1;
            if (JsonCalls.StartsObject(text, at))
            {
                var call = CallObject.Read(text, at, at);
                if (call.HasNameAndArguments)
                {
                    return text[..at].TrimEnd().EndsWith('[') ? ("json-list", "a list of calls inside the text") : ("llama3-json", "a call object inside the text");
                }
                read = Math.Max(read, call.End);
            }
            if (read >= text.Length) break;
            var next = text[read..].IndexOf('{');
            at = next < 0 ? -1 : read + next;
        }
        return PythonicFormat.HasListInside(text) ? ("pythonic", "a list of calls in Python syntax inside the text") : null;
    }

    private static bool Offers(ValueList<ToolDefinition> tools, ReadOnlySpan<char> name)
    {
        foreach (var tool in tools)
        {
            if (name.SequenceEqual(tool.Name)) return true;
        }
        return false;
    }
}
