using ToolRM.Scoring;

namespace ToolRM.Rewards.Parts;

/// <summary>How right a rollout is: the plainest reward, and the part that most others are made with.</summary>
public static class CorrectReward
{
    internal static RewardEntry Entry { get; } = new(
        new("correct", "how right the rollout is: 1 right, 0 wrong, between them as the fact `correct` says", RewardNeeds.Correctness, 0, 1),
        [],
        _ => Part())
    {
        Notes = """
            A part for compositions. Example: `examples/rewards/deep-eyes.json` is the reward `deep-eyes` made of `correct`, `format` and
            `tool-used`.
            """,
    };

    /// <summary>The reward.</summary>
    /// <param name="name">Its name among parts.</param>
    public static RewardFunction Part(string name = "correct") => RewardFunction.PerRollout(
        Entry.Info with { Name = name }, rollout => Correctness.Of(rollout).Is(out var value, out var unscored) ? Score.Of(value) : unscored);
}
