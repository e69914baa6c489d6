using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// Gemini's parts: <c>{text}</c> and <c>{functionCall: {name, args}}</c>; the list, or the content or response around it
/// (tools-and-data 2.2).
/// </summary>
internal sealed class GeminiFormat() : ApiFormat("gemini", new(
    Containers: ["candidates", "content", "parts"],
    Calls: ["functionCall", "function_call"],
    Texts: ["text"],
    Reasoning: ["thought"],
    CallTypes: []))
{
    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append("{\"role\": \"model\", \"parts\": [");
        if (content.Length > 0) text.Append("{\"text\": ").AppendJson(content).Append('}');
        for (var i = 0; i < calls.Length; i++)
        {
            if (i > 0 || content.Length > 0) text.Append(", ");
            text.Append("{\"functionCall\": ").AppendObject(in calls[i], argumentsKey: "args", withId: true).Append('}');
        }
        text.Append("]}");
    }
}
