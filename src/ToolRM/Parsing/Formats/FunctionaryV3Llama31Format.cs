using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;function=NAME&gt;</c> JSON <c>&lt;/function&gt;</c>, repeated and mixed with text, end <c>&lt;|eom_id|&gt;</c>; code behind
/// <c>&lt;|python_tag|&gt;</c> is a call of <c>python</c> (tools-and-data 2.2, 2.4). Code is no JSON, so it becomes the argument
/// <c>code</c>. An unclosed tag is text in the original; here its call is read, with a warning.
/// </summary>
internal sealed class FunctionaryV3Llama31Format() : MarkedBlockFormat("functionary-v3-llama31", new(Open, Python), new(Close))
{
    private const string Open = "<function=";
    private const string Close = "</function>";
    private const string Python = "<|python_tag|>";

    protected override int ReadBlock(ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers) =>
        reply.Window[opener..].StartsWith(Python, StringComparison.Ordinal) ? ReadCode(ref reply, opener) : ReadCall(ref reply, opener, ref openers, ref closers);

    private static int ReadCall(ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers)
    {
        var window = reply.Window;
        var head = opener + Open.Length;
        var length = window[head..].IndexOfAny(">\n{<");
        if (length >= 0 && window[head + length] == '>')
        {
            var name = window.Slice(head, length).Trim().ToString();
            return NamedCall.Read(ref reply, name, head + length + 1, opener, ref openers, ref closers, closersExpected: true);
        }
        var next = openers.From(head);
        reply.AddUnparsed("a name and '>' should follow <function=", opener, next);
        return next;
    }

    /// <summary>All of the rest is code: it may hold anything, markers too.</summary>
    private static int ReadCode(ref ReplyBuilder reply, int opener)
    {
        var end = reply.End;
        var code = reply.Window[(opener + Python.Length)..end].Trim().ToString();
        if (code.Length == 0) return end;
        reply.Warn("code behind <|python_tag|> became the argument \"code\" of a call of \"python\"");
        reply.AddCall("python", ArgumentJson.Write(new MapValue([new("code", ArgumentValue.Of(code))])), null, opener, end);
        return end;
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => BareName.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            text.Append(Open).Append(call.Name).Append('>').Append(call.Json).Append(Close);
        }
    }
}
