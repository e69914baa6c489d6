using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Filters;

/// <summary>What filtering a pool's outputs by score leaves, as a report.</summary>
public static class FilterMeasureReport
{
    /// <summary>Measures and makes the report.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Scores of its outputs.</param>
    /// <param name="share">The share that is kept, above 0, at most 1.</param>
    /// <param name="threshold">The threshold that is measured beside it, in the scorer's unit.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="DataFormatException">No output could be scored.</exception>
    public static Report Of(CandidatePool pool, PoolScores scores, double share, double threshold, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        options ??= new();
        var measure = new FilterMeasure(pool, scores, options);
        Func<FilterOutcome>[] cuts = [measure.All, () => measure.Random(share), () => measure.Best(share), () => measure.BestPerModel(share), () => measure.From(threshold)];
        var outcomes = cuts.AsParallel().AsOrdered().Select(cut => cut()).ToList();
        var (all, random, best) = (outcomes[0], outcomes[1], outcomes[2]);
        return new(
            $"Filter: {pool.Title}, scorer {scores.Scorer.Name}",
            string.Create(CultureInfo.InvariantCulture,
                $"Of {measure.Rows} decoded outputs {BestOfNReport.Text(all.Right)} are right; of the {random.Name} {BestOfNReport.Text(random.Right)}, of the {best.Name} by {scores.Scorer.Name} {BestOfNReport.Text(best.Right)}, which are {best.RightKept:P1} of all right ones."),
            [
                new("data", pool.Title), .. PoolFacts.Files(pool), new("scorer", scores.Scorer.Name),
                new("bootstrap", string.Create(CultureInfo.InvariantCulture, $"B = {options.Resamples}, percentile, by question group, seed {options.Seed}")),
            ],
            [
                new TableSection(
                    "Right outputs among those kept", "Each run of each model is one row, so that frequent outputs count as often as they were given. 95 % bootstrap intervals by question group; each resample is cut anew.",
                    ["kept", "rows", "right", "more than among all", "right ones kept"],
                    outcomes.Select(outcome => BestOfNReport.Row([
                        outcome.Name, (ReportCell)(long)Math.Round(outcome.Kept), outcome.Right with { Count = null }, outcome.Gain with { Count = null }, new Estimate(outcome.RightKept),
                    ])).ToValueList()),
                new TextSection("Protocol", string.Create(CultureInfo.InvariantCulture,
                    $"""
                    The rows are the decoded outputs that could be scored. Left out are {measure.Undecodable} runs that could not be decoded and {measure.Unscored} that could not be scored. Where a cut falls between equal scores, each counts with the share of them that fits. Scores are compared between questions, as a filter of training data compares them.{(pool.Notes.Count == 0 ? "" : "\n\nLeft out: " + string.Join("; ", pool.Notes) + ".")}
                    """)),
            ]);
    }
}
