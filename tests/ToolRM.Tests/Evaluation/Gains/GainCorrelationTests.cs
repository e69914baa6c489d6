using ToolRM.Evaluation.Gains;
using ToolRM.Evaluation.Pairs;
using ToolRM.Reports;

namespace ToolRM.Tests.Evaluation.Gains;

public class GainCorrelationTests
{
    [Fact]
    public void FewScorers_AreCalledFew()
    {
        var report = GainCorrelation.Report("examples", "n = 8", [new("a", 0.5, 0.5, 0.0), new("b", 0.6, 0.6, 0.1), new("c", 0.7, 0.7, 0.2)]);
        Assert.Contains("r = 1.00, without an interval", report.Summary, StringComparison.Ordinal);
        Assert.Contains("With fewer than 10 scorers", report.Summary, StringComparison.Ordinal);
        var text = ReportJson.Write(report);
        Assert.Equal(text, ReportJson.Write(ReportJson.Read(text)));
    }

    [Fact]
    public void ManyScorers_ComeWithAnInterval()
    {
        var report = GainCorrelation.Report("examples", "n = 8", [.. Enumerable.Range(0, 12).Select(i => new ScorerPoint($"s{i}", i / 20.0, i / 20.0, (i % 3) / 10.0))]);
        Assert.Contains(" to ", report.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("fewer than", report.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void OneScorer_HasNoCorrelation() =>
        Assert.Contains("r = not defined", GainCorrelation.Report("examples", "n = 8", [new("a", 0.5, 0.5, 0)]).Summary, StringComparison.Ordinal);

    [Fact]
    public void TiesCountHalf_OrNothing()
    {
        var point = GainMeasurement.Of("a", [PairOutcome.Right, PairOutcome.Tie, PairOutcome.Unscored, PairOutcome.Wrong], 0.1);
        Assert.Equal(new ScorerPoint("a", 0.25, 0.375, 0.1), point);
    }
}
