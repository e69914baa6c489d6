using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>Scores all rollouts of a group: one score per candidate, in the candidates' order. Pure but for services that it asks.</summary>
/// <param name="context">The group.</param>
/// <param name="cancellationToken">Stops the work.</param>
public delegate ValueTask<ValueList<Score>> GroupReward(RewardContext context, CancellationToken cancellationToken);

/// <summary>
/// A reward: a name and a function of a group. Rewards are values: they are made from functions, combined by <see cref="Combining.RewardCombinators"/>
/// into others, and used as scorers through <see cref="RewardScorer"/>. There is nothing to inherit from.
/// </summary>
/// <param name="info">What it is.</param>
/// <param name="score">The function; total for any content of a group, safe for concurrent calls.</param>
public sealed class RewardFunction(RewardInfo info, GroupReward score)
{
    /// <summary>What it is.</summary>
    public RewardInfo Info { get; } = info ?? throw new ArgumentNullException(nameof(info));

    /// <summary>Scores a group.</summary>
    /// <param name="context">The group; without candidates there are no scores.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One score per candidate, in the candidates' order; <see cref="Unscored"/> where an input is missing, never a zero.</returns>
    public ValueTask<ValueList<Score>> ScoreAsync(RewardContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        cancellationToken.ThrowIfCancellationRequested();
        return score(context, cancellationToken);
    }

    /// <summary>A reward that looks at each rollout alone.</summary>
    /// <param name="info">What it is.</param>
    /// <param name="score">Score of one rollout.</param>
    public static RewardFunction PerRollout(RewardInfo info, Func<Rollout, Score> score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return PerGroup(info, rollouts =>
        {
            var scores = new Score[rollouts.Count];
            for (var i = 0; i < scores.Length; i++) scores[i] = score(rollouts[i]);
            return scores;
        });
    }

    /// <summary>A reward that compares the rollouts of a prompt.</summary>
    /// <param name="info">What it is.</param>
    /// <param name="score">One score per rollout, in their order; the list is not empty.</param>
    public static RewardFunction PerGroup(RewardInfo info, Func<ValueList<Rollout>, Score[]> score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new(info, (context, _) =>
        {
            var rollouts = context.Rollouts();
            return ValueTask.FromResult(rollouts.Count == 0 ? default : ValueList.Own(score(rollouts)));
        });
    }

    /// <summary>A scorer as a reward: it sees prompt, candidates and reference.</summary>
    /// <param name="scorer">The scorer.</param>
    public static RewardFunction Of(IScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        var (minimum, maximum) = scorer.Info.Scale == ScoreScale.Probability ? (0.0, 1.0) : (double.NegativeInfinity, double.PositiveInfinity);
        var info = new RewardInfo(scorer.Info.Name, "the scorer of this name", scorer.Info.NeedsReference ? RewardNeeds.Reference : RewardNeeds.None, minimum, maximum);
        return new(info, async (context, cancellationToken) => (await scorer.ScoreAsync([context.Group], cancellationToken).ConfigureAwait(false))[0]);
    }
}
