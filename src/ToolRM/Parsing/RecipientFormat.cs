using System.Text;

namespace ToolRM.Parsing;

/// <summary>
/// A mark, the recipient's name, a newline, then its JSON; the recipient <c>all</c> means text. The prompt may end with the
/// first mark, so a reply may start with the name. Base of Functionary v2.llama3 and v3.llama3 (tools-and-data 2.2, 2.4).
/// </summary>
internal abstract class RecipientFormat(string name, string mark, Markers closers) : WireFormat(name)
{
    private const string All = "all";
    private readonly Markers _openers = new(mark);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(_openers, window);
        var ends = new MarkerFinder(closers, window);
        var position = reply.Start;
        var start = JsonCalls.SkipBlank(window, position);
        if (StartsWithName(window, start)) position = ReadTurn(ref reply, start, start, ref openers, ref ends);
        while (true)
        {
            var opener = openers.From(position);
            reply.AddContent(position, opener);
            if (opener >= window.Length) return;
            position = ReadTurn(ref reply, opener, opener + mark.Length, ref openers, ref ends);
        }
    }

    private static int ReadTurn(ref ReplyBuilder reply, int start, int head, ref MarkerFinder openers, ref MarkerFinder ends)
    {
        var window = reply.Window;
        var limit = Math.Min(openers.From(head), ends.From(head));
        var length = window[head..limit].IndexOfAny("\n{");
        var body = length < 0 ? limit : head + length;
        var name = window[head..body].Trim();
        if (name is not All) return NamedCall.Read(ref reply, name.ToString(), body, start, ref openers, ref ends);
        var end = Math.Min(openers.From(body), ends.From(body));
        reply.AddContent(body, end);
        return end + ends.LengthAt(end);
    }

    /// <summary>Whether the first line is a name, with an object or, for <c>all</c>, text behind it.</summary>
    private static bool StartsWithName(ReadOnlySpan<char> window, int start)
    {
        var length = window[start..].IndexOf('\n');
        if (length < 0) return false;
        var line = window.Slice(start, length).Trim();
        return line is All || BareName.Is(line) && JsonCalls.StartsObject(window, JsonCalls.SkipBlank(window, start + length));
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content)
    {
        foreach (ref readonly var call in calls)
        {
            if (call.Name == All) return "the recipient \"all\" means text";
        }
        return BareName.WhyNot(calls);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        if (content.Length > 0) text.Append(mark).Append(All).Append('\n').Append(content);
        foreach (ref readonly var call in calls)
        {
            text.Append(mark).Append(call.Name).Append('\n').Append(call.Json);
        }
    }
}
