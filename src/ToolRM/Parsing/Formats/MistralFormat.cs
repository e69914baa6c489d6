using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>[TOOL_CALLS]</c> and a JSON array; from tokenizer v3 on each object also has an <c>id</c> (tools-and-data 2.2). Servers
/// that skip special tokens leave the array alone.
/// </summary>
internal sealed class MistralFormat() : MarkedJsonFormat("mistral", new(new(Open), Bare: true))
{
    private const string Open = "[TOOL_CALLS]";

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        if (calls.Length > 0) text.Append(Open).AppendList(calls, withId: true);
    }
}
