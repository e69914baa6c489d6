using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;function_call&gt;</c> and a JSON object, repeated; the name <c>no_function</c> means no call (tools-and-data 2.2).
/// </summary>
internal sealed class Granite20bFormat() : MarkedJsonFormat("granite-20b", new(new(Open), Bare: true))
{
    private const string Open = "<function_call>";

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(Open).Append(' ').AppendObject(in call);
        }
    }
}
