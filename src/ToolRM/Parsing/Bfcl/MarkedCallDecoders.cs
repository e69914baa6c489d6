using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing.Bfcl;

/// <summary>Decoders for replies that carry calls in Python syntax, or in a syntax of their own, between marks (tools-and-data 2.3).</summary>
internal static class MarkedCallDecoders
{
    /// <summary>MiniCPM3: one Python call per line in fences; without the mark the text itself is the result.</summary>
    public static BfclDecoding MiniCpm3(string text)
    {
        var body = Between(text, "<|tool_call_start|>", "<|tool_call_end|>");
        if (body is null) return BfclDecoding.Of(ArgumentValue.Of(text));
        body = body.Trim().Trim('`').Trim();
        if (body.StartsWith("python", StringComparison.Ordinal)) body = body["python".Length..];
        var calls = new List<ArgumentValue>();
        var budget = new PythonBudget();
        foreach (var line in body.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var decoding = PythonCallDecoder.Decode(line, budget);
            if (decoding.Decoded is not ListValue list) return decoding;
            calls.AddRange(list.Items);
        }
        return BfclDecoding.Of(calls);
    }

    /// <summary>Nemotron: Python calls between TOOLCALL tags; without the tags the empty list.</summary>
    public static BfclDecoding Nemotron(string text)
    {
        var body = Between(text, "<TOOLCALL>", "</TOOLCALL>");
        return body is null ? BfclDecoding.Of(Enumerable.Empty<ArgumentValue>()) : PythonCallDecoder.Decode(body.Trim(), new());
    }

    /// <summary>Gorilla: brackets are always put on, so that a list in the reply raises.</summary>
    public static BfclDecoding Gorilla(string text) => PythonCallDecoder.Decode("[" + text + "]", new());

    /// <summary>NexusRaven: <c>;</c> separates calls; its "out of domain" call is no call.</summary>
    public static BfclDecoding Nexus(string text) => text.StartsWith("out_of_domain", StringComparison.Ordinal)
        ? BfclDecoding.Of(ArgumentValue.Of("irrelevant"))
        : PythonCallDecoder.Decode("[" + text.Trim().Replace(';', ',') + "]", new());

    /// <summary>FunctionGemma: <c>call:NAME{key:value,…}</c> between its marks, texts between <c>&lt;escape&gt;</c> marks.</summary>
    public static BfclDecoding FunctionGemma(string text)
    {
        const string open = "<start_function_call>call:", close = "<end_function_call>";
        var calls = new List<ArgumentValue>();
        for (var start = text.IndexOf(open, StringComparison.Ordinal); start >= 0; start = text.IndexOf(open, start, StringComparison.Ordinal))
        {
            start += open.Length;
            var end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0) break;
            var brace = text.IndexOf('{', start, end - start);
            if (brace < 0) return BfclDecoding.Raised("a call without braces");
            if (EscapedArguments.Read(text[brace..end]) is not { } arguments) return BfclDecoding.Raised("malformed arguments");
            calls.Add(BfclDecoding.Call(text[start..brace], arguments));
            start = end;
        }
        return BfclDecoding.Of(calls);
    }

    private static string? Between(string text, string open, string close)
    {
        var start = text.IndexOf(open, StringComparison.Ordinal);
        if (start < 0) return null;
        start += open.Length;
        var end = text.IndexOf(close, start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }
}
