using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Agreement;

/// <summary>How well a scorer's numbers agree with the verdicts of a pool.</summary>
/// <param name="Scorer">Its name.</param>
/// <param name="SeesReference">Whether it is shown what a right reply is; then it is near the ceiling by construction.</param>
/// <param name="Scored">Readable outputs with a score, each distinct one of a question once.</param>
/// <param name="Unscored">Readable outputs without one.</param>
/// <param name="Reason">Why the first of those has none; null when all are scored.</param>
/// <param name="Auroc">Share of pairs of a right and a wrong output, of any questions, of which the right one scores higher, ties ½.</param>
/// <param name="Tau">
/// Mean of Kendall's τ-b between scores and verdicts (right 1, wrong 0) over the questions that have both scored; 0 where all scores of
/// a question are equal. Count is those questions.
/// </param>
/// <param name="Microseconds">Wall time per output on one thread, after a warm-up; NaN when not measured.</param>
public sealed record ScorerAgreement(string Scorer, bool SeesReference, int Scored, int Unscored, string? Reason, Estimate Auroc, Estimate Tau, double Microseconds)
{
    private const int BatchQuestions = 64;

    /// <summary>Scores a pool and measures.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <param name="clock">Times the scoring; null for the system's.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ScorerAgreement> OfAsync(IScorer scorer, CandidatePool pool, BootstrapOptions? options = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(pool);
        clock ??= TimeProvider.System;
        var scores = new PoolScores(scorer.Info);
        // Code is compiled and tables are built while the first questions are scored; they are scored again with the others.
        foreach (var batch in pool.Questions.Take(4 * BatchQuestions).Chunk(BatchQuestions)) await scores.AddAsync(scorer, batch, cancellationToken).ConfigureAwait(false);
        var start = clock.GetTimestamp();
        foreach (var batch in pool.Questions.Chunk(BatchQuestions)) await scores.AddAsync(scorer, batch, cancellationToken).ConfigureAwait(false);
        var elapsed = clock.GetElapsedTime(start);
        var agreement = Of(pool, scores, options);
        return agreement with { Microseconds = elapsed.TotalMicroseconds / (agreement.Scored + agreement.Unscored) };
    }

    /// <summary>Measures scores that are there.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    public static ScorerAgreement Of(CandidatePool pool, PoolScores scores, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        var (questions, taus, tauGroups, unscored, reason) = (new List<(double Score, bool IsRight)[]>(), new List<double>(), new List<string>(), 0, (string?)null);
        foreach (var question in pool.Questions)
        {
            var own = new List<(double Score, bool IsRight)>();
            var given = scores.Of(question);
            for (var i = 0; i < given.Count; i++)
            {
                if (!question.Outputs[i].IsReadable) continue;
                if (given[i] is Scored scored) own.Add((scored.Value, question.Outputs[i].IsRight));
                else
                {
                    unscored++;
                    reason ??= ((Unscored)given[i]).Reason;
                }
            }
            questions.Add([.. own]);
            if (!own.Exists(output => output.IsRight) || own.TrueForAll(output => output.IsRight)) continue;
            var tau = Kendall.TauB([.. own.Select(output => output.Score)], [.. own.Select(output => output.IsRight ? 1.0 : 0)]);
            taus.Add(double.IsNaN(tau) ? 0 : tau);
            tauGroups.Add(question.Group);
        }
        return new(
            scores.Scorer.Name, scores.Scorer.NeedsReference, questions.Sum(question => question.Length), unscored, reason,
            OfAllQuestions(questions, [.. pool.Questions.Select(question => question.Group)], options), Bootstrap.Mean(taus, tauGroups, options), double.NaN);
    }

    /// <summary>The area over all outputs; each resample counts at the places of a score that was sorted once.</summary>
    private static Estimate OfAllQuestions(List<(double Score, bool IsRight)[]> questions, List<string> groups, BootstrapOptions? options)
    {
        var distinct = questions.SelectMany(question => question.Select(output => output.Score)).Distinct().Order().ToArray();
        var places = questions.Select(question => question.Select(output => (Place: Array.BinarySearch(distinct, output.Score), output.IsRight)).ToArray()).ToArray();
        var (right, wrong) = (new int[distinct.Length], new int[distinct.Length]);
        return Bootstrap.Interval(groups, drawn =>
        {
            Array.Clear(right);
            Array.Clear(wrong);
            foreach (var question in drawn)
            {
                foreach (var (place, isRight) in places[question]) (isRight ? right : wrong)[place]++;
            }
            return Statistics.Auroc.OfCounts(right, wrong);
        }, options);
    }
}
