using ToolRM.Conversations;
using ToolRM.Evaluation.Agreement;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Tests.Evaluation.Agreement;

public class ScorerAgreementTests
{
    [Fact]
    public void Kendall_ByHand()
    {
        Assert.Equal(1, Kendall.TauB([1, 2, 3], [10, 20, 30]));
        Assert.Equal(-1, Kendall.TauB([1, 2], [2, 1]));
        // Pairs: (1,1) tied in x; of the other five one is tied in y. C = 4, D = 0: 4 / √(5 · 5).
        Assert.Equal(0.8, Kendall.TauB([1, 1, 2, 3], [1, 2, 2, 3]), 12);
        Assert.True(double.IsNaN(Kendall.TauB([1, 1], [1, 2])));
        Assert.True(double.IsNaN(Kendall.TauB([1], [1])));
    }

    [Fact]
    public void Agreement_ByHand()
    {
        // Question a: right 3, wrong 1, wrong 2: order is kept. Question b: right 0, wrong 2 and one without a score. Question c: right only.
        var pool = new CandidatePool("ours", [Question("a", true, false, false), Question("b", true, false, false), Question("c", true)], []);
        var scores = new PoolScores(new("s", ScoreScale.Raw));
        scores.Add(pool.Questions[0], [Score.Of(3), Score.Of(1), Score.Of(2)]);
        scores.Add(pool.Questions[1], [Score.Of(0), Score.Of(2), new Unscored("why not")]);
        scores.Add(pool.Questions[2], [Score.Of(5)]);
        var agreement = ScorerAgreement.Of(pool, scores);
        Assert.Equal((6, 1, "why not"), (agreement.Scored, agreement.Unscored, agreement.Reason));
        // Right 3, 0, 5 against wrong 1, 2, 2: 3 + 0 + 3 of 9 pairs.
        Assert.Equal(6 / 9.0, agreement.Auroc.Value, 12);
        // a: C = 2 of N = 3, one pair tied in the verdict: 2 / √(3 · 2). b: -1. c has no wrong output.
        Assert.Equal((2 / Math.Sqrt(6) - 1) / 2, agreement.Tau.Value, 12);
        Assert.Equal(2, agreement.Tau.Count);
    }

    [Fact]
    public void AllScoresAlike_TellNothing()
    {
        var pool = new CandidatePool("ours", [Question("a", true, false)], []);
        var scores = new PoolScores(new("s", ScoreScale.Raw));
        scores.Add(pool.Questions[0], [Score.Of(1), Score.Of(1)]);
        var agreement = ScorerAgreement.Of(pool, scores);
        Assert.Equal((0.5, 0.0), (agreement.Auroc.Value, agreement.Tau.Value));
    }

    [Fact]
    public void Report_TellsThoseApartThatSeeTheReference()
    {
        var pool = new CandidatePool("ours", [Question("a", true, false)], []);
        ScorerAgreement One(string name, bool sees, double tau, int scored = 2) => new(name, sees, scored, 0, scored == 0 ? "needs results" : null, new(0.5), new(tau, Count: scored == 0 ? 0 : 1), 1);
        var report = AgreementReport.Of(pool, [One("b", false, 0.1), One("a", true, 1), One("c", false, 0.3), One("d", true, 0, scored: 0)], [("e", "no default")], []);
        var tables = report.Sections.OfType<TableSection>().ToList();
        Assert.Equal(["c", "b", "a"], tables[0].Rows.Select(row => row[0].Text!));
        Assert.Equal(["d", "e"], tables[1].Rows.Select(row => row[0].Text!));
        Assert.Contains("Of 2 scorers", report.Summary, StringComparison.Ordinal);
    }

    private static PoolQuestion Question(string id, params ReadOnlySpan<bool> right)
    {
        var outputs = new List<PoolOutput>();
        foreach (var isRight in right)
        {
            var name = outputs.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            outputs.Add(new(new(name, "", [new(name, "{}")]), name, true, true, isRight, []));
        }
        return new(id, id, null, new([], []), new NoCall(), outputs.ToValueList());
    }
}
