using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>The reply to the prompt, for rewards that judge one reply.</summary>
internal static class FirstReply
{
    /// <summary>The candidate's text and calls; where it has neither, those of its trajectory's first turn.</summary>
    public static (string Text, ValueList<ToolCall> Calls) Of(Rollout rollout) =>
        rollout is { Candidate: { Text: "", Calls.Count: 0 }, Trajectory.Turns: [var first, ..] } ? (first.Text, first.Calls) : (rollout.Candidate.Text, rollout.Candidate.Calls);
}
