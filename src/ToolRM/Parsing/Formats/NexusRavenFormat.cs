using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// NexusRaven: v1 <c>Initial Answer: f(…)</c> up to a line <c>Reflection:</c>, v2 <c>Call: f(…); g(…)</c> up to
/// <c>Thought:</c>; positional arguments allowed (tools-and-data 2.2). The call <c>out_of_domain</c> means no call (2.3).
/// </summary>
internal sealed class NexusRavenFormat() : WireFormat("nexusraven")
{
    private const string OutOfDomain = "out_of_domain";
    // A marker opens a line; inside a text of an argument a line end is written as an escape.
    private static readonly Markers Openers = new("\nCall:", "\nInitial Answer:");
    private static readonly Markers FirstOpeners = new("Call:", "Initial Answer:");
    private static readonly Markers Closers = new("\nReflection:", "\nThought:", "<bot_end>");

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(Openers, window);
        var closers = new MarkerFinder(Closers, window);
        var position = reply.Start;
        var first = JsonCalls.SkipBlank(window, position);
        var marked = JsonCalls.SkipBlank(window, first + FirstOpeners.LengthAt(window[first..]));
        if (PythonCalls.StartsCalls(window, marked)) first = marked;
        if (PythonCalls.StartsCalls(window, first)) position = ReadCalls(ref reply, first, Math.Min(closers.From(first), openers.From(first)));
        while (true)
        {
            var opener = openers.From(position);
            AddText(ref reply, position, opener);
            if (opener >= window.Length) return;
            var head = JsonCalls.SkipBlank(window, opener + openers.LengthAt(opener));
            var end = Math.Min(closers.From(head), openers.From(head));
            if (PythonCalls.StartsCalls(window, head)) ReadCalls(ref reply, head, end);
            else reply.AddUnparsed("a call should follow the marker", opener, end);
            position = Math.Max(end, head);
        }
    }

    private static int ReadCalls(ref ReplyBuilder reply, int start, int end)
    {
        if (!reply.Window[start..].StartsWith(OutOfDomain + "(", StringComparison.Ordinal)) PythonCalls.Read(ref reply, start, end);
        return end;
    }

    private static void AddText(ref ReplyBuilder reply, int start, int end)
    {
        var text = reply.Window[start..end];
        var skipped = text.StartsWith("<bot_end>", StringComparison.Ordinal) ? "<bot_end>".Length : 0;
        reply.AddContent(start + skipped, end);
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content)
    {
        if (calls.Length > 0 && calls[0].Name == OutOfDomain) return $"the name {OutOfDomain} means no call";
        return PythonCalls.WhyNot(calls);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length > 0) text.Append("Call: ").AppendCalls(calls, "; ");
    }
}
