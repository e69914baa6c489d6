using Microsoft.Extensions.AI;
using ToolRM.Conversations;

namespace ToolRM.Agents.Metrics;

/// <summary>The conversation before an evaluated response.</summary>
internal static class EvaluatedPrompt
{
    /// <summary>The conversation, and why a response to it cannot be judged; null when it can.</summary>
    public static (Conversation Prompt, string? Why) Of(IEnumerable<ChatMessage> messages, IEnumerable<EvaluationContext>? context)
    {
        var offered = context?.OfType<OfferedToolsContext>().FirstOrDefault();
        var prompt = AgentPrompt.Of([.. messages], new() { Tools = offered is null ? null : [.. offered.Tools] }, scoresServerSide: true);
        return (prompt.Conversation, offered is null ? $"the offered tools are not known; give an {nameof(OfferedToolsContext)}" : prompt.WhyUnscored);
    }
}
