using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// Output items of OpenAI's Responses API: <c>{type: "function_call", name, arguments (text), call_id}</c>, messages and
/// reasoning; the list, the response around it, or one item (tools-and-data 2.2).
/// </summary>
internal sealed class OpenAiResponsesFormat() : ApiFormat("openai-responses", new(
    Containers: ["output", "content"],
    Calls: [],
    Texts: ["text", "content"],
    Reasoning: ["summary"],
    CallTypes: ["function_call"]))
{
    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append('[');
        if (content.Length > 0)
        {
            text.Append("{\"type\": \"message\", \"role\": \"assistant\", \"content\": [{\"type\": \"output_text\", \"text\": ");
            text.AppendJson(content).Append("}]}");
        }
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 1) text.Append(", ");
            text.Append("{\"type\": \"function_call\", ");
            if (call.Id is { } id) text.Append("\"call_id\": ").AppendJson(id).Append(", ");
            text.Append("\"name\": ").AppendJson(call.Name).Append(", \"arguments\": ").AppendJson(call.Json).Append('}');
        }
        text.Append(']');
    }
}
