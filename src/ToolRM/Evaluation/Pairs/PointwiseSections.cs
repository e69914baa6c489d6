using ToolRM.Conversations;
using ToolRM.Evaluation.Reliability;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Pairs;

/// <summary>The part of a report that judges every reply alone; empty for raw scales.</summary>
internal static class PointwiseSections
{
    public static IEnumerable<ReportSection> Of(PairReportInput input)
    {
        var scorers = (input.Against is { } against ? (PairScores[])[input.Scores, against] : [input.Scores])
            .Select(scores => (scores.Scorer, Figures: PointwiseFigures.Of(scores.Results, scores.Scorer.Scale, input.Bootstrap)))
            .Where(entry => entry.Figures is not null)
            .Select(entry => (entry.Scorer, Figures: entry.Figures!)).ToList();
        if (scorers.Count == 0) yield break;
        yield return new TableSection(
            "Each reply alone",
            "Right and wrong replies of all pairs, each accepted when its score is above the cut (0 on a centred scale, 0.5 on a probability). Balanced accuracy: mean of the "
            + "shares of right replies accepted and of wrong ones refused. AUROC compares replies of different prompts too. 95 % bootstrap by question. ECE: 15 bins of equal "
            + "width, population weights. Not given for raw scales, which compare within one prompt only.",
            ["scorer", "replies", "cut", "balanced accuracy", "AUROC", "ECE", "Brier"],
            scorers.Select(entry => (ValueList<ReportCell>)[
                entry.Scorer.Name, entry.Figures.BalancedAccuracy.Count ?? 0, new ReportCell(null, new Estimate(entry.Figures.Cut), "F1"),
                entry.Figures.BalancedAccuracy with { Count = null }, entry.Figures.Auroc with { Count = null },
                Number(entry.Figures.ExpectedCalibrationError), Number(entry.Figures.Brier)]).ToValueList());
        var curves = scorers.Where(entry => entry.Figures.Bins.Count > 0).Select(entry => new Curve(entry.Scorer.Name, entry.Figures.Bins.Select(Point).ToValueList())).ToValueList();
        if (curves.Count > 0)
        {
            yield return ReliabilityPlot.Of(
                "One point a bin, at its mean stated probability; 95 % Wilson interval. On the diagonal a probability means what it says, where half of the replies are wrong.", curves);
        }
    }

    private static CurvePoint Point(CalibrationBin bin) => new(bin.Stated, Wilson.Interval(Math.Round(bin.Right * bin.Count), bin.Count));

    private static ReportCell Number(double? value) => value is { } number ? new Estimate(number) : (ReportCell)"";
}
