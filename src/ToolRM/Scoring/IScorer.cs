using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>
/// Scores candidates: rules, learned models, judges and remote services alike. A request is one prompt with all its
/// candidates, because several published rewards depend on the whole group.
/// </summary>
/// <remarks>Implementations are safe for concurrent calls and do not keep the groups.</remarks>
public interface IScorer
{
    /// <summary>Name, scale and needs.</summary>
    ScorerInfo Info { get; }

    /// <summary>Scores every candidate of every group.</summary>
    /// <param name="groups">The groups; may be empty.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One list per group, one score per candidate, in the same orders.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled. Nothing else is thrown for a group's content.</exception>
    ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default);
}

/// <summary>What a scorer is.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Scale">Scale of its scores.</param>
/// <param name="NeedsReference">Whether groups without a reference come back <see cref="Unscored"/>.</param>
public sealed record ScorerInfo(string Name, ScoreScale Scale, bool NeedsReference = false);
