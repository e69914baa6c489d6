using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>A rule that scores each candidate without looking at the others.</summary>
internal abstract class CandidateScorer(ScorerInfo info) : IScorer
{
    public ScorerInfo Info => info;

    public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(
        IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = new ValueList<Score>[groups.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IReadOnlyList<ValueList<Score>>>(cancellationToken);
            var group = groups[i];
            var own = new Score[group.Candidates.Count];
            for (var j = 0; j < own.Length; j++) own[j] = ScoreOne(group, group.Candidates[j]);
            scores[i] = ValueList.Own(own);
        }
        return ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>(scores);
    }

    /// <summary>The score of one candidate of a group.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="candidate">The candidate.</param>
    internal Score Score(CandidateGroup group, Candidate candidate) => ScoreOne(group, candidate);

    /// <summary>Scores one candidate. Total: no candidate makes it throw.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="candidate">The candidate.</param>
    protected abstract Score ScoreOne(CandidateGroup group, Candidate candidate);
}
