using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Irrelevance;
using ToolRM.Evaluation.Pools;
using ToolRM.Reports;
using ToolRM.Scoring;
using ToolRM.Selection;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Irrelevance;

public class IrrelevanceReportTests
{
    private static readonly CandidatePool Callable = PoolAbstentions.Merge(Pool(
        Question("q1", "simple_python", Calls(1, "a", "b", "c"), Unreadable("u", "d")), Question("q2", "live_simple", Calls(1, "a", "b", "c", "d"))));

    private static readonly CandidatePool Irrelevance = Pool(
        Question("i1", "irrelevance", Calls(2, "a"), Nothing(true, "b", "c", "d")), Question("i2", "live_irrelevance", Calls(3, "a", "b", "c", "d")));

    [Fact]
    public void RatesCountChoicesWithCalls()
    {
        var options = new BestOfNOptions { Draws = 50, Resamples = 20, Sizes = [1, 4] };
        var rates = AbstentionRates.Of(Irrelevance, Scores(Irrelevance, output => Score.Of(output.Candidate.Calls.Count)), options);
        double Rate(ISelector selector, QuestionPart part) => rates.Called(part, 1, Selectors.All.ToArray().IndexOf(selector)).Value;
        // All four runs are drawn. i1: three of four abstain; i2: everybody calls.
        Assert.Equal(0, Rate(Selectors.Majority, QuestionPart.NonLive));
        Assert.Equal(1, Rate(Selectors.Argmax, QuestionPart.NonLive)); // this scorer likes calls
        Assert.Equal(0, Rate(Selectors.Oracle, QuestionPart.NonLive));
        Assert.Equal(1, Rate(Selectors.Oracle, QuestionPart.Live));
        Assert.Equal(0.5, Rate(Selectors.Majority, QuestionPart.All));
        Assert.Equal(1, rates.Called(QuestionPart.All, 1, 1).Value + rates.Abstained(QuestionPart.All, 1, 1).Value);
    }

    [Fact]
    public void TheReportIsWhole()
    {
        var report = IrrelevanceReport.Of(
            Callable, Scores(Callable, _ => Score.Of(1)), Irrelevance, Scores(Irrelevance, _ => Score.Of(0)), new() { Draws = 5, Resamples = 20 });
        var text = ReportJson.Write(report);
        Assert.Equal(text, ReportJson.Write(ReportJson.Read(text)));
        Assert.Contains("AUROC 1.000", report.Summary, StringComparison.Ordinal);
        Assert.Contains("raw", report.Sections[0].Note, StringComparison.Ordinal);
        Assert.Equal(3, ((TableSection)report.Sections[0]).Rows.Count); // all, non-live, live
        Assert.DoesNotContain("Call f with 1", text, StringComparison.Ordinal);
    }
}
