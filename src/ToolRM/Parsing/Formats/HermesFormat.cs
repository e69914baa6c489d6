using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;tool_call&gt;</c> newline <c>{"name": …, "arguments": …}</c> newline <c>&lt;/tool_call&gt;</c>, repeated
/// (tools-and-data 2.2, 2.4). Unlike vLLM, one unreadable call does not make the whole reply content: it is listed.
/// </summary>
internal sealed class HermesFormat() : MarkedJsonFormat("hermes", new(new(Open), new(Close), ClosersExpected: true))
{
    private const string Open = "<tool_call>";
    private const string Close = "</tool_call>";

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(Open).Append('\n').AppendObject(in call).Append('\n').Append(Close);
        }
    }
}
