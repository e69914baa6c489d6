using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// The message of OpenAI's chat completions: <c>content</c> and <c>tool_calls: [{id, type, function: {name, arguments}}]</c>
/// with the arguments as JSON text; or the bare list of tool calls (tools-and-data 2.2). <c>function_call</c> is its older form.
/// </summary>
internal sealed class OpenAiChatFormat() : ApiFormat("openai-chat", new(
    Containers: ["message", "choices", "content"],
    Calls: ["tool_calls", "function_call", "function"],
    Texts: ["content", "text"],
    Reasoning: ["reasoning_content", "reasoning"],
    CallTypes: [],
    ListIsCalls: true))
{
    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append("{\"role\": \"assistant\", \"content\": ");
        if (content.Length == 0 && calls.Length > 0) text.Append("null");
        else text.AppendJson(content);
        if (calls.Length > 0) text.Append(", \"tool_calls\": [");
        for (var i = 0; i < calls.Length; i++)
        {
            text.Append(i > 0 ? ", {" : "{");
            if (calls[i].Id is { } id) text.Append("\"id\": ").AppendJson(id).Append(", ");
            text.Append("\"type\": \"function\", \"function\": {\"name\": ").AppendJson(calls[i].Name);
            text.Append(", \"arguments\": ").AppendJson(calls[i].Json).Append("}}");
        }
        text.Append(calls.Length > 0 ? "]}" : "}");
    }
}
