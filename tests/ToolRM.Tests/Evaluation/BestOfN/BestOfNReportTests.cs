using ToolRM.Evaluation.BestOfN;
using ToolRM.Reports;
using ToolRM.Scoring;
using ToolRM.Tests.Evaluation.Pools;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.BestOfN;

public class BestOfNReportTests
{
    [Fact]
    public void TheReportIsWhole_AndHoldsNoRows()
    {
        var pool = Pool(
            Question("q1", "live_simple", Calls(1, PoolCases.Models("a", 10)), Calls(2, "b", "c"), Unreadable("u", "d")),
            Question("q2", "simple_python", Calls(1, PoolCases.Models("a", 30)), Calls(12, "b", "c", "d"))) with
        { OpenModels = ["a0", "b"] };
        var report = BestOfNReport.Of(BestOfNEvaluation.Run(pool, Scores(pool, _ => new Unscored("-")), new() { Draws = 5, Resamples = 20 }));
        var text = ReportJson.Write(report);
        Assert.Equal(text, ReportJson.Write(ReportJson.Read(text)));
        Assert.Equal("Best-of-n: examples, scorer test", report.Title);
        Assert.Contains(report.Facts, fact => fact is { Key: "unscored outputs", Value: "4 of 4 readable distinct outputs" });
        Assert.Equal(3, report.Sections.OfType<CurveSection>().Count());
        Assert.Contains(report.Sections, section => section.Title == "Paired differences, open models");
        Assert.Contains(report.Sections, section => section is BarSection);
        Assert.DoesNotContain("Call f with 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("f(x=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AsManyThreads_SameReport()
    {
        var pool = Pool([.. Enumerable.Range(0, 40).Select(i => Question($"q{i}", "simple_python", Calls(1, PoolCases.Models("a", 1 + (i % 5))), Calls(2, PoolCases.Models("b", 4)), Calls(3, "c")))]);
        string Once() => ReportJson.Write(BestOfNReport.Of(BestOfNEvaluation.Run(pool, Scores(pool, output => Score.Of(output.Candidate.Id.Length)), new() { Draws = 5, Resamples = 50 })));
        Assert.Equal(Once(), Once());
    }
}
