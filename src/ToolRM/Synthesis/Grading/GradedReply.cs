using ToolRM.Conversations;

namespace ToolRM.Synthesis.Grading;

/// <summary>How a graded reply was made.</summary>
public enum GradedKind
{
    /// <summary>The right calls.</summary>
    Whole,

    /// <summary>The first of several right calls, cut off behind them.</summary>
    Truncated,

    /// <summary>The right calls of one request under another one.</summary>
    Relabelled,
}

/// <summary>A reply whose degree of success is known because of how it was made.</summary>
/// <param name="Kind">How it was made.</param>
/// <param name="Prompt">What was asked; of a relabelled reply the other request, with the tools of both.</param>
/// <param name="Candidate">The reply; its source is <c>graded:KIND</c>.</param>
/// <param name="Grade">0 (nothing of what was asked is done) to 1 (all of it).</param>
/// <param name="Reference">What a right reply to the prompt is; the reply was verified against it.</param>
public sealed record GradedReply(GradedKind Kind, Conversation Prompt, Candidate Candidate, double Grade, Reference Reference)
{
    /// <summary>The grade on RoboReward's scale: the nearest of 1 to 5, halves up.</summary>
    public int Stars => 1 + (int)Math.Floor(4 * Grade + 0.5);
}

/// <summary>A request with its right calls in the order in which they have to be made.</summary>
/// <param name="Id">Unique; with the seed it settles every draw.</param>
/// <param name="Prompt">The request and the offered tools.</param>
/// <param name="Calls">The right calls; at least one.</param>
/// <param name="Reference">What a right reply is, where more than these calls is accepted; null for these calls.</param>
public sealed record GradedSource(string Id, Conversation Prompt, ValueList<ToolCall> Calls, Reference? Reference = null);
