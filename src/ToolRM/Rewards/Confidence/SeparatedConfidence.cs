namespace ToolRM.Rewards.Confidence;

/// <summary>A calibration reward in which any right answer outranks any wrong one: our form of MSCR (arXiv 2601.07264; rewards 1.12).</summary>
public static class SeparatedConfidence
{
    internal static RewardEntry Entry { get; } = new(
        new("mscr", "a right answer with high confidence; every right answer is above every wrong one", RewardNeeds.Correctness | RewardNeeds.Confidence,
            double.NegativeInfinity, double.PositiveInfinity, RewardScope.Rollout, "ours, after the description of MSCR in arXiv 2601.07264, whose constants are unknown; no code"),
        [
            RewardOption.Number("right", null, "b1, weight of the confidence in right answers; unknown. Equal weights make the true accuracy the best confidence", 0),
            RewardOption.Number("wrong", null, "b2, weight of the confidence in wrong answers; unknown", 0),
            StatedConfidence.From,
        ],
        options =>
        {
            var (right, wrong) = (options.Number("right"), options.Number("wrong"));
            return BrierReward.Make(Entry!.Info with { Minimum = -wrong, Maximum = 1 + right }, options.Word("from") == "text", (confidence, correct) => Of(confidence, correct, right, wrong), unstated: -wrong);
        })
    {
        Notes = """
            Right: 1 + b1·(1 − (1 − q)²); wrong: −b2·q². With b1 = b2 = b an answer that is right with probability p earns most at q = p (the
            derivative is 2b(p − q)), and the worst right answer, 1, is 1 above the best wrong one, 0. Correctness between 0 and 1 mixes
            the two. A confidence outside 0 to 1, or none where `from` is text, gets the least value, −b2 (ours); one that the
            caller did not send is unscored.

            Example, b1 = b2 = 1: right at 0.2 gets 1 + 1 − 0.64 = 1.36, wrong at 0.2 gets −0.04.
            """,
    };

    /// <summary>c·(1 + b1·(1 − (1 − q)²)) − (1 − c)·b2·q², −b2 to 1 + b1.</summary>
    /// <param name="confidence">q, 0 to 1.</param>
    /// <param name="correct">c, 0 to 1.</param>
    /// <param name="right">b1, at least 0.</param>
    /// <param name="wrong">b2, at least 0.</param>
    public static double Of(double confidence, double correct, double right, double wrong) =>
        correct * (1 + right * (1 - (1 - confidence) * (1 - confidence))) - (1 - correct) * wrong * confidence * confidence;
}
