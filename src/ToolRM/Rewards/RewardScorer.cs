using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>A reward as a scorer: it is asked about groups alone, without trajectories, training or facts.</summary>
/// <param name="reward">The reward; what needs more than a group is <see cref="Unscored"/>.</param>
public sealed class RewardScorer(RewardFunction reward) : IScorer
{
    /// <inheritdoc/>
    public ScorerInfo Info { get; } = new((reward ?? throw new ArgumentNullException(nameof(reward))).Info.Name, ScoreScale.Raw, (reward.Info.Needs & (RewardNeeds.Reference | RewardNeeds.Correctness)) != 0);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = new ValueList<Score>[groups.Count];
        for (var i = 0; i < scores.Length; i++) scores[i] = await reward.ScoreAsync(new(groups[i]), cancellationToken).ConfigureAwait(false);
        return scores;
    }
}
