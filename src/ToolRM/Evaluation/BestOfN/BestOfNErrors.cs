using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Reports;
using ToolRM.Selection;
using ToolRM.Verification;

namespace ToolRM.Evaluation.BestOfN;

/// <summary>Which errors are left after selection, by label, at the size "at most".</summary>
internal static class BestOfNErrors
{
    /// <summary>Shares of all choices by label and selector; labels that occur nowhere are left out.</summary>
    public static IReadOnlyList<(string Label, ValueList<Estimate> Shares)> Rows(BestOfNResult result, BestOfNMeasures measures, StratumOutcome stratum)
    {
        var questions = measures.Questions(stratum, QuestionPart.All, measures.AtMost);
        return [.. Enumerable.Range(0, BestOfNEvaluation.Labels + 1).AsParallel().AsOrdered()
            .Select(label => (
                Label: label < BestOfNEvaluation.Labels ? VerdictJson.Word((ErrorLabel)label) : "no label",
                Shares: result.Selectors.Select(selector => measures.Errors(questions, selector, label)).ToValueList()))
            .Where(row => row.Shares.Any(share => share.Value > 0))];
    }

    public static BarSection Bars(BestOfNResult result, IReadOnlyList<(string Label, ValueList<Estimate> Shares)> rows)
    {
        ISelector[] shown = [Selectors.Uniform, Selectors.Majority, Selectors.Argmax];
        return new(
            "Errors before and after selection",
            $"Of {result.Sizes[^1]} outputs, all models: wrong choices by label. Uniform is before selection.",
            "share of all choices",
            rows.Select(row => row.Label).ToValueList(),
            shown.Select(selector => new BarSeries(
                BestOfNReport.Name(result, selector),
                rows.Select(row => (Estimate?)row.Shares[Position(result, selector)]).ToValueList())).ToValueList(),
            Maximum: null);
    }

    public static TableSection Table(BestOfNResult result, IReadOnlyList<(string Label, ValueList<Estimate> Shares)> rows) => new(
        "Errors by label",
        "Wrong choices as a share of all choices, with 95 % bootstrap interval by question group. The oracle's are those of draws in which everything is wrong: of the first drawn.",
        ["label", .. result.Selectors.Select(selector => BestOfNReport.Name(result, selector))],
        rows.Select(row => BestOfNReport.Row([row.Label, .. row.Shares.Select(share => (ReportCell)(share with { Count = null }))])).ToValueList());

    private static int Position(BestOfNResult result, ISelector selector) => result.Selectors.ToArray().IndexOf(selector);
}
