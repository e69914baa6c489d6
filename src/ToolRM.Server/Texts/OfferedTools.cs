using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Server.Texts;

/// <summary>
/// Finds the offered tools in a prompt's text: between <c>&lt;tools&gt;</c> tags (Hermes, Qwen), Phi's <c>&lt;|tool|&gt;</c>, or as JSON
/// that starts a line (Llama 3, BFCL's prompt mode). Tools in any other form are not found. Linear and total.
/// </summary>
internal static class OfferedTools
{
    private static readonly (string Open, string Close)[] Blocks =
        [("<tools>", "</tools>"), ("<|tool|>", "<|/tool|>"), ("<available_tools>", "</available_tools>")];

    /// <summary>The tools; null when there are none in a form that is read.</summary>
    public static ValueList<ToolDefinition>? Find(string text)
    {
        foreach (var (open, close) in Blocks)
        {
            // Templates mention the tags in words before they use them: the first block with a tool in it counts.
            for (var position = 0; ;)
            {
                var at = text.IndexOf(open, position, StringComparison.Ordinal);
                var end = at < 0 ? -1 : text.IndexOf(close, at, StringComparison.Ordinal);
                if (end < 0) break;
                if (Read(text.AsSpan()[(at + open.Length)..end]) is { } tools) return tools;
                position = end;
            }
        }
        return Read(text);
    }

    private static ValueList<ToolDefinition>? Read(ReadOnlySpan<char> text)
    {
        var found = new List<ArgumentValue>();
        var lineStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (!lineStart || text[i] is not ('{' or '['))
            {
                lineStart = text[i] == '\n' || lineStart && char.IsWhiteSpace(text[i]);
                continue;
            }
            var length = LengthOfJson(text[i..]);
            if (length < 0) break; // nothing closes any more, whatever follows
            if (JsonParse.Of(text.Slice(i, length), JsonDialect.Python).Value is { } value) Collect(value, found);
            i += length - 1;
            lineStart = true; // one value may follow another
        }
        if (found.Count == 0) return null;
        try
        {
            return HuggingFaceChat.ReadTools(new ListValue(found.ToValueList()));
        }
        catch (DataFormatException)
        {
            return null; // it looked like tools and is none: what a text holds is data
        }
    }

    private static void Collect(ArgumentValue value, List<ArgumentValue> found)
    {
        if (value is ListValue list)
        {
            foreach (var item in list.Items)
            {
                if (IsTool(item)) found.Add(item);
            }
        }
        else if (IsTool(value)) found.Add(value);
    }

    // A call has a name too, and parameters in Llama's spelling, but neither a description nor a schema's keys.
    private static bool IsTool(ArgumentValue value) => value is MapValue map
        && (map["function"] is MapValue function ? function["name"] is TextValue
            : map["name"] is TextValue && (map["description"] is TextValue || map["parameters"] is MapValue schema && (schema["properties"] is MapValue || schema["type"] is TextValue)));

    /// <summary>Length of the array or object that a text starts with, by its brackets; -1 when it does not end.</summary>
    private static int LengthOfJson(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    if (--depth == 0) return i + 1;
                    break;
                case '"':
                    for (i++; i < text.Length && text[i] != '"'; i++)
                    {
                        if (text[i] == '\\') i++;
                    }
                    break;
            }
        }
        return -1;
    }
}
