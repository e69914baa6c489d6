using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>BFCL's prompt-mode return format <c>json</c>: a list of <c>{"function": …, "parameters": …}</c> (tools-and-data 1.9).</summary>
internal sealed class BfclJsonFormat() : WireFormat("bfcl-json")
{
    protected override void Read(ref ReplyBuilder reply) => JsonPayload.Read(ref reply);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length > 0) text.AppendList(calls, "function", "parameters");
    }
}
