using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Server.Serving;

/// <summary>Scores a batch: one list per request, one score per candidate, in the same orders. Safe for concurrent calls.</summary>
/// <param name="requests">The requests, at least one, of different clients.</param>
/// <param name="cancellationToken">Stops the work.</param>
public delegate ValueTask<IReadOnlyList<ValueList<Score>>> BatchScoring(IReadOnlyList<RewardContext> requests, CancellationToken cancellationToken);

/// <summary>Something that answers under a name: a scorer, or a reward that looks at trajectories and training too.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Scale">Scale of its scores.</param>
/// <param name="Needs">What its scores depend on: a text in which no tools can be found is <see cref="Unscored"/> where tools count.</param>
/// <param name="Score">Scores a batch.</param>
public sealed record ServedScorer(string Name, ScoreScale Scale, ScorerNeeds Needs, BatchScoring Score)
{
    /// <summary>A scorer; trajectories and the state of the training are not looked at.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="needs">What its scores depend on.</param>
    public static ServedScorer Of(IScorer scorer, ScorerNeeds needs)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        return new(scorer.Info.Name, scorer.Info.Scale, needs, (requests, cancellationToken) =>
        {
            var groups = new CandidateGroup[requests.Count];
            for (var i = 0; i < groups.Length; i++) groups[i] = requests[i].Group;
            return scorer.ScoreAsync(groups, cancellationToken);
        });
    }

    /// <summary>A scorer of the library's list.</summary>
    /// <param name="entry">The scorer.</param>
    /// <param name="seed">Seed of scorers that draw.</param>
    public static ServedScorer Of(ScorerEntry entry, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Of(entry.Create(seed), entry.Needs);
    }

    /// <summary>A reward of the literature, or a composed one: trajectories, training and facts are looked at.</summary>
    /// <param name="reward">The reward.</param>
    public static ServedScorer Of(RewardFunction reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        var needs = ScorerNeeds.Messages | (reward.Info.Needs.HasFlag(RewardNeeds.Tools) ? ScorerNeeds.Tools : ScorerNeeds.Calls)
            | (reward.Info.Needs.HasFlag(RewardNeeds.Reference) ? ScorerNeeds.Reference : ScorerNeeds.Calls);
        return new(reward.Info.Name, ScoreScale.Raw, needs, async (requests, cancellationToken) =>
        {
            // Side by side: one that asks a server must not wait for each group's answer.
            return await Task.WhenAll(requests.Select(request => reward.ScoreAsync(request, cancellationToken).AsTask()));
        });
    }
}
