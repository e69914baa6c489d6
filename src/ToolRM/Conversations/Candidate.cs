namespace ToolRM.Conversations;

/// <summary>One reply to a prompt: the one-turn case of a <see cref="Trajectory"/>.</summary>
/// <param name="Id">Unique within its group.</param>
/// <param name="Text">The reply's exact text; empty when only calls are known.</param>
/// <param name="Calls">The calls in it; empty when the model called nothing.</param>
/// <param name="Source">Where it came from, such as the generator's name; null when unknown.</param>
public sealed record Candidate(string Id, string Text, ValueList<ToolCall> Calls, string? Source = null)
{
    /// <summary>The candidate as a trajectory of one turn, without results.</summary>
    /// <param name="groupId">The group's id.</param>
    public Trajectory ToTrajectory(string groupId) => new(
        Id, groupId, ParentId: null, BranchTurn: null, [new Turn(Text, [], Calls, [])], TerminalKind.Finished,
        Source is null ? [] : [new("source", Source)]);
}

/// <summary>One prompt and its candidates: what every scorer is asked about.</summary>
/// <param name="Id">Unique within its file.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Candidates">The candidates; ids are unique.</param>
/// <param name="Reference">What a right reply is; null when unknown.</param>
public sealed record CandidateGroup(string Id, Conversation Prompt, ValueList<Candidate> Candidates, Reference? Reference = null);
