namespace ToolRM.Conversations;

/// <summary>One rollout: what a policy did from one prompt on, turn by turn.</summary>
/// <param name="Id">Unique within its run.</param>
/// <param name="GroupId">The prompt's group; rollouts of one group are compared with each other.</param>
/// <param name="ParentId">The trajectory that this one was forked from; null for a root.</param>
/// <param name="BranchTurn">Index of the first turn that differs from the parent; null for a root.</param>
/// <param name="Turns">The turns, in order.</param>
/// <param name="Terminal">Why it ended.</param>
/// <param name="Metadata">Free facts, such as the generator's name; keys are unique.</param>
public sealed record Trajectory(
    string Id,
    string GroupId,
    string? ParentId,
    int? BranchTurn,
    ValueList<Turn> Turns,
    TerminalKind Terminal,
    ValueList<KeyValuePair<string, string>> Metadata = default);

/// <summary>One turn of the policy and what came back.</summary>
/// <param name="Text">The policy's exact text.</param>
/// <param name="Spans">Parts of <paramref name="Text"/>, ordered and not overlapping.</param>
/// <param name="Calls">The calls in the text, in order.</param>
/// <param name="Results">One per call, in the same order; empty when nothing was executed.</param>
public sealed record Turn(string Text, ValueList<Span> Spans, ValueList<ToolCall> Calls, ValueList<ToolResult> Results);

/// <summary>Why a trajectory ended.</summary>
public enum TerminalKind
{
    /// <summary>The policy finished by itself.</summary>
    Finished,

    /// <summary>The turn limit was reached.</summary>
    TurnLimit,

    /// <summary>The token limit was reached, so the last turn is cut.</summary>
    LengthLimit,

    /// <summary>The environment ended it.</summary>
    EnvironmentEnd,

    /// <summary>An error of the run, not of the policy.</summary>
    RunError,
}

/// <summary>
/// Tokens of a trajectory, kept beside it: recorded when sampled, and never computed from the text afterwards, because
/// tokenising a text again can give other tokens.
/// </summary>
/// <param name="TrajectoryId">The trajectory.</param>
/// <param name="TokenIds">Token ids of the whole context, [T].</param>
/// <param name="LogProbabilities">Natural logarithms under the sampling policy, [T]; NaN where the policy did not write the token.</param>
/// <param name="PolicyMask">True where the policy wrote the token, [T].</param>
public sealed record TokenRecord(string TrajectoryId, ValueList<int> TokenIds, ValueList<float> LogProbabilities, ValueList<bool> PolicyMask);
