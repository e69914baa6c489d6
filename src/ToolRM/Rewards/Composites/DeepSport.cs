using ToolRM.Conversations;
using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Parts;

namespace ToolRM.Rewards.Composites;

/// <summary>DeepSport: tools are paid when they come with a good answer, and an equal call made twice is a format error (arXiv 2511.12908; rewards 1.10).</summary>
public static class DeepSport
{
    internal static RewardEntry Entry { get; } = new(
        new("deep-sport", "a good answer, better with a tool, and no call twice", RewardNeeds.Correctness | RewardNeeds.Results | RewardNeeds.Format, -0.05, 1.5, RewardScope.Rollout, "arXiv 2511.12908; no code"),
        [RewardOption.Flag("duplicates-are-errors", true, "two equal calls make the format invalid (the paper, of equal intervals of its frame tool)")],
        options =>
        {
            RewardFunction Fixed(double value) => RewardCombinators.Constant(value);
            var (accuracy, rejects) = (CorrectReward.Part("accuracy"), options.Flag("duplicates-are-errors"));
            var format = FormatReward.Part(null);
            var repeats = RewardFunction.PerRollout(new("repeats", "1 when two calls are equal", RewardNeeds.None, 0, 1), rollout => Scoring.Score.Of(rejects && RepeatsACall(rollout) ? 1 : 0));
            var tool = RewardCombinators.Ladder("tool", [(new(ToolUsedReward.Used(), Comparison.Below, 0.5), Fixed(0)), (new(accuracy, Comparison.AtLeast, 0.5), accuracy.Affine(0.5))], Fixed(0.03));
            var ladder = RewardCombinators.Ladder(
                "deep-sport", [(new(repeats, Comparison.Above, 0), Fixed(-0.05)), (new(format, Comparison.Below, 0.5), Fixed(-0.05))],
                RewardCombinators.Sum("valid", (1, accuracy), (1, tool)));
            return new(ladder.Info with { Summary = Entry!.Info.Summary, Source = Entry.Info.Source }, ladder.Showing(repeats, format, accuracy).ScoreAsync);
        })
    {
        Notes = """
            With a valid format acc + tool, else −0.05; tool is 0 without an executed call, 0.5·acc for acc ≥ ½, else 0.03. The paper does
            not say what a valid format is, so the fact `format` is needed; a repeated call is invalid without it. Calls are equal as
            everywhere here (`CallKey`: order of keys and 3 or 3.0 do not count). The 0.03 is paid for any executed call.

            Example: accuracy 0.6 with a tool: 0.6 + 0.3 = 0.9; 0.4 with a tool: 0.43.
            """,
    };

    /// <summary>Whether two calls of a rollout are equal (<see cref="CallKey"/>).</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool RepeatsACall(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return rollout.Calls().Any(call => !seen.Add(CallKey.Of(call)));
    }
}
