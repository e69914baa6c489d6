using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Parts;

/// <summary>Share of a rollout's executed calls that succeeded.</summary>
public static class ToolSuccessReward
{
    internal static RewardEntry Entry { get; } = new(
        new("tool-success", "share of the executed calls whose tool reported no error", RewardNeeds.Results, 0, 1),
        [RewardOption.Number("without-calls", 0, "value of a rollout without executed calls (ours: 0, so that it earns nothing)", 0, 1)],
        options => Part(options.Number("without-calls")))
    {
        Notes = "A part for compositions. With calls of which nobody sent a result a rollout is unscored; a result that was not run does not count.",
    };

    /// <summary>The reward.</summary>
    /// <param name="withoutCalls">Value of a rollout without executed calls.</param>
    public static RewardFunction Part(double withoutCalls = 0) => RewardFunction.PerRollout(
        Entry.Info, rollout => ToolUse.Results(rollout).Is(out var results, out var unscored) ? Score.Of(Share(results) ?? withoutCalls) : unscored);

    /// <summary>The share, 0 to 1; null without results.</summary>
    /// <param name="results">Results of executed calls.</param>
    public static double? Share(ValueList<ToolResult> results) => results.Count == 0 ? null : (double)results.Count(result => ToolUse.Succeeded(result)) / results.Count;
}
