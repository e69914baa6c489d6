using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>Reads JSON call objects: one, a list of them, or several with <c>;</c>, <c>,</c> or nothing between.</summary>
internal static class JsonCalls
{
    /// <summary>Where reading stopped, and where the item stands that broke it.</summary>
    /// <param name="End">Position behind what was read.</param>
    /// <param name="BrokenAt">Start of what could not be read; -1 when all was.</param>
    /// <param name="Reason">Why; null when all was read.</param>
    public readonly record struct Outcome(int End, int BrokenAt = -1, string? Reason = null);

    /// <summary>Adds the calls of a list in brackets; an empty list adds nothing.</summary>
    /// <param name="reply">Receives them.</param>
    /// <param name="position">Position of the opening bracket.</param>
    /// <param name="fromApi">An API's shape; see <see cref="ReplyBuilder.Add(in CallObject, int, int, bool)"/>.</param>
    public static Outcome ReadList(ref ReplyBuilder reply, int position, bool fromApi = false)
    {
        var window = reply.Window;
        var reader = new JsonTextReader(window, JsonArguments.Lenient, position + 1);
        if (reader.Take(']')) return new(reader.Position);
        while (true)
        {
            reader.SkipWhiteSpace();
            var at = reader.Position;
            if (at >= window.Length)
            {
                reply.Warn("the list of calls is not closed");
                return new(at);
            }
            if (window[at] == '{')
            {
                var call = CallObject.Read(window, at, at);
                if (call.Broken) return new(at, at, call.Reason);
                reply.Add(in call, at, call.End, fromApi);
                reader = new JsonTextReader(window, JsonArguments.Lenient, call.End);
            }
            else
            {
                if (!reader.SkipValue()) return new(at, at, JsonArguments.Place(reader.Error!, at));
                AddOther(ref reply, window[at..reader.Position], at, fromApi);
            }
            if (reader.Take(','))
            {
                if (!reader.Take(']')) continue;
                reply.Warn("a trailing comma was let pass");
                return new(reader.Position);
            }
            if (reader.Take(']')) return new(reader.Position);
            if (reader.Position >= window.Length)
            {
                reply.Warn("the list of calls is not closed");
                return new(reader.Position);
            }
            return new(reader.Position, reader.Position, "expected ',' or ']' in the list of calls (at character 0)");
        }
    }

    /// <summary>A list item that is no object: a text may hold one (Granite 3 writes such lists, tools-and-data 2.3).</summary>
    private static void AddOther(ref ReplyBuilder reply, ReadOnlySpan<char> item, int at, bool fromApi)
    {
        if (item[0] == '"' && !fromApi)
        {
            var inner = JsonArguments.Unescape(item[1..^1]).AsSpan().Trim();
            if (inner.Length > 0 && inner[0] == '{')
            {
                var call = CallObject.Read(inner, 0, 0);
                if (call.Broken || inner[call.End..].IsWhiteSpace())
                {
                    reply.Add(in call, at, at + item.Length);
                    if (call.Reason is null) reply.Warn("a call given as a JSON text");
                    return;
                }
            }
        }
        reply.AddUnparsed($"an item of the list is {JsonArguments.Kind(item[0])}, not a call object", at, at + item.Length, wrongShape: true);
    }

    /// <summary>Adds objects and lists one after the other, with <c>;</c> or <c>,</c> or white space between.</summary>
    /// <param name="reply">Receives the calls.</param>
    /// <param name="position">Position of the first opening brace or bracket.</param>
    public static Outcome ReadSequence(ref ReplyBuilder reply, int position)
    {
        var window = reply.Window;
        while (true)
        {
            int end;
            if (window[position] == '[')
            {
                var list = ReadList(ref reply, position);
                if (list.Reason is not null) return list;
                end = list.End;
            }
            else
            {
                var call = CallObject.Read(window, position, position);
                if (call.Broken) return new(position, position, call.Reason);
                reply.Add(in call, position, call.End);
                end = call.End;
            }
            var next = SkipBlank(window, end);
            if (next < window.Length && window[next] is ';' or ',') next = SkipBlank(window, next + 1);
            if (next >= window.Length || window[next] is not ('{' or '[')) return new(end);
            if (window[next] == '[' && !StartsCallList(window, next)) return new(end);
            position = next;
        }
    }

    /// <summary>Position behind white space.</summary>
    public static int SkipBlank(ReadOnlySpan<char> window, int position)
    {
        while (position < window.Length && char.IsWhiteSpace(window[position])) position++;
        return position;
    }

    /// <summary>Position behind an opening Markdown fence and its language word, or the same position when none stands there.</summary>
    public static int SkipFence(ReadOnlySpan<char> window, int position)
    {
        if (position >= window.Length || !window[position..].StartsWith("```", StringComparison.Ordinal)) return position;
        position += 3;
        while (position < window.Length && (char.IsAsciiLetterOrDigit(window[position]) || window[position] is '_' or '-' or '+')) position++;
        return SkipBlank(window, position);
    }

    /// <summary>Position behind a closing Markdown fence, or the same position when none stands there.</summary>
    public static int SkipClosingFence(ReadOnlySpan<char> window, int position)
    {
        var at = SkipBlank(window, position);
        return at < window.Length && window[at..].StartsWith("```", StringComparison.Ordinal) ? at + 3 : position;
    }

    /// <summary>Whether a bracket opens a list that can be one of calls: empty, or with an object or a text first.</summary>
    public static bool StartsCallList(ReadOnlySpan<char> window, int position)
    {
        if (position >= window.Length || window[position] != '[') return false;
        var next = SkipBlank(window, position + 1);
        return next < window.Length && window[next] is '{' or ']' or '"';
    }

    /// <summary>Whether a brace opens an object: a key in quotes or the closing brace comes next.</summary>
    public static bool StartsObject(ReadOnlySpan<char> window, int position)
    {
        if (position >= window.Length || window[position] != '{') return false;
        var next = SkipBlank(window, position + 1);
        return next < window.Length && window[next] is '"' or '}';
    }
}
