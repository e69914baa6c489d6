using ToolRM.Conversations;
using ToolRM.Parsing.Formats;

namespace ToolRM.Parsing;

/// <summary>
/// Picks a format by the markers in the reply. The order goes from marks that only one family writes to shapes that many
/// share: special tokens, tags, line starts, JSON keys, Python syntax, then calls inside prose. Thinking is not looked at.
/// Without any of them the reply is text. Shapes that prose has too (<c>f(x) is nice</c>, a heading and an object) count only
/// when nothing else is in the reply, or when a tool of that name is offered.
/// </summary>
/// <remarks>
/// <see cref="ParsedReply.Format"/> is the picked format's name, and the first warning says why, as in
/// <c>auto: hermes, because of '&lt;tool_call&gt;'</c>.
/// </remarks>
public sealed class AutoReplyParser : IReplyParser
{
    /// <summary>One rule: the marker, and the format it points to, which may depend on what stands around it.</summary>
    private readonly record struct Rule(string Marker, Func<string, int, string> Pick);

    private static readonly Rule[] Rules =
    [
        new(DeepSeekFormat.Separator, (text, at) => BeforeIs(text, at, "function") ? "deepseek-v3" : "deepseek-v31"),
        new(DeepSeekFormat.CallOpen, (_, _) => "deepseek-v31"),
        new("<start_function_call>", (_, _) => "functiongemma"),
        new("<|tool_call_start|>", (_, _) => "minicpm3"),
        new("<TOOLCALL>", (_, _) => "nemotron"),
        new("<|START_OF_FUNCTION_CALL|>", (_, _) => "functionary-v1"),
        new("<|recipient|>", (_, _) => "functionary-v2"),
        new(FunctionaryV2Llama3Format.Mark, (_, _) => "functionary-v2-llama3"),
        new("[TOOL_CALLS]", Mistral),
        new("<|tool_call|>", (text, _) => text.Contains("<|/tool_call|>", StringComparison.Ordinal) ? "phi4-mini" : "granite"),
        new("<tool_call>", (text, at) => Behind(text, at + "<tool_call>".Length) switch { '<' => "qwen3-coder", '[' => "granite", _ => "hermes" }),
        new("<function_call>", (_, _) => "granite-20b"),
        new("<function=", FunctionTag),
        new("<functions>", (text, _) => text.Contains("<params>", StringComparison.Ordinal) ? "bfcl-verbose-xml" : "bfcl-concise-xml"),
        new("<|python_start|>", (_, _) => "pythonic"),
        new("<|python_tag|>", (text, at) => Behind(text, at + "<|python_tag|>".Length) is '{' ? "llama3-json" : "pythonic"),
    ];

    /// <inheritdoc/>
    public string Format => "auto";

    /// <inheritdoc/>
    public ParsedReply Parse(string text, ReplyEnd end = ReplyEnd.Unknown, ValueList<ToolDefinition> tools = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (name, reason) = Detect(text, tools);
        if (name is null)
        {
            // Any format without marks reads text as text; this one also splits off thinking.
            var words = ReplyFormats.Find("hermes")!.Parser.Parse(text, end, tools);
            return words with { Format = Format, Warnings = Prefixed("auto: text, because no format's marker is in it", words.Warnings) };
        }
        var reply = ReplyFormats.Find(name)!.Parser.Parse(text, end, tools);
        return reply with { Warnings = Prefixed($"auto: {name}, because of {reason}", reply.Warnings) };
    }

    private static ValueList<string> Prefixed(string first, ValueList<string> rest) => [first, .. rest];

    private static (string? Format, string Reason) Detect(string text, ValueList<ToolDefinition> tools)
    {
        if (ApiShapeOf(text) is { Format: not null } api) return api;
        var think = text.LastIndexOf("</think>", StringComparison.Ordinal);
        var start = JsonCalls.SkipBlank(text, think < 0 ? 0 : think + "</think>".Length);
        foreach (var rule in Rules)
        {
            var at = text.IndexOf(rule.Marker, start, StringComparison.Ordinal);
            if (at >= 0) return (rule.Pick(text, at), $"'{rule.Marker}'");
        }
        var rest = text.AsSpan(start);
        if (rest.StartsWith(FunctionaryV3Llama3Format.Mark)) return ("functionary-v3-llama3", $"'{FunctionaryV3Llama3Format.Mark}' at the start");
        if (LineStart(rest, "Action Input:", "ASSISTANT Action Input:")) return ("react", "a line 'Action Input:'");
        if (CallLine(rest)) return ("nexusraven", "a line 'Call:' or 'Initial Answer:'");
        if (JsonShapeOf(text, start) is { Format: not null } json) return json;
        if (LooseShapes.IsPythonic(text, start, tools)) return ("pythonic", "a call in Python syntax at the start");
        if (LooseShapes.IsGlm4(rest, tools)) return ("glm4", "a name, then an object on the next line");
        return InFence(rest) ?? LooseShapes.Inside(rest) ?? default;
    }

    /// <summary>The shapes of APIs: the whole reply is their JSON, whatever marks stand in its texts.</summary>
    private static (string? Format, string Reason) ApiShapeOf(string text)
    {
        var start = JsonCalls.SkipFence(text, JsonCalls.SkipBlank(text, 0));
        if (start >= text.Length || text[start] is not ('{' or '[')) return default;
        var keys = TopKeys.Of(text, start);
        if (keys.Type is "message" && keys.InnerType is "text" or "thinking" or "tool_use") return ("anthropic", "its content blocks");
        if (keys.Type is "function_call" or "message" or "reasoning" || keys.Has("output")) return ("openai-responses", "its output items");
        if (keys.Type is "tool_use" or "text" or "thinking") return ("anthropic", "its content blocks");
        if (keys.Has("functionCall") || keys.Has("parts") || keys.Has("candidates")) return ("gemini", "its parts");
        if (keys.Has("tool_name") || keys.InnerHas("tool_name")) return ("cohere", "the key 'tool_name'");
        if (keys.Has("tool_calls") && keys.Has("text")) return ("cohere", "the keys 'text' and 'tool_calls'");
        if (keys.Has("content") && keys.InnerType is "tool_use" or "thinking") return ("anthropic", "its content blocks");
        if (keys.Has("role") && (keys.Has("content") || keys.Has("tool_calls"))) return ("openai-chat", "the keys of a chat message");
        if (keys.Has("choices")) return ("openai-chat", "its choices");
        if (keys.Type is "function" || keys.HasObject("function")) return ("openai-chat", "its tool calls");
        if (keys.InnerType is "function") return ("openai-chat", "its tool calls");
        return default;
    }

    private static (string? Format, string Reason) JsonShapeOf(string text, int start)
    {
        start = JsonCalls.SkipFence(text, start);
        if (start >= text.Length || text[start] is not ('{' or '[')) return default;
        var keys = TopKeys.Of(text, start);
        if (keys.Has("tool_calls")) return ("json-list", "the key 'tool_calls'");
        if (keys.Has("function") && keys.Has("parameters")) return ("bfcl-json", "the keys 'function' and 'parameters'");
        if (keys.Has("name") && keys.Has("parameters") && text[start] == '{') return ("llama3-json", "the keys 'name' and 'parameters'");
        if (keys.Has("name")) return ("json-list", "the key 'name'");
        if (text[start] == '[' && Behind(text, start + 1) is ']' && text.AsSpan(start).Trim().EndsWith(']')) return ("json-list", "an empty list");
        return default;
    }

    private static (string? Format, string Reason)? InFence(ReadOnlySpan<char> rest)
    {
        var fence = rest.IndexOf("```");
        if (fence < 0) return null;
        var payload = JsonCalls.SkipFence(rest, fence);
        if (JsonCalls.StartsObject(rest, payload) || JsonCalls.StartsCallList(rest, payload))
        {
            var keys = TopKeys.Of(rest, payload);
            if (keys.Has("name") || keys.Has("function")) return ("json-list", "JSON of calls in a fence");
        }
        var python = PythonCalls.StartsCalls(rest, payload) && rest[payload] == '[' || PythonCalls.StartsQuotedCalls(rest, payload);
        return python ? ("pythonic", "calls in Python syntax in a fence") : null;
    }

    private static string Mistral(string text, int at)
    {
        if (Behind(text, at + "[TOOL_CALLS]".Length) is '[' or '{') return "mistral";
        return text.Contains("[CALL_ID]", StringComparison.Ordinal) ? "mistral-v11" : "mistral-v13";
    }

    private static string FunctionTag(string text, int at)
    {
        var close = text.IndexOf('>', at);
        return close >= 0 && Behind(text, close + 1) is '{' ? "functionary-v3-llama31" : "qwen3-coder";
    }

    private static char Behind(string text, int position)
    {
        position = JsonCalls.SkipBlank(text, position);
        return position < text.Length ? text[position] : '\0';
    }

    private static bool BeforeIs(string text, int at, string word) => text.AsSpan(0, at).TrimEnd().EndsWith(word, StringComparison.Ordinal);

    private static bool LineStart(ReadOnlySpan<char> text, string one, string other) =>
        text.StartsWith(one, StringComparison.Ordinal) || text.StartsWith(other, StringComparison.Ordinal)
        || text.Contains("\n" + one, StringComparison.Ordinal) || text.Contains("\n" + other, StringComparison.Ordinal);

    /// <summary>A line <c>Call:</c> or <c>Initial Answer:</c> with a call behind it; prose may start a line so, too.</summary>
    private static bool CallLine(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var mark = text.StartsWith("Call:", StringComparison.Ordinal) ? "Call:".Length
                : text.StartsWith("Initial Answer:", StringComparison.Ordinal) ? "Initial Answer:".Length : 0;
            if (mark > 0 && PythonCalls.StartsCalls(text, JsonCalls.SkipBlank(text, mark))) return true;
            var line = text.IndexOf('\n');
            if (line < 0) return false;
            text = text[(line + 1)..];
        }
    }
}
