using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>What scores the rows of a file, and how its rows are read.</summary>
/// <param name="Verb">The command, which is also the kind of the run.</param>
/// <param name="Name">Name of what scores.</param>
/// <param name="Options">What decides the scores, beside the data.</param>
/// <param name="Seed">The seed; null when nothing is drawn.</param>
/// <param name="Read">Reads a row.</param>
/// <param name="Score">Scores rows: a list for each.</param>
internal sealed record ScoringSubject(
    string Verb, string Name, MapValue Options, long? Seed, Func<ArgumentValue, string, ScoreRequest> Read,
    Func<IReadOnlyList<ScoreRequest>, CancellationToken, IReadOnlyList<ValueList<Score>>> Score)
{
    /// <summary>What asking models cost so far, for people.</summary>
    public Func<IEnumerable<KeyValuePair<string, string>>> Usage { get; init; } = static () => [];

    public static ScoringSubject Of(ScorerEntry entry, long seed, bool explained)
    {
        var scorer = entry.Create(seed);
        var options = new MapValue([new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry), .. explained ? (MapEntry[])[new("explain", ArgumentValue.Of(true))] : []]);
        return new("score", entry.Name, options, entry.Needs.HasFlag(ScorerNeeds.Seed) ? seed : null, ScoreRequest.Read, (requests, cancellationToken) =>
            scorer.ScoreAsync([.. requests.Select(request => request.Group)], cancellationToken).AsTask().GetAwaiter().GetResult())
        { Usage = () => ScorerFacts.Usage(scorer) };
    }

    /// <param name="named">The reward, with all that it was made from.</param>
    public static ScoringSubject Of(NamedReward named) => new(
        "reward", named.Reward.Info.Name, new([new("reward", named.Definition), .. named.Facts]), null, ScoreRequest.ReadReward, (requests, cancellationToken) =>
            // Side by side: one that asks a server must not wait for each group's answer.
            Task.WhenAll(requests.Select(request => named.Reward.ScoreAsync(request.Context, cancellationToken).AsTask())).GetAwaiter().GetResult())
    { Usage = () => named.Scorers.SelectMany(ScorerFacts.Usage) };
}
