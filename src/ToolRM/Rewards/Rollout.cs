using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary>One rollout as a reward sees it: the candidate, what it did turn by turn, and what is known of it.</summary>
/// <param name="Context">The group that it belongs to.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="Trajectory">What it did turn by turn; null when it is one turn that was not executed.</param>
/// <param name="Facts">What the caller knows of it; null for nothing.</param>
public sealed record Rollout(RewardContext Context, Candidate Candidate, Trajectory? Trajectory, RolloutFacts? Facts)
{
    /// <summary>The turns; the candidate itself as the only one when there is no trajectory.</summary>
    public ValueList<Turn> Turns() => Trajectory?.Turns ?? [new Turn(Candidate.Text, [], Candidate.Calls, [])];

    /// <summary>All calls, in the order made.</summary>
    public ValueList<ToolCall> Calls()
    {
        if (Trajectory is null) return Candidate.Calls;
        var calls = new List<ToolCall>();
        foreach (var turn in Trajectory.Turns) calls.AddRange(turn.Calls);
        return calls.ToValueList();
    }

    /// <summary>Text of the last turn; empty when there is no turn.</summary>
    public string LastText()
    {
        if (Trajectory is null) return Candidate.Text;
        return Trajectory.Turns.Count == 0 ? "" : Trajectory.Turns[^1].Text;
    }

    /// <summary>The one number of a name.</summary>
    /// <param name="name">The name, such as <see cref="FactNames.Cost"/>.</param>
    public Known<double> Fact(string name) => Facts?.Of(name) switch
    {
        null => Known<double>.Missing($"the fact \"{name}\" of the rollout"),
        { Count: 1 } one => one[0],
        { Count: var count } => Known<double>.Missing($"one number as the fact \"{name}\" of the rollout, found {count}"),
    };
}
