using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;TOOLCALL&gt;[f(a=1)]&lt;/TOOLCALL&gt;</c> (tools-and-data 2.2). A JSON list between the tags is read too; later Nemotron
/// models write one.
/// </summary>
internal sealed class NemotronFormat() : MarkedBlockFormat("nemotron", new(Open), new(Close))
{
    private const string Open = "<TOOLCALL>";
    private const string Close = "</TOOLCALL>";

    protected override int ReadBlock(ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers)
    {
        var window = reply.Window;
        var payload = JsonCalls.SkipBlank(window, opener + Open.Length);
        var next = openers.From(payload);
        var end = Math.Min(closers.From(payload), next);
        if (JsonCalls.StartsCallList(window, payload)) end = ReadJson(ref reply, payload, end, next, ref closers);
        else if (window[payload..Math.Max(payload, end)].IsWhiteSpace()) reply.AddUnparsed("a list of calls should follow <TOOLCALL>", opener, end);
        else PythonCalls.Read(ref reply, payload, end);
        if (closers.LengthAt(end) == 0) reply.Warn("the tag of the calls is not closed");
        return end + closers.LengthAt(end);
    }

    private static int ReadJson(ref ReplyBuilder reply, int payload, int end, int next, ref MarkerFinder closers)
    {
        var list = JsonCalls.ReadList(ref reply, payload);
        if (list.Reason is null) return Math.Min(closers.From(list.End), Math.Max(next, list.End));
        end = Math.Max(end, list.BrokenAt);
        reply.AddUnparsed(list.Reason, list.BrokenAt, end);
        return end;
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => PythonCalls.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length > 0) text.Append(Open).Append('[').AppendCalls(calls, ", ").Append(']').Append(Close);
    }
}
