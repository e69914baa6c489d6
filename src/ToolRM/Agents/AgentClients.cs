using Microsoft.Extensions.AI;
using ToolRM.Scoring;

namespace ToolRM.Agents;

/// <summary>The clients of this folder around another one.</summary>
/// <remarks>
/// In a pipeline of Microsoft.Extensions.AI: <c>builder.UseFunctionInvocation().Use(inner => inner.WithToolGuard(scorer))</c>. What is named
/// first is outermost, so the client that runs calls comes before these.
/// </remarks>
public static class AgentClients
{
    /// <summary>A client that asks n times and returns the best reply; see <see cref="BestOfNChatClient"/>.</summary>
    /// <param name="client">Asks the model.</param>
    /// <param name="scorer">Scores the replies.</param>
    /// <param name="options">How to ask and choose; null for the defaults.</param>
    public static BestOfNChatClient WithBestOfN(this IChatClient client, IScorer scorer, BestOfNOptions? options = null) => new(client, scorer, options);

    /// <summary>A client that judges calls before they run; see <see cref="GuardedToolChatClient"/>.</summary>
    /// <param name="client">Asks the model.</param>
    /// <param name="scorer">Scores calls.</param>
    /// <param name="options">How to judge and what to do; null for the defaults.</param>
    public static GuardedToolChatClient WithToolGuard(this IChatClient client, IScorer scorer, ToolGuardOptions? options = null) => new(client, scorer, options);
}
