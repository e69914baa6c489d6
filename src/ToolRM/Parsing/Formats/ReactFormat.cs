using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// ReAct as in ToolLLM and ToolAlpaca: lines <c>Thought:</c>, <c>Action: name</c>, <c>Action Input: {…}</c>, with
/// <c>ASSISTANT </c> before each in ToolAlpaca (tools-and-data 2.2). Thoughts and final answers are content. What a model
/// writes behind <c>Observation:</c> is not its to write and is let pass.
/// </summary>
internal sealed class ReactFormat() : WireFormat("react")
{
    private const string Action = "Action:";
    private const string Input = "Action Input:";
    private const string Role = "ASSISTANT ";
    private const string Observation = "Observation:";
    private static readonly Markers Openers = new("\n" + Action, "\n" + Role + Action);
    private static readonly Markers FirstOpeners = new(Action, Role + Action);
    private static readonly Markers Inputs = new(Input, Role + Input);
    private static readonly Markers Closers = new("\n" + Observation, "\n" + Role + Observation);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var observation = Closers.IndexIn(window[reply.Start..]);
        if (observation >= 0)
        {
            reply.End = reply.Start + observation;
            reply.Warn("text behind 'Observation:' was let pass");
            window = reply.Window;
        }
        var openers = new MarkerFinder(Openers, window);
        var none = new MarkerFinder(null, window);
        var position = reply.Start;
        var first = JsonCalls.SkipBlank(window, position);
        if (first < window.Length && FirstOpeners.LengthAt(window[first..]) is var length and > 0)
        {
            position = ReadCall(ref reply, first, first + length, ref openers, ref none);
        }
        while (true)
        {
            var opener = openers.From(position);
            reply.AddContent(position, opener);
            if (opener >= window.Length) return;
            position = ReadCall(ref reply, opener + 1, opener + openers.LengthAt(opener), ref openers, ref none);
        }
    }

    private static int ReadCall(ref ReplyBuilder reply, int start, int head, ref MarkerFinder openers, ref MarkerFinder none)
    {
        var window = reply.Window;
        var next = openers.From(head);
        var line = window[head..next].IndexOf('\n');
        var nameEnd = line < 0 ? next : head + line;
        var input = JsonCalls.SkipBlank(window, nameEnd);
        var mark = input < window.Length ? Inputs.LengthAt(window[input..]) : 0;
        if (mark == 0)
        {
            reply.AddUnparsed("a line 'Action Input:' should follow 'Action:'", start, next);
            return next;
        }
        return NamedCall.Read(ref reply, window[head..nameEnd].Trim().ToString(), input + mark, start, ref openers, ref none);
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content)
    {
        foreach (ref readonly var call in calls)
        {
            if (call.Name.Contains('\n') || call.Name.AsSpan().Trim().Length != call.Name.Length) return $"the name \"{call.Name}\" is not one line";
        }
        return null;
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(Action).Append(' ').Append(call.Name).Append('\n').Append(Input).Append(' ').Append(call.Json);
        }
    }
}
