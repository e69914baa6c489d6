using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// A JSON list of <c>{"name": …, "arguments": …}</c> and nothing else: xLAM with all its wrappings, Hammer with its fences,
/// BitAgent (tools-and-data 2.2-2.4). One object, or several with <c>;</c>, pass too.
/// </summary>
internal sealed class JsonListFormat() : WireFormat("json-list")
{
    protected override void Read(ref ReplyBuilder reply) => JsonPayload.Read(ref reply);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length > 0) text.AppendList(calls);
    }
}
