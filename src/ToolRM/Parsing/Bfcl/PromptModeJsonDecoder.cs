using ToolRM.Conversations;

namespace ToolRM.Parsing.Bfcl;

/// <summary>BFCL's prompt mode with JSON as the return format: a list of <c>{function, parameters}</c> (tools-and-data 1.9).</summary>
internal static class PromptModeJsonDecoder
{
    public static BfclDecoding Decode(string text)
    {
        text = PromptModeDecoder.Frame(text);
        var narrowed = Narrow(text) ?? text;
        // Unreadable JSON gives the empty list, not an error; also for a list of objects as a value, because of the narrowing.
        if (JsonParse.Of(narrowed, JsonDialect.Python).Value is not { } value) return BfclDecoding.Of(Enumerable.Empty<ArgumentValue>());
        if (value is not ListValue list) return BfclDecoding.Raised("not a list of calls");
        var calls = new List<ArgumentValue>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (item is not MapValue map) return BfclDecoding.Raised("an element that is no object");
            if (map["function"] is not TextValue name) return BfclDecoding.Raised("'function' is missing");
            if (map["parameters"] is not { } parameters) return BfclDecoding.Raised("'parameters' is missing");
            calls.Add(BfclDecoding.Call(name.Value, parameters));
        }
        return BfclDecoding.Of(calls);
    }

    /// <summary>From the first <c>[</c> before a <c>{</c> to the first <c>]</c> behind a <c>}</c>; null when there is no such run.</summary>
    private static string? Narrow(string text)
    {
        for (var start = text.IndexOf('['); start >= 0; start = text.IndexOf('[', start + 1))
        {
            var content = SkipBlanks(text, start + 1);
            if (content == text.Length || text[content] != '{') continue;
            for (var brace = text.IndexOf('}', content); brace >= 0; brace = text.IndexOf('}', brace + 1))
            {
                var close = SkipBlanks(text, brace + 1);
                if (close < text.Length && text[close] == ']') return text[start..(close + 1)];
            }
            return null; // a later start would look for the same end
        }
        return null;
    }

    private static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        return position;
    }
}
