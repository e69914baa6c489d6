using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Gains;

/// <summary>One scorer: how well it orders pairs and what choosing by it gains.</summary>
/// <param name="Scorer">The scorer's name.</param>
/// <param name="Strict">Share of pairs in which the right reply scores higher; a tie or a missing score counts as wrong.</param>
/// <param name="TiesHalf">The same with ties at ½.</param>
/// <param name="Gain">Best-of-n accuracy of the highest score less that of a uniform draw.</param>
public sealed record ScorerPoint(string Scorer, double Strict, double TiesHalf, double Gain);

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
        double[] strict = [.. points.Select(point => point.Strict)], half = [.. points.Select(point => point.TiesHalf)], gains = [.. points.Select(point => point.Gain)];
        var (pearson, spearman) = (Correlation.Pearson(strict, gains), Correlation.Spearman(strict, gains));
        return new(
            "Correlation: " + title,
            string.Create(CultureInfo.InvariantCulture,
                $"Over {points.Count} scorers, strict pair accuracy and best-of-n gain correlate with Pearson r = {Text(pearson)} and Spearman ρ = {Text(spearman)}.{Warning(points.Count)}"),
            facts,
            [
                new TableSection(
                    "Correlation", "95 % intervals by Fisher's transformation; none below four scorers. Scorers are no independent draws, so the doubt is larger than the intervals say.",
                    ["pair accuracy", "Pearson r", "Spearman ρ", "scorers"],
                    [
                        ["strict: ties wrong", pearson with { Count = null }, spearman with { Count = null }, (long)points.Count],
                        ["ties at ½", Correlation.Pearson(half, gains) with { Count = null }, Correlation.Spearman(half, gains) with { Count = null }, (long)points.Count],
                    ]),
                new TableSection(
                    "Scorers", $"Gain: {gain}.", ["scorer", "pairs, strict", "pairs, ties at ½", "best-of-n gain"],
                    points.OrderBy(point => point.Strict).ThenBy(point => point.Scorer, StringComparer.Ordinal).Select(point => ValueList.Create<ReportCell>(
                        [point.Scorer, new Estimate(point.Strict), new Estimate(point.TiesHalf), new Estimate(point.Gain)])).ToValueList()),
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
