using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// Anthropic's content blocks: <c>{type: "text"}</c>, <c>{type: "thinking"}</c> and <c>{type: "tool_use", id, name, input}</c>;
/// the list, or the message around it (tools-and-data 2.2).
/// </summary>
internal sealed class AnthropicFormat() : ApiFormat("anthropic", new(
    Containers: ["content"],
    Calls: [],
    Texts: ["text", "content"],
    Reasoning: ["thinking"],
    CallTypes: ["tool_use"]))
{
    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append('[');
        if (content.Length > 0) text.Append("{\"type\": \"text\", \"text\": ").AppendJson(content).Append('}');
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 1) text.Append(", ");
            text.Append("{\"type\": \"tool_use\", ");
            if (call.Id is { } id) text.Append("\"id\": ").AppendJson(id).Append(", ");
            text.Append("\"name\": ").AppendJson(call.Name).Append(", \"input\": ").Append(call.Json).Append('}');
        }
        text.Append(']');
    }
}
