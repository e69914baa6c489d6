using ToolRM.Scoring;

namespace ToolRM.Rewards.Parts;

/// <summary>Whether a rollout has the format that was asked for.</summary>
public static class FormatReward
{
    internal static RewardEntry Entry { get; } = new(
        new("format", "1 when the rollout has the format that was asked for, as the caller says, else 0", RewardNeeds.Format, 0, 1),
        [],
        _ => Part(null))
    {
        Notes = """
            A part for compositions: it passes on the fact `format`, at least ½ is valid. Rewards that come from a paper with a format rule
            of its own apply that rule where the fact is not sent.
            """,
    };

    /// <summary>1 for a valid format, else 0: by the fact <c>format</c> (at least ½ is valid) where it is sent, else by a rule.</summary>
    /// <param name="rule">A paper's rule; null when there is none, so that the fact is needed.</param>
    public static RewardFunction Part(Func<Rollout, bool>? rule)
    {
        var info = Entry.Info with { Needs = rule is null ? RewardNeeds.Format : RewardNeeds.None };
        return RewardFunction.PerRollout(info, rollout => Of(rollout, rule).Is(out var valid, out var unscored) ? Score.Of(valid ? 1 : 0) : unscored);
    }

    /// <summary>Whether the format is valid; as <see cref="Part"/>.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="rule">A paper's rule; null when there is none.</param>
    public static Known<bool> Of(Rollout rollout, Func<Rollout, bool>? rule)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var fact = rollout.Fact(FactNames.Format);
        if (fact.Is(out var value, out _)) return value >= 0.5;
        return rule is null || rollout.Facts?.Of(FactNames.Format) is not null ? Known<bool>.Missing(fact.WhatIsMissing!) : rule(rollout);
    }
}
