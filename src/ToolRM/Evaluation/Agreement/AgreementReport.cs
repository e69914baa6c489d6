using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Agreement;

/// <summary>Scorers and rewards side by side, as a report.</summary>
public static class AgreementReport
{
    /// <summary>Makes the report; those that see the reference stand apart, each part by falling τ-b.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="agreements">What was measured.</param>
    /// <param name="leftOut">Scorers that could not be made, with the reason.</param>
    /// <param name="facts">Further provenance.</param>
    public static Report Of(CandidatePool pool, IReadOnlyList<ScorerAgreement> agreements, IReadOnlyList<(string Scorer, string Reason)> leftOut, ValueList<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(agreements);
        ArgumentNullException.ThrowIfNull(leftOut);
        // A reward that wants texts scores silence alone, of which a question has one.
        var measured = agreements.Where(agreement => agreement.Tau.Count > 0).OrderBy(agreement => agreement.SeesReference).ThenByDescending(agreement => double.IsNaN(agreement.Tau.Value) ? -2 : agreement.Tau.Value)
            .ThenBy(agreement => agreement.Scorer, StringComparer.Ordinal).ToList();
        var none = agreements.Where(agreement => !(agreement.Tau.Count > 0)).Select(agreement => (agreement.Scorer, Reason: agreement.Reason ?? "no question has a right and a wrong output")).Concat(leftOut).ToList();
        var best = measured.Find(agreement => !agreement.SeesReference);
        var sections = new List<ReportSection>
        {
            new TableSection("Agreement with the verdicts",
                "Each distinct readable output of a question counts once. AUROC: right against wrong outputs of all questions together, ties ½. τ-b: Kendall's, between scores and verdicts within a question, mean over the questions with a right and a wrong scored output; 0 where all scores tie, as for a reward that misses the text in every reply. "
                + "Those that see the reference are judged by what they are told: their distance from 1 says what else they pay for. 95 % bootstrap intervals by question group. µs: wall time per output on one thread.",
                ["scorer", "sees the reference", "AUROC", "τ-b within a question", "questions", "unscored", "µs per output"],
                measured.Select(agreement => BestOfNReport.Row([
                    agreement.Scorer, agreement.SeesReference ? "yes" : "no", agreement.Auroc with { Count = null }, agreement.Tau with { Count = null }, (ReportCell)(agreement.Tau.Count ?? 0),
                    new Estimate((double)agreement.Unscored / (agreement.Scored + agreement.Unscored)), new ReportCell(null, new Estimate(agreement.Microseconds), "F1"),
                ])).ToValueList()),
        };
        if (none.Count > 0)
        {
            sections.Add(new TableSection("Not applicable", "No question has a right and a wrong output that both get a score: what these need is not in the pool, or a setting has no default.", ["scorer", "first reason"],
                none.OrderBy(entry => entry.Item1, StringComparer.Ordinal).Select(entry => BestOfNReport.Row([entry.Item1, entry.Reason])).ToValueList()));
        }
        if (pool.Notes.Count > 0) sections.Add(new TextSection("Left out", string.Join("\n\n", pool.Notes)));
        return new(
            $"Rewards: {pool.Title}",
            best is null
                ? "No scorer that does without the reference scored anything."
                : string.Create(CultureInfo.InvariantCulture, $"Of {measured.Count(agreement => !agreement.SeesReference)} scorers that do not see the reference, {best.Scorer} orders the outputs of a question best: τ-b {BestOfNReport.Text(best.Tau)}, AUROC {BestOfNReport.Text(best.Auroc)}."),
            [new("data", pool.Title), .. PoolFacts.Files(pool), .. facts],
            sections.ToValueList());
    }
}
