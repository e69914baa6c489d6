using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;start_function_call&gt;call:NAME{key:value,…}&lt;end_function_call&gt;</c>; keys stand without quotes, texts between
/// <c>&lt;escape&gt;</c> and <c>&lt;escape&gt;</c> (tools-and-data 2.2).
/// </summary>
internal sealed class FunctionGemmaFormat() : MarkedBlockFormat("functiongemma", new(Open), new(Close))
{
    private const string Open = "<start_function_call>";
    private const string Close = "<end_function_call>";
    private const string Call = "call:";

    protected override int ReadBlock(ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers)
    {
        var window = reply.Window;
        var head = JsonCalls.SkipBlank(window, opener + Open.Length);
        if (window[head..].StartsWith(Call, StringComparison.Ordinal)) head += Call.Length;
        var length = window[head..].IndexOfAny("{<\n");
        if (length < 0 || window[head + length] != '{') return Fail(ref reply, "a name and '{' should follow the marker", opener, head, ref openers, ref closers);
        var name = window.Slice(head, length).Trim().ToString();
        var reader = new GemmaValueReader(window, head + length);
        if (reader.ReadMap(0) is not { } arguments)
        {
            return Fail(ref reply, $"call of \"{name}\": {reader.Error} (at character {reader.Position - opener})", opener, head, ref openers, ref closers);
        }
        var end = JsonCalls.SkipBlank(window, reader.Position);
        if (closers.LengthAt(end) == 0)
        {
            reply.Warn("the tag of a call is not closed");
            end = reader.Position;
        }
        end += closers.LengthAt(end);
        if (reader.SawBareText) reply.Warn($"call of \"{name}\": a text without <escape> around it");
        if (name.Length == 0) reply.AddUnparsed("the call has no name", opener, end, wrongShape: true);
        else reply.AddCall(name, ArgumentJson.Write(arguments), null, opener, end);
        return end;
    }

    private static int Fail(ref ReplyBuilder reply, string reason, int start, int position, ref MarkerFinder openers, ref MarkerFinder closers)
    {
        var closer = closers.From(position);
        var opener = openers.From(position);
        var end = closer < opener ? closer + closers.LengthAt(closer) : opener;
        reply.AddUnparsed(reason, start, end);
        return end;
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content)
    {
        foreach (ref readonly var call in calls)
        {
            if (GemmaText.WhyNot(call.Arguments) is { } reason) return reason;
        }
        return BareName.WhyNot(calls);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            text.Append(Open).Append(Call).Append(call.Name);
            GemmaText.Append(text, call.Arguments);
            text.Append(Close);
        }
    }
}
