using System.Text;

namespace ToolRM.Parsing;

/// <summary>
/// Per call <c>[TOOL_CALLS]</c> name, perhaps <c>[CALL_ID]</c> id, <c>[ARGS]</c> JSON object. Base of tokenizers v11 and v13,
/// which differ in the id; both are read either way, and so is vLLM's <c>name{json}</c> (tools-and-data 2.2, 2.4).
/// </summary>
internal abstract class MistralNamedFormat(string name, bool withId) : WireFormat(name)
{
    private const string Open = "[TOOL_CALLS]";
    private const string IdMark = "[CALL_ID]";
    private const string ArgumentsMark = "[ARGS]";
    private static readonly Markers Openers = new(Open);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(Openers, window);
        var position = reply.Start;
        while (true)
        {
            var opener = openers.From(position);
            reply.AddContent(position, opener);
            if (opener >= window.Length) return;
            position = ReadCall(ref reply, opener, ref openers);
        }
    }

    private static int ReadCall(ref ReplyBuilder reply, int opener, ref MarkerFinder openers)
    {
        var window = reply.Window;
        var position = opener + Open.Length;
        var name = Word(window, ref position);
        string? id = null;
        if (window[position..].StartsWith(IdMark, StringComparison.Ordinal))
        {
            position += IdMark.Length;
            id = Word(window, ref position);
        }
        var marked = window[position..].StartsWith(ArgumentsMark, StringComparison.Ordinal);
        if (marked) position += ArgumentsMark.Length;
        if (name.Length == 0 || !marked && (position >= window.Length || window[position] != '{'))
        {
            var next = openers.From(opener + Open.Length);
            reply.AddUnparsed("a name and [ARGS] should follow [TOOL_CALLS]", opener, next);
            return next;
        }
        var arguments = JsonArguments.Read(window, position, opener);
        var end = arguments.Broken ? openers.From(position) : arguments.End;
        reply.Add(name, in arguments, id, opener, end);
        return end;
    }

    /// <summary>A word up to the next mark, the arguments themselves or the end of the line.</summary>
    private static string Word(ReadOnlySpan<char> window, ref int position)
    {
        var start = position;
        while (position < window.Length && window[position] is not ('[' or '{' or '\n')) position++;
        return window[start..position].Trim().ToString();
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => BareName.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            text.Append(Open).Append(call.Name);
            if (withId && call.Id is not null && BareName.Is(call.Id)) text.Append(IdMark).Append(call.Id);
            text.Append(ArgumentsMark).Append(call.Json);
        }
    }
}
