using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Reliability;

/// <summary>Whether a scorer's probabilities are met by the replies of a pool at their natural rate: each run of each model is one reply.</summary>
/// <param name="Part">Which questions.</param>
/// <param name="Questions">Questions with a scored reply.</param>
/// <param name="Undecodable">Replies that could not be decoded; no scorer sees them, and no figure counts them.</param>
/// <param name="Unscored">Decoded replies that the scorer could not judge; left out too.</param>
/// <param name="Right">Share of right ones among the scored replies, which are its count.</param>
/// <param name="Stated">Mean stated probability.</param>
/// <param name="ExpectedError">Expected calibration error in <see cref="Calibration.DefaultBins"/> bins of equal width, each weighted by its replies.</param>
/// <param name="Brier">Mean squared error.</param>
/// <param name="BrierParts">Its parts, of the bins' means.</param>
/// <param name="Auroc">Share of (right, wrong) pairs of replies, of one question or not, in which the right one has the higher probability, ties at ½.</param>
/// <param name="Bins">The bins that hold replies.</param>
/// <param name="Shares">The share of right replies of each bin with its interval; the interval is null where one group of questions fills the bin.</param>
/// <remarks>All intervals: 95 % percentile bootstrap by question group.</remarks>
public sealed record PoolCalibration(
    QuestionPart Part, int Questions, long Undecodable, long Unscored, Estimate Right, Estimate Stated, Estimate ExpectedError,
    Estimate Brier, BrierParts BrierParts, Estimate Auroc, ValueList<CalibrationBin> Bins, ValueList<Estimate> Shares)
{
    /// <summary>Measures.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Scores of its outputs, on the scale of probabilities.</param>
    /// <param name="part">Which questions count.</param>
    /// <param name="includes">Which models' runs count.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The scorer's scale is another one.</exception>
    public static PoolCalibration Of(CandidatePool pool, PoolScores scores, QuestionPart part, Func<string, bool> includes, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(includes);
        if (scores.Scorer.Scale != ScoreScale.Probability) throw new ArgumentException($"scorer \"{scores.Scorer.Name}\" gives {scores.Scorer.Scale} scores; calibration is that of probabilities", nameof(scores));
        var (groups, stated, right) = (new List<string>(), new List<double>(), new List<bool>());
        var questions = 0;
        long undecodable = 0, unscored = 0;
        foreach (var question in pool.Questions)
        {
            if (!part.Holds(question)) continue;
            var before = stated.Count;
            var own = scores.Of(question);
            for (var i = 0; i < own.Count; i++)
            {
                var output = question.Outputs[i];
                var runs = output.Runs.Count(run => includes(run.Model));
                if (!output.IsReadable) undecodable += runs;
                else if (own[i] is Scored score)
                {
                    groups.AddRange(Enumerable.Repeat(question.Group, runs));
                    stated.AddRange(Enumerable.Repeat(score.Value, runs));
                    right.AddRange(Enumerable.Repeat(output.IsRight, runs));
                }
                else unscored += runs;
            }
            if (stated.Count > before) questions++;
        }
        var replies = new Replies([.. groups], [.. stated], [.. right]);
        var bins = Calibration.Bins(replies.Stated, replies.Right);
        return new(
            part, questions, undecodable, unscored,
            Bootstrap.Mean([.. replies.Right.Select(Number)], replies.Groups, options),
            Bootstrap.Mean(replies.Stated, replies.Groups, options),
            Bootstrap.Interval(replies.Groups, replies.ExpectedError, options),
            Bootstrap.Mean([.. replies.Stated.Zip(replies.Right, (p, isRight) => (p - Number(isRight)) * (p - Number(isRight)))], replies.Groups, options),
            Calibration.Parts(bins.AsSpan()),
            Bootstrap.Interval(replies.Groups, replies.Auroc(), options),
            bins, replies.Shares(options));
    }

    private static double Number(bool isRight) => isRight ? 1 : 0;

    private sealed record Replies(string[] Groups, double[] Stated, bool[] Right)
    {
        public double ExpectedError(ReadOnlySpan<int> items)
        {
            var (stated, right) = (new double[items.Length], new bool[items.Length]);
            for (var i = 0; i < items.Length; i++) (stated[i], right[i]) = (Stated[items[i]], Right[items[i]]);
            return Calibration.ExpectedError(stated, right);
        }

        /// <summary>The statistic; scores are sorted once, not in every resample.</summary>
        public Resampled Auroc()
        {
            var distinct = Stated.Distinct().Order().ToArray();
            var places = Stated.Select(value => Array.BinarySearch(distinct, value)).ToArray();
            return items =>
            {
                var (positives, negatives) = (new int[distinct.Length], new int[distinct.Length]);
                foreach (var item in items) (Right[item] ? positives : negatives)[places[item]]++;
                return Statistics.Auroc.OfCounts(positives, negatives);
            };
        }

        public ValueList<Estimate> Shares(BootstrapOptions? options) => Enumerable.Range(0, Stated.Length)
            .GroupBy(item => Calibration.BinOf(Stated[item], Calibration.DefaultBins)).OrderBy(bin => bin.Key)
            .Select(bin => Bootstrap.Mean([.. bin.Select(item => Number(Right[item]))], [.. bin.Select(item => Groups[item])], options)).ToValueList();
    }
}
