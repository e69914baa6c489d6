using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pairs;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Evaluation.Gains;

/// <summary>Measures a scorer both ways: on pairs and on pools.</summary>
public static class GainMeasurement
{
    /// <summary>Pair accuracy and best-of-n gain of a scorer.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="options">The protocol of the draws; its seed also orders the pairs' replies.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The gain is that of the size "at most", all models, all questions.</returns>
    public static async Task<ScorerPoint> OfAsync(
        IScorer scorer, PairSet pairs, CandidatePool pool, BestOfNOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(options);
        var scored = await PairScoring.ScoreAsync(scorer, pairs.Pairs, options.Seed, cancellationToken).ConfigureAwait(false);
        var scores = await PoolScores.OfAsync(scorer, pool, cancellationToken).ConfigureAwait(false);
        var measured = BestOfNEvaluation.Run(pool, scores, options, cancellationToken);
        return Of(scorer.Info.Name, [.. scored.Select(result => result.Outcome)], Gain(measured));
    }

    /// <summary>A point from outcomes and a gain.</summary>
    /// <param name="scorer">The scorer's name.</param>
    /// <param name="outcomes">One per pair; at least one.</param>
    /// <param name="gain">The gain.</param>
    public static ScorerPoint Of(string scorer, IReadOnlyList<PairOutcome> outcomes, double gain)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        double right = outcomes.Count(outcome => outcome == PairOutcome.Right), ties = outcomes.Count(outcome => outcome == PairOutcome.Tie);
        return new(scorer, right / outcomes.Count, (right + (ties / 2)) / outcomes.Count, gain);
    }

    /// <summary>Accuracy of the highest score less that of a uniform draw, at the size "at most", all models, all questions.</summary>
    /// <param name="result">The result.</param>
    public static double Gain(BestOfNResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (argmax, uniform) = (result.Selectors.ToArray().IndexOf(Selectors.Argmax), result.Selectors.ToArray().IndexOf(Selectors.Uniform));
        return result.Strata[0].Questions.Average(outcome => outcome.Right[^1][argmax] - outcome.Right[^1][uniform]);
    }
}
