using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;|from|&gt;assistant</c>, <c>&lt;|recipient|&gt;NAME</c>, <c>&lt;|content|&gt;</c> JSON <c>&lt;|stop|&gt;</c>, repeated; the
/// recipient <c>all</c> means text (tools-and-data 2.2). A prompt that ends with <c>&lt;|recipient|&gt;</c> leaves a reply that
/// starts with the name. Read is from recipient to recipient.
/// </summary>
internal sealed class FunctionaryV2Format() : WireFormat("functionary-v2")
{
    private const string From = "<|from|>assistant";
    private const string Recipient = "<|recipient|>";
    private const string Content = "<|content|>";
    private const string Stop = "<|stop|>";
    private const string All = "all";
    private static readonly Markers Openers = new(Recipient, "<|from|>");
    private static readonly Markers Closers = new(Stop);
    private static readonly Markers Contents = new(Content);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(Openers, window);
        var closers = new MarkerFinder(Closers, window);
        var contents = new MarkerFinder(Contents, window);
        var position = reply.Start;
        var start = JsonCalls.SkipBlank(window, position);
        if (start < window.Length && openers.LengthAt(start) == 0 && contents.From(start) is var mark && mark < window.Length
            && BareName.Is(window[start..mark].Trim()))
        {
            position = ReadTurn(ref reply, start, start, mark, ref openers, ref closers);
        }
        while (true)
        {
            var opener = openers.From(position);
            AddText(ref reply, position, opener);
            if (opener >= window.Length) return;
            var head = opener + openers.LengthAt(opener);
            if (window[opener..].StartsWith("<|from|>", StringComparison.Ordinal))
            {
                // The role's name stands between the two markers; what it says is said by the recipient.
                var recipient = openers.From(head);
                position = recipient;
                if (recipient >= window.Length) reply.AddUnparsed("a recipient should follow <|from|>", opener, recipient);
                continue;
            }
            var content = contents.From(head);
            var next = openers.From(head);
            if (content >= next)
            {
                reply.AddUnparsed("<|content|> should follow a recipient", opener, next);
                position = next;
                continue;
            }
            position = ReadTurn(ref reply, opener, head, content, ref openers, ref closers);
        }
    }

    private static int ReadTurn(ref ReplyBuilder reply, int start, int head, int content, ref MarkerFinder openers, ref MarkerFinder closers)
    {
        var name = reply.Window[head..content].Trim();
        var body = content + Content.Length;
        if (name is not All) return NamedCall.Read(ref reply, name.ToString(), body, start, ref openers, ref closers);
        var end = Math.Min(openers.From(body), closers.From(body));
        reply.AddContent(body, end);
        return end + closers.LengthAt(end);
    }

    private static void AddText(ref ReplyBuilder reply, int start, int end)
    {
        if (reply.Window[start..end].Trim() is not Stop) reply.AddContent(start, end);
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
        if (content.Length > 0) Turn(text, All, content);
        foreach (ref readonly var call in calls) Turn(text, call.Name, call.Json);
        if (text.Length > 0) text.Append(Stop);
    }

    private static void Turn(StringBuilder text, string recipient, string body)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(From).Append('\n').Append(Recipient).Append(recipient).Append('\n').Append(Content).Append(body);
    }
}
