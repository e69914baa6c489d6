using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Parts;

/// <summary>Whether a rollout called a tool, and with what success.</summary>
public static class ToolUsedReward
{
    internal static RewardEntry Entry { get; } = new(
        new("tool-used", "1 when a call of the rollout was executed, whatever came of it, else 0", RewardNeeds.Results, 0, 1),
        [],
        _ => Used())
    {
        Notes = """
            A part for compositions; alone it pays for idle calls ("an unconditioned bonus is a bug"). A rollout without calls has 0; with
            calls of which nobody sent a result it is unscored. A result that was not run does not count.
            """,
    };

    /// <summary>1 when a call was executed, else 0.</summary>
    public static RewardFunction Used() => Of(Entry.Info, results => results.Count > 0 ? 1 : 0);

    /// <summary>1 when a call succeeded, else 0.</summary>
    /// <param name="successTexts">Texts that tell a success; empty goes by status (<see cref="ToolUse.Succeeded"/>).</param>
    public static RewardFunction AnySucceeded(ValueList<string> successTexts = default) => Of(
        Entry.Info with { Name = "tool-succeeded", Summary = "1 when a call of the rollout succeeded, else 0" },
        results => results.Any(result => ToolUse.Succeeded(result, successTexts)) ? 1 : 0);

    private static RewardFunction Of(RewardInfo info, Func<ValueList<ToolResult>, double> value) => RewardFunction.PerRollout(
        info, rollout => ToolUse.Results(rollout).Is(out var results, out var unscored) ? Score.Of(value(results)) : unscored);
}
