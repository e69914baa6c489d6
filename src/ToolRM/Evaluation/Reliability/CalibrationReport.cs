using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Reliability;

/// <summary>Whether a scorer's probabilities mean what they say, as a report.</summary>
public static class CalibrationReport
{
    /// <summary>Measures and makes the report.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Scores of its outputs, on the scale of probabilities.</param>
    /// <param name="stratum">Whose runs count (<see cref="PoolStratum.Of"/>).</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="DataFormatException">No reply of these models was scored.</exception>
    public static Report Of(CandidatePool pool, PoolScores scores, PoolStratum stratum, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(stratum);
        options ??= new();
        var models = stratum.Models.ToHashSet(StringComparer.Ordinal);
        var parts = QuestionParts.Of(pool).AsParallel().AsOrdered()
            .Select(part => PoolCalibration.Of(pool, scores, part, models.Contains, options))
            .Where(figures => figures.Right.Count > 0).ToList();
        if (parts.Count == 0) throw new DataFormatException($"--data: no reply of {stratum.Name} could be scored by {scores.Scorer.Name}. Name another pool or scorer");
        var (all, name) = (parts[0], scores.Scorer.Name);
        return new(
            $"Calibration: {pool.Title}, {stratum.Name}, scorer {name}",
            string.Create(CultureInfo.InvariantCulture,
                $"Over {all.Right.Count} replies of {stratum.Models.Count} models to {all.Questions} questions, of which {all.Right.Value:P1} are right, {name} states {all.Stated.Value:P1} on average: ECE {BestOfNReport.Text(all.ExpectedError)}, Brier {BestOfNReport.Text(all.Brier)}, AUROC {BestOfNReport.Text(all.Auroc)}. {all.Undecodable} more replies could not be decoded and are not counted."),
            [
                new("data", pool.Title), .. PoolFacts.Files(pool), new("models", stratum.Description), new("scorer", name),
                new("bootstrap", string.Create(CultureInfo.InvariantCulture, $"B = {options.Resamples}, percentile, by question group, seed {options.Seed}")),
            ],
            [Figures(parts), Brier(parts), Plot(parts), Bins(all), Protocol(pool, stratum)]);
    }

    private static TableSection Figures(IReadOnlyList<PoolCalibration> parts) => new(
        "Calibration",
        "Each run of each model is one reply, so shares are those at which the models are right. ECE: 15 bins of equal width, each weighted by its replies. AUROC compares "
        + "replies to different questions too. 95 % percentile bootstrap by question group; ECE is never negative, so resampling noise moves its interval up.",
        ["questions", "count", "replies", "undecodable", "unscored", "right", "stated", "ECE", "Brier", "AUROC"],
        parts.Select(part => BestOfNReport.Row([
            part.Part.Word(), (long)part.Questions, part.Right.Count ?? 0, part.Undecodable, part.Unscored, Plain(part.Right), Plain(part.Stated),
            Plain(part.ExpectedError), Plain(part.Brier), Plain(part.Auroc),
        ])).ToValueList());

    private static TableSection Brier(IReadOnlyList<PoolCalibration> parts) => new(
        "Brier score in parts",
        "Murphy's parts, of the bins' means: Brier = reliability (gap between stated and found, 0 is best) − resolution (what the probabilities tell apart, high is good) "
        + "+ uncertainty (the score of always stating the overall share) + the rest that comes from differences within bins.",
        ["questions", "Brier", "reliability", "resolution", "uncertainty", "rest"],
        parts.Select(part =>
        {
            var (reliability, resolution, uncertainty) = part.BrierParts;
            return BestOfNReport.Row([
                part.Part.Word(), new Estimate(part.Brier.Value), new Estimate(reliability), new Estimate(resolution), new Estimate(uncertainty),
                new Estimate(part.Brier.Value - (reliability - resolution + uncertainty)),
            ]);
        }).ToValueList());

    private static CurveSection Plot(IReadOnlyList<PoolCalibration> parts) => ReliabilityPlot.Of(
        "One point a bin, at its mean stated probability; 95 % bootstrap interval by question group. On the diagonal a probability means what it says.",
        parts.Select(part => new Curve(part.Part.Word(), part.Bins.Select((bin, i) => new CurvePoint(bin.Stated, part.Shares[i])).ToValueList())).ToValueList());

    private static TableSection Bins(PoolCalibration all) => new(
        "Bins, all questions", null, ["probability", "replies", "stated", "right"],
        all.Bins.Select((bin, i) => BestOfNReport.Row([
            string.Create(CultureInfo.InvariantCulture, $"{bin.Low:F3} to {bin.High:F3}"), (long)bin.Count, new Estimate(bin.Stated), Plain(all.Shares[i]),
        ])).ToValueList());

    private static TextSection Protocol(CandidatePool pool, PoolStratum stratum) => new("Protocol",
        $"""
        Models: {stratum.Description}. The scorer sees a question's distinct decoded outputs once, as one group; an output that several runs gave counts as often. An output that could not be decoded is never shown to a scorer: such replies are counted apart and enter no figure.{(pool.Notes.Count == 0 ? "" : "\n\nLeft out: " + string.Join("; ", pool.Notes) + ".")}
        """);

    private static ReportCell Plain(Estimate estimate) => estimate with { Count = null };
}
