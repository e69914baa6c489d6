using System.Text;

namespace ToolRM.Parsing;

/// <summary>
/// Per call <c>&lt;｜tool▁call▁begin｜&gt;</c> head <c>&lt;｜tool▁sep｜&gt;</c> arguments <c>&lt;｜tool▁call▁end｜&gt;</c>, all within
/// <c>&lt;｜tool▁calls▁begin｜&gt;</c> and <c>&lt;｜tool▁calls▁end｜&gt;</c>. The bar is U+FF5C, the low block U+2581 (tools-and-data
/// 2.2). V3 and R1 write a type as head and name and fence behind the separator; V3.1 writes the name as head and no fence.
/// </summary>
internal abstract class DeepSeekFormat(string name, bool fenced) : WireFormat(name)
{
    internal const string ListOpen = "<\uFF5Ctool\u2581calls\u2581begin\uFF5C>";
    internal const string ListClose = "<\uFF5Ctool\u2581calls\u2581end\uFF5C>";
    internal const string CallOpen = "<\uFF5Ctool\u2581call\u2581begin\uFF5C>";
    internal const string CallClose = "<\uFF5Ctool\u2581call\u2581end\uFF5C>";
    internal const string Separator = "<\uFF5Ctool\u2581sep\uFF5C>";

    private static readonly Markers Openers = new(CallOpen);
    private static readonly Markers Closers = new(CallClose, ListClose);
    private static readonly Markers Separators = new(Separator);
    private static readonly Markers Frames = new(ListOpen, ListClose);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(Openers, window);
        var closers = new MarkerFinder(Closers, window);
        var separators = new MarkerFinder(Separators, window);
        var position = reply.Start;
        while (true)
        {
            var opener = openers.From(position);
            AddContent(ref reply, position, opener);
            if (opener >= window.Length) return;
            var head = opener + CallOpen.Length;
            var separator = separators.From(head);
            var next = openers.From(head);
            if (separator >= next)
            {
                reply.AddUnparsed("a separator should follow the head of a call", opener, next);
                position = next;
                continue;
            }
            var body = separator + Separator.Length;
            var line = fenced ? NameEnd(window, body) : body;
            var callName = (fenced ? window[body..line] : window[head..separator]).Trim().ToString();
            position = NamedCall.Read(ref reply, callName, line, opener, ref openers, ref closers, closersExpected: true);
        }
    }

    /// <summary>V3's name stands behind the separator, up to the end of the line, a fence or the arguments.</summary>
    private static int NameEnd(ReadOnlySpan<char> window, int position)
    {
        var length = window[position..].IndexOfAny("\n`{<");
        return length < 0 ? window.Length : position + length;
    }

    /// <summary>Text beside the calls, without the markers around the list.</summary>
    private static void AddContent(ref ReplyBuilder reply, int start, int end)
    {
        while (start < end)
        {
            var rest = reply.Window[start..end];
            var frame = Frames.IndexIn(rest);
            if (frame < 0) break;
            reply.AddContent(start, start + frame);
            start += frame + Frames.LengthAt(rest[frame..]);
        }
        reply.AddContent(start, end);
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => BareName.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        if (calls.Length == 0) return;
        text.Append(ListOpen);
        for (var i = 0; i < calls.Length; i++)
        {
            if (fenced && i > 0) text.Append('\n');
            text.Append(CallOpen);
            if (fenced) text.Append("function").Append(Separator).Append(calls[i].Name).Append("\n```json\n").Append(calls[i].Json).Append("\n```");
            else text.Append(calls[i].Name).Append(Separator).Append(calls[i].Json);
            text.Append(CallClose);
        }
        text.Append(ListClose);
    }
}
