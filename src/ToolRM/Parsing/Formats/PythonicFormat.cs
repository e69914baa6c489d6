using System.Text;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>[f(a=1), g(b="x")]</c>: Llama 3.2, 3.3 and 4 (there perhaps in <c>&lt;|python_start|&gt;</c>), BFCL's prompt mode, Gorilla
/// without the brackets (tools-and-data 2.2). Dotted names stay, and a list inside prose or a fence is found too; vLLM demands
/// plain names and nothing else (2.4). Calls in quotes inside the list pass. Arguments without names need the tool's schema.
/// </summary>
internal sealed class PythonicFormat() : WireFormat("pythonic")
{
    private static readonly Markers Frames = new("<|python_start|>", "<|python_end|>", "<|python_tag|>");
    private static readonly Markers Fences = new("```");

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var start = JsonCalls.SkipBlank(window, reply.Start);
        var end = reply.Start + window[reply.Start..].TrimEnd().Length;
        var frame = Frames.IndexIn(window[start..]);
        if (frame >= 0)
        {
            reply.AddContent(start, start + frame);
            start += frame + Frames.LengthAt(window[(start + frame)..]);
            var behind = Frames.IndexIn(window[start..]);
            if (behind >= 0)
            {
                reply.AddContent(start + behind + Frames.LengthAt(window[(start + behind)..]), window.Length);
                end = start + behind;
            }
            ReadCalls(ref reply, start, end);
            return;
        }
        if (PythonCalls.StartsCalls(window, start) || PythonCalls.StartsQuotedCalls(window, start) || IsEmptyList(window[start..].Trim()))
        {
            ReadCalls(ref reply, start, end);
            return;
        }
        var payload = Inside(window, start, out var stop);
        if (payload < 0)
        {
            reply.AddContent(start, end);
            return;
        }
        var fence = window[start..payload].TrimEnd();
        var fenceStart = fence.LastIndexOf("```");
        reply.AddContent(start, fenceStart >= 0 ? start + fenceStart : payload);
        PythonCalls.Read(ref reply, payload, stop, proseBehind: true);
        reply.AddContent(JsonCalls.SkipClosingFence(window, stop), end);
    }

    private static void ReadCalls(ref ReplyBuilder reply, int start, int end)
    {
        var window = reply.Window[..end];
        start = JsonCalls.SkipFence(window, JsonCalls.SkipBlank(window, start));
        var rest = window[start..].TrimEnd();
        if (rest.EndsWith("```", StringComparison.Ordinal)) rest = rest[..^3].TrimEnd();
        if (!IsEmptyList(rest)) PythonCalls.Read(ref reply, start, start + rest.Length, proseBehind: true);
    }

    private static bool IsEmptyList(ReadOnlySpan<char> text) => text.StartsWith('[') && text.EndsWith(']') && text[1..^1].IsWhiteSpace();

    /// <summary>Calls inside prose: behind a fence, or a list that starts a line.</summary>
    private static int Inside(ReadOnlySpan<char> window, int start, out int end)
    {
        var fences = new MarkerFinder(Fences, window);
        for (var at = fences.From(start); at < window.Length; at = fences.From(at + 3))
        {
            var payload = JsonCalls.SkipFence(window, at);
            if (!PythonCalls.StartsCalls(window, payload) && !PythonCalls.StartsQuotedCalls(window, payload)) continue;
            end = fences.From(payload);
            return payload;
        }
        return ListAtLine(window, start, out end);
    }

    /// <summary>Whether a line inside a text starts a list of calls that reads, or that the end cuts off.</summary>
    public static bool HasListInside(ReadOnlySpan<char> window)
    {
        var start = ListAtLine(window, 0, out _);
        if (start < 0) return false;
        var end = PythonCalls.StatementEnd(window, start);
        return PythonCallReader.Read(window[start..end].ToString(), new(), out _) is not null || !PythonCalls.IsClosed(window[start..]);
    }

    private static int ListAtLine(ReadOnlySpan<char> window, int start, out int end)
    {
        for (var line = window[start..].IndexOf("\n["); line >= 0; line = window[start..].IndexOf("\n["))
        {
            start += line + 1;
            if (!PythonCalls.StartsCalls(window, start)) continue;
            var close = window[start..].LastIndexOf(']');
            end = close < 0 ? window.Length : start + close + 1;
            return start;
        }
        end = -1;
        return -1;
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => PythonCalls.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length > 0) text.Append('[').AppendCalls(calls, ", ").Append(']');
    }
}
