using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Verification;

namespace ToolRM.Agents;

/// <summary>A call that was judged before it ran.</summary>
/// <param name="Call">The call.</param>
/// <param name="Prompt">The conversation before it, and the offered tools.</param>
/// <param name="Score">The score of the call alone.</param>
/// <param name="Schema">What the schema check says.</param>
/// <param name="Finding">What speaks against it, in words that the model is shown; null when it passes.</param>
/// <param name="Attempt">0 for the model's first reply, 1 after it was asked again once, and so on.</param>
public sealed record GuardedCall(ToolCall Call, Conversation Prompt, Score Score, Verdict Schema, string? Finding, int Attempt)
{
    /// <summary>Whether something speaks against it.</summary>
    public bool IsRefused => Finding is not null;
}
