using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>Where an API's JSON of one assistant message keeps what.</summary>
/// <param name="Containers">Keys whose objects and lists are looked into.</param>
/// <param name="Calls">Keys whose value is one call or a list of calls.</param>
/// <param name="Texts">Keys of text to the user.</param>
/// <param name="Reasoning">Keys of reasoning: texts, or containers all of whose texts are reasoning.</param>
/// <param name="CallTypes">Values of <c>type</c> that make an object itself a call.</param>
/// <param name="ListIsCalls">Whether a list at the top is one of calls.</param>
internal sealed record ApiShape(
    string[] Containers, string[] Calls, string[] Texts, string[] Reasoning, string[] CallTypes, bool ListIsCalls = false);

/// <summary>
/// Reads the JSON text of one assistant message in one pass (two where an item's <c>type</c> decides what it is). A reply that
/// is no JSON is text.
/// </summary>
internal abstract class ApiFormat(string name, ApiShape shape) : WireFormat(name)
{
    /// <summary>Deepest nesting of containers; real messages have five levels.</summary>
    private const int MaximumDepth = 10;

    protected override bool ThinksInText => false;

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var start = JsonCalls.SkipFence(window, JsonCalls.SkipBlank(window, reply.Start));
        var isList = start < window.Length && window[start] == '[';
        if (!isList && !JsonCalls.StartsObject(window, start))
        {
            AddText(ref reply, reply.Text, reasoning: false);
            return;
        }
        var end = isList && shape.ListIsCalls ? ReadCalls(ref reply, start) : ReadValue(ref reply, start, reasoning: false, depth: 0);
        if (end < 0) return;
        end = JsonCalls.SkipClosingFence(window, end);
        if (!window[end..].IsWhiteSpace())
        {
            reply.Warn("text behind the message was let pass");
            reply.AddContent(end, window.Length);
        }
    }

    /// <summary>Reads a value where text, blocks and calls may be; returns the position behind it, or -1 when it broke.</summary>
    private int ReadValue(ref ReplyBuilder reply, int at, bool reasoning, int depth)
    {
        var window = reply.Window;
        var reader = new JsonTextReader(window, JsonArguments.Lenient, at);
        reader.SkipWhiteSpace();
        at = reader.Position;
        switch (at < window.Length && depth < MaximumDepth ? window[at] : '\0')
        {
            case '{':
                return ReadObject(ref reply, at, reasoning, depth);
            case '[':
                reader = new JsonTextReader(window, JsonArguments.Lenient, at + 1);
                if (reader.Take(']')) return reader.Position;
                while (true)
                {
                    var end = ReadValue(ref reply, reader.Position, reasoning, depth + 1);
                    if (end < 0) return -1;
                    reader = new JsonTextReader(window, JsonArguments.Lenient, end);
                    var more = reader.Take(',');
                    if (reader.Take(']')) return reader.Position;
                    if (more) continue;
                    return Break(ref reply, "expected ',' or ']' in an array", reader.Position, at);
                }
            case '"' when depth > 0:
                if (reader.ReadText() is not { } text) return Break(ref reply, reader.Error!.Message, reader.Error.Position, at);
                AddText(ref reply, text, reasoning);
                return reader.Position;
            default:
                return reader.SkipValue() ? reader.Position : Break(ref reply, reader.Error!.Message, reader.Error.Position, at);
        }
    }

    private int ReadObject(ref ReplyBuilder reply, int start, bool reasoning, int depth)
    {
        var window = reply.Window;
        if (IsCall(window, start)) return ReadCall(ref reply, start);
        reasoning |= IsThought(window, start);
        var reader = new JsonTextReader(window, JsonArguments.Lenient, start + 1);
        if (reader.Take('}')) return reader.Position;
        while (true)
        {
            reader.SkipWhiteSpace();
            var keyAt = reader.Position;
            if (keyAt >= window.Length || window[keyAt] != '"') return Break(ref reply, "expected a key in double quotes", keyAt, start);
            if (!reader.SkipText()) return Break(ref reply, reader.Error!.Message, reader.Error.Position, start);
            var key = window[(keyAt + 1)..(reader.Position - 1)];
            if (!reader.Take(':')) return Break(ref reply, "expected ':' after a key", reader.Position, start);
            reader.SkipWhiteSpace();
            var at = reader.Position;
            var end = ReadMember(ref reply, key, at, reasoning, depth);
            if (end < 0) return -1;
            reader = new JsonTextReader(window, JsonArguments.Lenient, end);
            if (reader.Take(','))
            {
                if (reader.Take('}')) return reader.Position;
                continue;
            }
            if (reader.Take('}')) return reader.Position;
            return Break(ref reply, "expected ',' or '}' in an object", reader.Position, start);
        }
    }

    private int ReadMember(ref ReplyBuilder reply, ReadOnlySpan<char> key, int at, bool reasoning, int depth)
    {
        var window = reply.Window;
        var first = at < window.Length ? window[at] : '\0';
        if (first == '"')
        {
            var toReasoning = Has(shape.Reasoning, key);
            var reader = new JsonTextReader(window, JsonArguments.Lenient, at);
            if (!toReasoning && !Has(shape.Texts, key))
            {
                return reader.SkipText() ? reader.Position : Break(ref reply, reader.Error!.Message, reader.Error.Position, at);
            }
            if (reader.ReadText() is not { } text) return Break(ref reply, reader.Error!.Message, reader.Error.Position, at);
            AddText(ref reply, text, reasoning || toReasoning);
            return reader.Position;
        }
        if (first is '{' or '[')
        {
            if (Has(shape.Calls, key)) return first == '[' ? ReadCalls(ref reply, at) : ReadCall(ref reply, at);
            if (Has(shape.Containers, key)) return ReadValue(ref reply, at, reasoning, depth + 1);
            if (Has(shape.Reasoning, key)) return ReadValue(ref reply, at, reasoning: true, depth + 1);
        }
        var rest = new JsonTextReader(window, JsonArguments.Lenient, at);
        return rest.SkipValue() ? rest.Position : Break(ref reply, rest.Error!.Message, rest.Error.Position, at);
    }

    private static int ReadCalls(ref ReplyBuilder reply, int at)
    {
        var list = JsonCalls.ReadList(ref reply, at, fromApi: true);
        if (list.Reason is null) return list.End;
        reply.AddUnparsed(list.Reason, list.BrokenAt, reply.End);
        return -1;
    }

    private static int ReadCall(ref ReplyBuilder reply, int at)
    {
        var call = CallObject.Read(reply.Window, at, at);
        reply.Add(in call, at, call.Broken ? reply.End : call.End, fromApi: true);
        return call.Broken ? -1 : call.End;
    }

    private static int Break(ref ReplyBuilder reply, string message, int position, int start)
    {
        reply.AddUnparsed(JsonArguments.Place(new(position, message), start), start, reply.End);
        return -1;
    }

    private static bool Has(string[] keys, ReadOnlySpan<char> key)
    {
        foreach (var candidate in keys)
        {
            if (key.SequenceEqual(candidate)) return true;
        }
        return false;
    }

    /// <summary>Whether an object's own <c>type</c> makes it a call, wherever the key stands.</summary>
    private bool IsCall(ReadOnlySpan<char> window, int start) =>
        shape.CallTypes.Length > 0 && Member(window, start, "type") is var type and >= 0
        && JsonCallText.TextAt(window, type) is var word && Has(shape.CallTypes, word);

    /// <summary>Gemini marks a text part of reasoning with <c>"thought": true</c>.</summary>
    private bool IsThought(ReadOnlySpan<char> window, int start) =>
        Has(shape.Reasoning, "thought") && Member(window, start, "thought") is var thought and >= 0
        && window[thought..].StartsWith("true", StringComparison.Ordinal);

    /// <summary>Position of a member's value, or -1.</summary>
    private static int Member(ReadOnlySpan<char> window, int start, string wanted)
    {
        var reader = new JsonTextReader(window, JsonArguments.Lenient, start + 1);
        while (true)
        {
            reader.SkipWhiteSpace();
            var keyAt = reader.Position;
            if (keyAt >= window.Length || window[keyAt] != '"' || !reader.SkipText()) return -1;
            var found = window[(keyAt + 1)..(reader.Position - 1)].SequenceEqual(wanted);
            if (!reader.Take(':')) return -1;
            reader.SkipWhiteSpace();
            if (found) return reader.Position;
            if (!reader.SkipValue() || !reader.Take(',')) return -1;
        }
    }

    /// <summary>Adds text; a thinking block that a server left in front of it is reasoning.</summary>
    private static void AddText(ref ReplyBuilder reply, string text, bool reasoning)
    {
        if (reasoning)
        {
            reply.AddReasoning(text);
            return;
        }
        var close = text.LastIndexOf("</think>", StringComparison.Ordinal);
        if (close >= 0)
        {
            var thought = text.AsSpan(0, close).Trim();
            if (thought.StartsWith("<think>", StringComparison.Ordinal)) thought = thought["<think>".Length..].Trim();
            reply.AddReasoning(thought.ToString());
            text = text[(close + "</think>".Length)..];
        }
        reply.AddContent(text);
    }
}
