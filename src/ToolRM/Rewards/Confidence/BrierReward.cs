using ToolRM.Scoring;

namespace ToolRM.Rewards.Confidence;

/// <summary>RLCR: correctness less the squared error of the stated confidence (arXiv 2507.16806, as compared in 2601.07264; rewards 1.12).</summary>
public static class BrierReward
{
    internal static RewardEntry Entry { get; } = new(
        new("rlcr", "a right answer with high confidence, a wrong one with low", RewardNeeds.Correctness | RewardNeeds.Confidence, -1, 1, RewardScope.Rollout, "arXiv 2507.16806, as compared in arXiv 2601.07264"),
        [StatedConfidence.From],
        options => Make(Entry!.Info, options.Word("from") == "text", Of, unstated: -1))
    {
        Notes = """
            c − (q − c)². A confidence outside 0 to 1, or none where `from` is text, is a failure of the policy and gets the least value, −1
            (ours: the papers call it a format failure). A confidence that the caller did not send is unscored. At q = 0 right and wrong answers
            both get 0; `mscr` keeps them apart.

            Example: right at 0.9 gets 1 − 0.01 = 0.99, wrong at 0.9 gets −0.81.
            """,
    };

    /// <summary>c − (q − c)², −1 to 1.</summary>
    /// <param name="confidence">q, 0 to 1.</param>
    /// <param name="correct">c, 0 to 1.</param>
    public static double Of(double confidence, double correct) => correct - (confidence - correct) * (confidence - correct);

    /// <summary>A reward of confidence and correctness.</summary>
    internal static RewardFunction Make(RewardInfo info, bool fromText, Func<double, double, double> value, double unstated)
    {
        return RewardFunction.PerRollout(info with { Needs = fromText ? RewardNeeds.Correctness : info.Needs }, rollout =>
        {
            if (!Correctness.Of(rollout).Is(out var correct, out var unscored) || !StatedConfidence.Of(rollout, fromText).Is(out var stated, out unscored) && unscored is not null) return unscored;
            if (stated is not { } confidence) return new Scored(unstated, ScoreScale.Raw, [new("correct", correct), new("stated", 0)]);
            return new Scored(value(confidence, correct), ScoreScale.Raw, [new("correct", correct), new("stated", 1), new("confidence", confidence)]);
        });
    }
}
