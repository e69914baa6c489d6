using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;|thought_start|&gt;</c>…<c>&lt;|thought_end|&gt;</c>, then <c>&lt;|tool_call_start|&gt;</c>, a <c>python</c> fence with one
/// call a line, <c>&lt;|tool_call_end|&gt;</c> (tools-and-data 2.2).
/// </summary>
internal sealed class MiniCpm3Format() : WireFormat("minicpm3")
{
    private const string ThoughtOpen = "<|thought_start|>";
    private const string ThoughtClose = "<|thought_end|>";
    private const string Open = "<|tool_call_start|>";
    private const string Close = "<|tool_call_end|>";
    private static readonly Markers Openers = new(Open);
    private static readonly Markers Closers = new(Close);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var position = ReadThought(ref reply);
        var openers = new MarkerFinder(Openers, window);
        var closers = new MarkerFinder(Closers, window);
        while (true)
        {
            var opener = openers.From(position);
            reply.AddContent(position, opener);
            if (opener >= window.Length) return;
            var head = opener + Open.Length;
            var end = Math.Min(closers.From(head), openers.From(head));
            var payload = JsonCalls.SkipFence(window[..end], JsonCalls.SkipBlank(window[..end], head));
            var body = window[payload..end].TrimEnd();
            if (body.EndsWith("```", StringComparison.Ordinal)) body = body[..^3];
            if (body.IsWhiteSpace()) reply.AddUnparsed("a call should follow <|tool_call_start|>", opener, end);
            else PythonCalls.Read(ref reply, payload, payload + body.Length);
            if (closers.LengthAt(end) == 0) reply.Warn("the tag of the calls is not closed");
            position = end + closers.LengthAt(end);
        }
    }

    private static int ReadThought(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var start = JsonCalls.SkipBlank(window, reply.Start);
        if (!window[start..].StartsWith(ThoughtOpen, StringComparison.Ordinal)) return reply.Start;
        start += ThoughtOpen.Length;
        var length = window[start..].IndexOf(ThoughtClose);
        if (length < 0)
        {
            reply.Warn("the thinking block is not closed; all of the reply is reasoning");
            length = window.Length - start;
        }
        reply.AddReasoning(window.Slice(start, length).Trim().ToString());
        return Math.Min(window.Length, start + length + ThoughtClose.Length);
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => PythonCalls.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length > 0) text.Append(Open).Append("\n```python\n").AppendCalls(calls, "\n").Append("\n```\n").Append(Close);
    }
}
