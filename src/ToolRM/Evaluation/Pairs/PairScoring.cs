using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Preferences;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Shows pairs to a scorer so that nothing but the replies tells right from wrong.</summary>
/// <remarks>
/// Every pair is a group of two candidates with the ids <c>0</c> and <c>1</c>, in an order drawn from the seed and the pair's
/// id. The reference is left out unless the scorer asks for it, the generator's name always. An undecodable reply is a
/// candidate with its text and without calls, as a parser that read nothing would hand it on.
/// </remarks>
public static class PairScoring
{
    /// <summary>Scores pairs.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One result per pair, in the same order.</returns>
    /// <exception cref="InvalidOperationException">The scorer did not give one score per reply.</exception>
    public static async ValueTask<ValueList<PairResult>> ScoreAsync(
        IScorer scorer, IReadOnlyList<PreferencePair> pairs, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(pairs);
        var groups = pairs.Select(pair => Group(pair, seed, scorer.Info.NeedsReference)).ToList();
        var scores = await scorer.ScoreAsync(groups, cancellationToken).ConfigureAwait(false);
        if (scores.Count != pairs.Count || scores.Any(list => list.Count != 2))
        {
            throw new InvalidOperationException($"{scorer.Info.Name} was given {pairs.Count} groups of two replies and did not return two scores for each");
        }
        return pairs.Select((pair, i) => ChosenFirst(pair, seed) ? new PairResult(pair, scores[i][0], scores[i][1]) : new(pair, scores[i][1], scores[i][0])).ToValueList();
    }

    /// <summary>The group that a scorer sees.</summary>
    internal static CandidateGroup Group(PreferencePair pair, long seed, bool withReference)
    {
        var (right, wrong) = ((pair.ChosenText, pair.Chosen), (pair.RejectedText, pair.Rejected ?? []));
        var (first, second) = ChosenFirst(pair, seed) ? (right, wrong) : (wrong, right);
        return new(
            pair.Id, pair.Prompt, [new("0", first.Item1, first.Item2), new("1", second.Item1, second.Item2)], withReference ? pair.Reference : null);
    }

    internal static bool ChosenFirst(PreferencePair pair, long seed) => SeededRandom.Of(seed, pair.Id).Next(2) == 0;
}
