using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Every reply of the pairs judged alone, as a guard in production would; for scales that compare between prompts.</summary>
/// <param name="Cut">Above it a reply is accepted: 0 of a centred score, ½ of a probability.</param>
/// <param name="BalancedAccuracy">Mean of the share of right replies accepted and the share of wrong ones refused, with a 95 % bootstrap interval by group.</param>
/// <param name="Auroc">Share of all (right, wrong) pairs of replies, of one prompt or not, in which the right one scores higher, ties at ½; interval alike.</param>
/// <param name="ExpectedCalibrationError">15 bins; null unless the scores are probabilities.</param>
/// <param name="Brier">Mean squared error; null unless the scores are probabilities.</param>
/// <param name="Bins">Bins of a reliability plot; empty unless the scores are probabilities.</param>
public sealed record PointwiseFigures(
    double Cut, Estimate BalancedAccuracy, Estimate Auroc, double? ExpectedCalibrationError, double? Brier, Conversations.ValueList<CalibrationBin> Bins)
{
    /// <summary>The figures; null when the scale is raw, whose numbers compare within one prompt only, or when nothing was scored.</summary>
    /// <param name="results">The results; replies without a score are left out.</param>
    /// <param name="scale">The scorer's scale.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    public static PointwiseFigures? Of(IReadOnlyList<PairResult> results, ScoreScale scale, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (scale == ScoreScale.Raw) return null;
        var cut = scale == ScoreScale.Probability ? 0.5 : 0;
        var replies = results.SelectMany(result => ((Score Score, bool Right)[])[(result.Chosen, true), (result.Rejected, false)], (result, reply) => (result.Pair.GroupId, reply.Score, reply.Right))
            .Where(reply => reply.Score is Scored)
            .Select(reply => (reply.GroupId, ((Scored)reply.Score).Value, reply.Right)).ToList();
        if (replies.Count == 0) return null;
        var groups = replies.Select(reply => reply.GroupId).ToList();
        var probabilities = scale == ScoreScale.Probability ? replies.Select(reply => reply.Value).ToArray() : [];
        bool[] right = scale == ScoreScale.Probability ? [.. replies.Select(reply => reply.Right)] : [];
        return new(
            cut,
            Bootstrap.Interval(groups, items => Measure(items, (rights, wrongs) => Statistics.BalancedAccuracy.Of(rights, wrongs, cut)), options),
            Bootstrap.Interval(groups, items => Measure(items, (rights, wrongs) => Statistics.Auroc.Of(rights, wrongs)), options),
            scale == ScoreScale.Probability ? Calibration.ExpectedError(probabilities, right) : null,
            scale == ScoreScale.Probability ? Calibration.Brier(probabilities, right) : null,
            scale == ScoreScale.Probability ? Calibration.Bins(probabilities, right) : []);

        double Measure(ReadOnlySpan<int> items, Func<double[], double[], double> measure)
        {
            var (rights, wrongs) = (new List<double>(), new List<double>());
            foreach (var item in items) (replies[item].Right ? rights : wrongs).Add(replies[item].Value);
            return measure([.. rights], [.. wrongs]);
        }
    }
}
