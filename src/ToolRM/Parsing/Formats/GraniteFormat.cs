using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;|tool_call|&gt;</c> (Granite 3.0) or <c>&lt;tool_call&gt;</c> (3.1 and later), then a JSON list whose items may be
/// texts that hold objects; closing tags may appear (tools-and-data 2.2-2.4). Written as 3.1 does.
/// </summary>
internal sealed class GraniteFormat() : MarkedJsonFormat("granite",
    new(new("<|tool_call|>", "<tool_call>"), new("</tool_call>", "<|/tool_call|>", "</|tool_call|>"), Bare: true))
{
    private const string Role = "ASSISTANT:";

    protected override void Read(ref ReplyBuilder reply)
    {
        var start = JsonCalls.SkipBlank(reply.Window, reply.Start);
        if (reply.Window[start..].StartsWith(Role, StringComparison.Ordinal)) reply.Start = start + Role.Length;
        base.Read(ref reply);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        if (calls.Length > 0) text.Append("<tool_call>").AppendList(calls);
    }
}
