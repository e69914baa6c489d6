using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Trajectories;

/// <summary>Whether the scores of single calls foretell the success of whole trajectories, as a report.</summary>
public static class TrajectoryReport
{
    /// <summary>Measures and makes the report.</summary>
    /// <param name="set">The trajectories.</param>
    /// <param name="scored">One per row of the set, in its order.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    public static Report Of(TrajectorySet set, IReadOnlyList<ScoredTrajectory> scored, ScorerInfo scorer, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(scorer);
        options ??= new();
        var covered = scored.Where(trajectory => trajectory.Mean is Scored).ToList();
        var measures = TrajectoryMeasure.All(covered, options);
        var (mean, fewer) = (measures[0].Auroc(), measures[0].Less(measures[3]));
        var sum = new Counts(set, scored, covered);
        return new(
            $"Trajectories: {set.Title}, scorer {scorer.Name}",
            string.Create(CultureInfo.InvariantCulture,
                $"The mean score that {scorer.Name} gives to the calls of a trajectory tells success from failure with AUROC {BestOfNReport.Text(mean)} ({sum.Successes} of {covered.Count} scored trajectories succeed, {sum.Tasks} tasks). Less the count of calls alone: {BestOfNReport.Signed(fewer)}."),
            [
                new("data", set.Title), PoolFacts.Of(set.File), new("models", string.Join(", ", set.Rows.Select(row => row.Model).Distinct().Order(StringComparer.Ordinal))), new("scorer", scorer.Name),
                new("bootstrap", string.Create(CultureInfo.InvariantCulture, $"B = {options.Resamples}, percentile, by task, seed {options.Seed}")),
            ],
            [Table(measures, scorer, fewer), sum.Table(), Protocol()]);
    }

    private static TableSection Table(TrajectoryMeasure[] measures, ScorerInfo scorer, Estimate fewer) => new(
        "Telling success from failure",
        "AUROC for success (reward 1), ties ½, over the trajectories with a scored call. Within task: pairs of trials of one task only, which takes out that some tasks are harder. "
        + "95 % percentile bootstrap by task. Less the count of calls: the AUROC less that of the baseline of fewer calls, on the same resamples."
        + (scorer.Scale == ScoreScale.Raw ? $" The scale of {scorer.Name} is raw: its scores are made to be compared within one prompt, and this compares them between prompts." : ""),
        ["a trajectory's number", "AUROC", "within task", "pairs within", "less the count of calls", "mean, success", "mean, failure"],
        measures.Select((measure, i) =>
        {
            var within = measure.WithinTask();
            return BestOfNReport.Row([
                measure.Name, measure.Auroc() with { Count = null }, within with { Count = null }, within.Count ?? 0,
                i == 3 ? "" : (i == 0 ? fewer : measure.Less(measures[3])) with { Count = null }, new Estimate(measure.Mean(true)), new Estimate(measure.Mean(false)),
            ]);
        }).ToValueList());

    private static TextSection Protocol() => new("Protocol",
        """
        Every assistant message with calls is one candidate, judged given the messages before it; each of its calls takes its score. A trajectory's score is the mean over its calls that were scored. A trajectory without a call has none: it is counted as unscored and enters no figure. The baselines are measured on the same trajectories as the scores.

        Success is the environment's verdict on the final state. It is not a label of the calls: a trajectory may fail with right calls only, when one is missing, and succeed after a wrong call that was mended.
        """);

    private sealed record Counts(TrajectorySet Set, IReadOnlyList<ScoredTrajectory> Scored, IReadOnlyList<ScoredTrajectory> Covered)
    {
        public int Successes => Covered.Count(trajectory => trajectory.Row.IsSuccess);

        public int Tasks => Covered.Select(trajectory => trajectory.Row.TaskId).Distinct(StringComparer.Ordinal).Count();

        public TableSection Table() => new("Coverage", null, ["", "all", "success", "failure"],
        [
            Row("trajectories", _ => 1),
            Row("with a score", trajectory => trajectory.Mean is Scored ? 1 : 0),
            Row("unscored: no call", trajectory => trajectory.Calls.Count == 0 ? 1 : 0),
            Row("unscored: no call was scored", trajectory => trajectory.Calls.Count > 0 && trajectory.Mean is Unscored ? 1 : 0),
            Row("calls", trajectory => trajectory.Calls.Count),
            Row("calls without a score", trajectory => trajectory.Calls.Count(call => call is Unscored)),
            Row("assistant turns", trajectory => trajectory.Turns),
        ]);

        private ValueList<ReportCell> Row(string name, Func<ScoredTrajectory, long> count) => BestOfNReport.Row([
            name, Scored.Sum(count), Scored.Where(trajectory => trajectory.Row.IsSuccess).Sum(count), Scored.Where(trajectory => !trajectory.Row.IsSuccess).Sum(count)]);
    }
}
