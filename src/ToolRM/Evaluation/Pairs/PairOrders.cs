using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Judging;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>What a judge that was shown both orders says in each: TRBench's rule beside those of a single order (toolrm 6.2).</summary>
/// <param name="BothRight">Share of pairs in which both orders name the right reply: TRBench's accuracy, of which a coin gets a quarter. Unjudged pairs count as wrong.</param>
/// <param name="RightShownFirst">Share named right when the right reply is shown first.</param>
/// <param name="RightShownSecond">Share named right when it is shown second.</param>
/// <param name="Inconsistent">Share of judged pairs in which the orders name different replies.</param>
/// <param name="FirstPlace">Share of answers that name the reply shown first, of judged pairs; ½ without a preference for a place.</param>
public sealed record PairOrders(Estimate BothRight, Estimate RightShownFirst, Estimate RightShownSecond, Estimate Inconsistent, Estimate FirstPlace)
{
    /// <summary>The figures; null when the scores are not those of a judge that was shown both orders.</summary>
    /// <param name="results">The results.</param>
    public static PairOrders? Of(IReadOnlyList<PairResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var judged = new List<(double First, double Second)>();
        foreach (var result in results)
        {
            if (result is { Chosen: Scored chosen, Rejected: Scored } && Part(chosen, PairwiseScorer.ShownFirst) is { } first && Part(chosen, PairwiseScorer.ShownSecond) is { } second) judged.Add((first, second));
        }
        if (judged.Count == 0) return null;
        return new(
            Wilson.Interval(judged.Count(pair => pair is { First: 1, Second: 1 }), results.Count),
            Wilson.Interval(judged.Count(pair => pair.First == 1), results.Count),
            Wilson.Interval(judged.Count(pair => pair.Second == 1), results.Count),
            Wilson.Interval(judged.Count(pair => pair.First != pair.Second), judged.Count),
            // Shown first, the right one wins First of the answers; shown second, the place in front of it wins the rest.
            new Estimate(judged.Average(pair => (pair.First + 1 - pair.Second) / 2), Count: judged.Count));
    }

    /// <summary>A table of those scorers that were shown both orders; null when none was.</summary>
    internal static TableSection? Section(PairReportInput input)
    {
        var rows = (input.Against is { } against ? (PairScores[])[input.Scores, against] : [input.Scores])
            .Select(scores => (scores.Scorer.Name, Figures: Of(scores.Results))).Where(row => row.Figures is not null)
            .Select(row => (ValueList<ReportCell>)[
                row.Name, row.Figures!.BothRight.Count ?? 0, row.Figures.BothRight with { Count = null }, row.Figures.RightShownFirst with { Count = null },
                row.Figures.RightShownSecond with { Count = null }, row.Figures.Inconsistent with { Count = null }, row.Figures.FirstPlace with { Count = null }])
            .ToValueList();
        return rows.Count == 0 ? null : new(
            "Both orders",
            "Every pair was shown in both orders, all pairs. Both right: TRBench's rule, the strict accuracy above; a coin has 0.25. Right first, right second: what one order alone would have said. "
            + "Inconsistent: the orders name different replies, of judged pairs; a tie above. First place: share of answers that name the reply shown first.",
            ["scorer", "n", "both right", "right first", "right second", "inconsistent", "first place"], rows);
    }

    private static double? Part(Scored scored, string name)
    {
        foreach (var component in scored.Components)
        {
            if (component.Name == name) return component.Value;
        }
        return null;
    }
}
