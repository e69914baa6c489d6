using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// Cohere's calls <c>{tool_name, parameters}</c>: the list, or the message around it (tools-and-data 2.2). The plan in front of
/// the calls is reasoning.
/// </summary>
internal sealed class CohereFormat() : ApiFormat("cohere", new(
    Containers: ["message", "content"],
    Calls: ["tool_calls"],
    Texts: ["text", "content"],
    Reasoning: ["tool_plan"],
    CallTypes: [],
    ListIsCalls: true))
{
    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append("{\"text\": ").AppendJson(content);
        if (calls.Length > 0) text.Append(", \"tool_calls\": ").AppendList(calls, "tool_name", "parameters");
        text.Append('}');
    }
}
