using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>
/// Base of the formats: splits off thinking and stop tokens before a format reads, and checks by reading back what it wrote.
/// </summary>
internal abstract class WireFormat(string name) : IReplyParser, IReplyRenderer
{
    /// <summary>Tokens that end a turn; a server that does not skip special tokens leaves one at the end.</summary>
    private static readonly string[] StopTokens =
    [
        "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|eot|>", "</s>", "<|endoftext|>", "<|end_of_text|>", "<|end|>",
        "<end_of_turn>", "<\uFF5Cend\u2581of\u2581sentence\uFF5C>",
    ];

    private const string ThinkOpen = "<think>";
    private const string ThinkClose = "</think>";

    public string Format => name;

    /// <summary>Whether thinking stands as a block in front of the reply; API shapes have it inside their JSON.</summary>
    protected virtual bool ThinksInText => true;

    /// <summary>Finds the calls between the builder's start and end.</summary>
    protected abstract void Read(ref ReplyBuilder reply);

    /// <summary>Writes a reply; every call has a name and an object as arguments.</summary>
    protected abstract void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content);

    /// <summary>Why the format cannot carry these, as far as a rule says so; the rest is found by reading back.</summary>
    protected virtual string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => null;

    public ParsedReply Parse(string text, ReplyEnd end = ReplyEnd.Unknown, ValueList<ToolDefinition> tools = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reply = new ReplyBuilder(name, text, end, tools);
        try
        {
            if (ThinksInText) CutStopToken(ref reply);
            if (!ThinksInText || SplitThinking(ref reply)) Read(ref reply);
            return reply.ToReply();
        }
        finally
        {
            reply.Dispose();
        }
    }

    private static void CutStopToken(ref ReplyBuilder reply)
    {
        var text = reply.Text.AsSpan().TrimEnd();
        if (!text.EndsWith('>')) return;
        foreach (var token in StopTokens)
        {
            if (!text.EndsWith(token, StringComparison.Ordinal)) continue;
            reply.End = text.Length - token.Length;
            return;
        }
    }

    /// <summary>
    /// Text before the last <c>&lt;/think&gt;</c> is reasoning (tools-and-data 2.3, Qwen). False when a block opens the reply
    /// and does not end: then nothing was said yet, and calls drafted in it were not made.
    /// </summary>
    private static bool SplitThinking(scoped ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var close = window.LastIndexOf(ThinkClose);
        var start = JsonCalls.SkipBlank(window, 0);
        var opens = window[start..].StartsWith(ThinkOpen, StringComparison.Ordinal);
        if (close >= 0)
        {
            reply.Reasoning = window[Math.Min(close, opens ? start + ThinkOpen.Length : 0)..close].Trim().ToString();
            reply.Start = close + ThinkClose.Length;
            return true;
        }
        if (!opens) return true;
        reply.Reasoning = window[(start + ThinkOpen.Length)..].Trim().ToString();
        reply.Warn("the thinking block is not closed; all of the reply is reasoning");
        return false;
    }

    public string? WhyNot(ValueList<ToolCall> calls, string content = "") => Try(calls, content, out _);

    public string Render(ValueList<ToolCall> calls, string content = "")
    {
        var reason = Try(calls, content, out var text);
        return reason is null ? text : throw new ArgumentException($"{name} cannot carry this reply: {reason}.", nameof(calls));
    }

    private string? Try(ValueList<ToolCall> calls, string content, out string text)
    {
        ArgumentNullException.ThrowIfNull(content);
        text = "";
        if (content.AsSpan().Trim().Length != content.Length) return "the content starts or ends with white space";
        var written = new WrittenCall[calls.Count];
        for (var i = 0; i < written.Length; i++)
        {
            var call = calls[i];
            if (string.IsNullOrEmpty(call.Name)) return $"call {i} has no name";
            var parse = call.ParseArguments();
            if (parse.Error is { } error) return $"the arguments of call {i} are not JSON: {error}";
            if (parse.Value is not MapValue arguments) return $"the arguments of call {i} are not an object";
            // A '<' in JSON stands inside a text, so it may be written as an escape.
            var json = call.ArgumentsText.Trim();
            if (ThinksInText) json = json.Replace(ThinkClose, "\\u003c/think>", StringComparison.Ordinal);
            written[i] = new(call.Name, json, arguments, call.Id);
        }
        if (CannotCarry(written, content) is { } reason) return reason;
        var builder = new StringBuilder();
        Write(builder, written, content);
        text = builder.ToString();
        return ReadsBackOtherwise(text, written, content);
    }

    private string? ReadsBackOtherwise(string text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        var back = Parse(text);
        if (back.Unparsed.Count > 0) return $"it would not read back: {back.Unparsed[0].Reason}";
        if (back.Reasoning is not null) return "a thinking tag in it would be read as one";
        if (back.Content != content) return "the content would be read as something else";
        if (back.Calls.Count != calls.Length) return $"{calls.Length} calls would read back as {back.Calls.Count}";
        for (var i = 0; i < calls.Length; i++)
        {
            var call = back.Calls[i].Call;
            if (call.Name != calls[i].Name) return $"the name of call {i} would read back as \"{call.Name}\"";
            if (call.ParseArguments().Value is not { } value || !JsonEquality.AreEqual(value, calls[i].Arguments))
            {
                return $"the arguments of call {i} would read back differently";
            }
        }
        return null;
    }
}

/// <summary>A call to write.</summary>
/// <param name="Name">Not empty.</param>
/// <param name="Json">The arguments' JSON text, an object, as short as the caller gave it.</param>
/// <param name="Arguments">The same as a value.</param>
/// <param name="Id">The call's id, or null.</param>
internal readonly record struct WrittenCall(string Name, string Json, MapValue Arguments, string? Id);
