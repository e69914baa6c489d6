using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary><c>&lt;|START_OF_FUNCTION_CALL|&gt;name:</c> newline JSON <c>&lt;|END_OF_FUNCTION_CALL|&gt;</c> (tools-and-data 2.2).</summary>
internal sealed class FunctionaryV1Format() : MarkedBlockFormat("functionary-v1", new(Open), new(Close))
{
    private const string Open = "<|START_OF_FUNCTION_CALL|>";
    private const string Close = "<|END_OF_FUNCTION_CALL|>";

    protected override int ReadBlock(ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers)
    {
        var window = reply.Window;
        var head = opener + Open.Length;
        var length = window[head..].IndexOfAny("\n{<");
        var body = length < 0 ? window.Length : head + length;
        var callName = window[head..body].Trim();
        if (callName.EndsWith(':')) callName = callName[..^1];
        return NamedCall.Read(ref reply, callName.ToString(), body, opener, ref openers, ref closers, closersExpected: true);
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => BareName.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(Open).Append(call.Name).Append(":\n").Append(call.Json).Append(Close);
        }
    }
}
