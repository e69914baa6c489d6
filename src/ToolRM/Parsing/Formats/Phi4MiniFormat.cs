using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary><c>&lt;|tool_call|&gt;</c> JSON list <c>&lt;|/tool_call|&gt;</c>, the closing marker optional (tools-and-data 2.2).</summary>
internal sealed class Phi4MiniFormat() : MarkedJsonFormat("phi4-mini", new(new(Open), new(Close), Bare: true))
{
    private const string Open = "<|tool_call|>";
    private const string Close = "<|/tool_call|>";

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        if (calls.Length > 0) text.Append(Open).AppendList(calls).Append(Close);
    }
}
