using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Selection;

/// <summary>Chooses one of the candidates of a prompt: scores them, lets a selector choose, and says why.</summary>
/// <remarks>
/// A candidate that is text alone is read first, as <c>toolrm score</c> reads it; of one that cannot be read neither the votes nor the
/// runner-up take note, and it is never chosen. Safe for concurrent calls.
/// </remarks>
public sealed class BestOf
{
    private readonly IScorer? _scorer;
    private readonly BestOfOptions _options;

    /// <summary>A choice.</summary>
    /// <param name="scorer">The scorer; null when neither selector nor options need one.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options need scores and there is no scorer, the selector is the oracle, or an option is out of range.</exception>
    public BestOf(IScorer? scorer, BestOfOptions? options = null)
    {
        (_scorer, _options) = (scorer, options ?? new());
        _options.Validate();
        if (_options.Selector is OracleSelector) throw new ArgumentException("the oracle needs to know what is right; it measures and cannot choose", nameof(options));
        if (scorer is null && _options.Selector.NeedsScores) throw new ArgumentException($"the selector \"{_options.Selector.Name}\" needs scores; give a scorer", nameof(scorer));
        if (scorer is null && _options.NoCallBelow is not null) throw new ArgumentException("a threshold needs scores; give a scorer", nameof(scorer));
    }

    /// <summary>Who scores; null when nobody is asked.</summary>
    public IScorer? Scorer => _scorer;

    /// <summary>Chooses for one prompt.</summary>
    /// <param name="group">The prompt and its candidates; may be none.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    public async ValueTask<Selected> ChooseAsync(CandidateGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        return (await ChooseAsync([group], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Chooses for several prompts, which are scored together.</summary>
    /// <param name="groups">The prompts and their candidates.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    /// <returns>One choice per prompt, in order.</returns>
    /// <exception cref="InvalidOperationException">The scorer broke its contract: it gave another number of scores than there are candidates.</exception>
    public async ValueTask<IReadOnlyList<Selected>> ChooseAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var read = groups.Select(ReadCandidates.Of).ToList();
        var scores = _scorer is null ? null : await _scorer.ScoreAsync([.. read.Select(one => one.Readable)], cancellationToken).ConfigureAwait(false);
        if (scores is not null && scores.Count != groups.Count) throw new InvalidOperationException($"scorer \"{_scorer!.Info.Name}\" was asked about {groups.Count} groups and answered {scores.Count}");
        return [.. read.Select((one, i) => Choose(one, scores is null ? null : scores[i], _options))];
    }

    /// <summary>Chooses by scores that are there already.</summary>
    /// <param name="group">The prompt and its candidates.</param>
    /// <param name="scores">One score per candidate; scores of candidates that cannot be read are not looked at.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are more or fewer scores than candidates.</exception>
    public static Selected Choose(CandidateGroup group, ValueList<Score> scores, BestOfOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (scores.Count != group.Candidates.Count) throw new ArgumentException($"the group has {group.Candidates.Count} candidates and there are {scores.Count} scores; they must be equal", nameof(scores));
        options ??= new();
        options.Validate();
        var read = ReadCandidates.Of(group);
        return Choose(read, read.Unreadable == 0 ? scores : read.Positions.Select(position => scores[position]).ToValueList(), options);
    }

    private static Selected Choose(ReadCandidates read, ValueList<Score>? scores, BestOfOptions options)
    {
        var group = read.Readable;
        if (scores is { } given && given.Count != group.Candidates.Count) throw new InvalidOperationException($"a scorer gave {given.Count} scores for \"{group.Id}\", which has {group.Candidates.Count} readable candidates");
        var considered = group.Candidates.Count + read.Unreadable;
        if (group.Candidates.Count == 0)
        {
            var why = considered == 0 ? "there are no candidates" : string.Create(CultureInfo.InvariantCulture, $"none of {considered} candidates can be read");
            return new(group.Id, SelectionOutcome.Nothing, null, null, null, null, new(considered, 0, 0, read.Unreadable), 0, why);
        }
        var ranking = new Ranking(group, scores, options);
        var unscored = 0;
        foreach (var score in scores ?? []) unscored += score is Unscored ? 1 : 0;
        var (best, next) = (ranking.Best, ranking.RunnerUp);
        Score? ScoreOf(int position) => scores is { } known ? known[position] : null;
        var below = group.Candidates[best].Calls.Count > 0 && IsBelow(ScoreOf(best), options);
        if (below && ranking.BestWithoutCalls is not { } silent)
        {
            // What would have been called is the runner-up to calling nothing.
            return new(
                group.Id, SelectionOutcome.NoCall, null, null, group.Candidates[best], ScoreOf(best), new(considered, 0, unscored, read.Unreadable), 0,
                $"no call: {Below(ScoreOf(best), options)}, and no candidate is without calls");
        }
        var taken = below ? ranking.BestWithoutCalls!.Value : best;
        var (runnerUp, tied) = below ? (best, 0) : (next, ranking.Tied);
        var votes = new SelectionVotes(considered, ranking.Votes(taken), unscored, read.Unreadable);
        var reason = below ? $"the candidate without calls: {Below(ScoreOf(best), options)}" : Reason(options, ScoreOf(taken), votes, tied);
        return new(
            group.Id, SelectionOutcome.Candidate, group.Candidates[taken], ScoreOf(taken),
            runnerUp is { } second ? group.Candidates[second] : null, runnerUp is { } other ? ScoreOf(other) : null, votes, tied, reason);
    }

    private static bool IsBelow(Score? score, BestOfOptions options) => options.NoCallBelow is { } threshold && score switch
    {
        Scored scored => scored.Value < threshold,
        _ => options.WhenUnscored == UnscoredChoice.NoCall,
    };

    private static string Below(Score? score, BestOfOptions options) => score is Scored scored
        ? string.Create(CultureInfo.InvariantCulture, $"the best scores {scored.Value:0.####}, below {options.NoCallBelow:0.####}")
        : "the best could not be scored";

    private static string Reason(BestOfOptions options, Score? score, SelectionVotes votes, int tied)
    {
        var scored = score switch
        {
            Scored { Value: var value } => string.Create(CultureInfo.InvariantCulture, $", score {value:0.####}"),
            Unscored => ", unscored",
            _ => "",
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"{options.Selector.Name}{scored}, {votes.Agreeing} of {votes.Considered - votes.Unreadable} agree");
        return tied == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}, tied with {tied} other calls, taken by \"{TieRules.All[(int)options.Ties].Name}\"");
    }
}
