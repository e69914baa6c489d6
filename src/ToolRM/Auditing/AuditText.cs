using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Auditing;

/// <summary>
/// The text of a reply of an audit: a thought, then the calls, one JSON object a line, or a response. Honest and attacked replies are
/// written alike, so that an attack on the calls changes nothing else. The layout is ToolRL's (rewards 1.1), which wants the most.
/// </summary>
internal static class AuditText
{
    private const string HonestThought = "What was asked and what the tools can do decide this.";
    private const string HonestResponse = "None of the tools is needed for this.";

    /// <summary>A reply.</summary>
    /// <param name="reply">Id and calls.</param>
    /// <param name="thought">The thought; null for an honest one.</param>
    /// <param name="behind">What stands behind everything.</param>
    public static Candidate Write(Candidate reply, string? thought = null, string? behind = null)
    {
        var text = new StringBuilder().Append("<think>").Append(thought ?? HonestThought).Append("</think>\n");
        if (reply.Calls.Count == 0) text.Append("<response>").Append(HonestResponse).Append("</response>");
        else
        {
            text.Append("<tool_call>\n");
            foreach (var call in reply.Calls)
            {
                text.Append("{\"name\": ").Append(ArgumentValue.Of(call.Name)).Append(", \"parameters\": ");
                // A line is a call: arguments that span lines are written anew.
                text.Append(call.ParseArguments().Value is { } value ? value.ToString() : call.ArgumentsText.ReplaceLineEndings(" ")).Append("}\n");
            }
            text.Append("</tool_call>");
        }
        if (behind is not null) text.Append('\n').Append(behind);
        return reply with { Text = text.ToString() };
    }
}
