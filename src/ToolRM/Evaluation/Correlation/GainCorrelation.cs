using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Correlation;

/// <summary>One scorer: how well it orders pairs and what choosing by it gains.</summary>
/// <param name="Scorer">The scorer's name.</param>
/// <param name="PairAccuracy">Share of pairs in which the right reply scores higher.</param>
/// <param name="Gain">Best-of-n accuracy of the highest score less that of a uniform draw.</param>
public sealed record ScorerPoint(string Scorer, double PairAccuracy, double Gain);

/// <summary>Does the pair accuracy of a scorer foretell its best-of-n gain? Correlation over several scorers.</summary>
/// <remarks>Source of the question: toolrm 1, where r = 0.84 is reported.</remarks>
public static class GainCorrelation
{
    /// <summary>Below so many scorers the report says that the number means little (ours).</summary>
    public const int Enough = 10;

    /// <summary>Makes the report.</summary>
    /// <param name="title">What data it is.</param>
    /// <param name="gain">What the gain is, with its n.</param>
    /// <param name="points">One per scorer.</param>
    /// <param name="facts">Provenance.</param>
    public static Report Report(string title, string gain, IReadOnlyList<ScorerPoint> points, ValueList<KeyValuePair<string, string>> facts = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        double[] x = [.. points.Select(point => point.PairAccuracy)], y = [.. points.Select(point => point.Gain)];
        var (pearson, spearman) = (Statistics.Correlation.Pearson(x, y), Statistics.Correlation.Spearman(x, y));
        return new(
            "Correlation: " + title,
            string.Create(CultureInfo.InvariantCulture,
                $"Over {points.Count} scorers, pair accuracy and best-of-n gain correlate with Pearson r = {Text(pearson)} and Spearman ρ = {Text(spearman)}.{Warning(points.Count)}"),
            facts,
            [
                new TableSection(
                    "Correlation", "95 % intervals by Fisher's transformation; none below four scorers. Scorers are not independent draws: take the intervals as lower bounds of the doubt.",
                    ["measure", "value", "scorers"],
                    [["Pearson r", pearson with { Count = null }, (long)points.Count], ["Spearman ρ", spearman with { Count = null }, (long)points.Count]]),
                new TableSection(
                    "Scorers", $"Pair accuracy is strict: a tie or an unscored reply counts as wrong. Gain: {gain}.",
                    ["scorer", "pair accuracy", "best-of-n gain"],
                    points.OrderBy(point => point.PairAccuracy).ThenBy(point => point.Scorer, StringComparer.Ordinal)
                        .Select(point => ValueList.Create<ReportCell>([point.Scorer, new Estimate(point.PairAccuracy), new Estimate(point.Gain)])).ToValueList()),
            ]);
    }

    private static string Warning(int count) => count >= Enough
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" With fewer than {Enough} scorers that says little: one scorer more can turn it.");

    private static string Text(Estimate estimate) => (double.IsNaN(estimate.Value), estimate) switch
    {
        (true, _) => "not defined",
        (_, { Low: { } low, High: { } high }) => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F2} ({low:F2} to {high:F2})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F2}, without an interval"),
    };
}
