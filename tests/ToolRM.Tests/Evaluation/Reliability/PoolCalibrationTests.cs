using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Reliability;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Reliability;

public class PoolCalibrationTests
{
    private static readonly BootstrapOptions Few = new() { Resamples = 50 };

    // Right (x = 1): three runs at 0.9. Wrong (x = 2): one run at 0.9; (x = 3): two runs at 0.1. One undecodable, one unscored.
    private static readonly CandidatePool Examples = Pool(
        Question("q1", "simple_python", Calls(1, "a", "b", "c"), Calls(2, "d"), Unreadable("u", "e")),
        Question("q2", "live_simple", Calls(3, "a", "b"), Calls(4, "c")));

    [Fact]
    public void EveryRunIsOneReply()
    {
        var figures = PoolCalibration.Of(Examples, Probabilities(Examples), QuestionPart.All, _ => true, Few);
        Assert.Equal((2, 6L, 1L, 1L), (figures.Questions, figures.Right.Count, figures.Undecodable, figures.Unscored));
        Assert.Equal(0.5, figures.Right.Value, 12);
        Assert.Equal(3.8 / 6, figures.Stated.Value, 12);
        // Four replies say 0.9, of which 3 are right; two say 0.1, of which none is.
        Assert.Equal(((4 * 0.15) + (2 * 0.1)) / 6, figures.ExpectedError.Value, 12);
        Assert.Equal(((3 * 0.01) + 0.81 + (2 * 0.01)) / 6, figures.Brier.Value, 12);
        // Each right one ties the wrong one at 0.9 and beats the two at 0.1.
        Assert.Equal(2.5 / 3, figures.Auroc.Value, 12);
        Assert.Equal([0.0, 0.75], figures.Shares.Select(share => share.Value));
        Assert.Equal(figures.Bins.Select(bin => bin.Right), figures.Shares.Select(share => share.Value));
    }

    [Fact]
    public void PartsAndModels_AreKeptApart()
    {
        var live = PoolCalibration.Of(Examples, Probabilities(Examples), QuestionPart.Live, _ => true, Few);
        Assert.Equal((1, 2L, 0L, 1L), (live.Questions, live.Right.Count, live.Undecodable, live.Unscored));
        Assert.True(double.IsNaN(live.Auroc.Value)); // none is right
        var one = PoolCalibration.Of(Examples, Probabilities(Examples), QuestionPart.All, model => model == "a", Few);
        Assert.Equal((2L, 0L), (one.Right.Count, one.Undecodable));
        Assert.Equal(0.1, one.ExpectedError.Value, 12);
    }

    [Fact]
    public void OtherScales_AreRefused() =>
        Assert.Throws<ArgumentException>(() => PoolCalibration.Of(Examples, Scores(Examples, _ => Score.Of(1)), QuestionPart.All, _ => true));

    [Fact]
    public void TheReportIsWhole()
    {
        var report = CalibrationReport.Of(Examples, Probabilities(Examples), PoolStratum.Of(Examples)[0], Few);
        var text = ReportJson.Write(report);
        Assert.Equal(text, ReportJson.Write(ReportJson.Read(text)));
        Assert.Contains("1 more replies could not be decoded", report.Summary, StringComparison.Ordinal);
        Assert.Equal(["all", "non-live", "live"], ((TableSection)report.Sections[0]).Rows.Select(row => row[0].Text));
        Assert.True(Assert.Single(report.Sections.OfType<CurveSection>()).Diagonal);
        Assert.DoesNotContain("Call f with 1", text, StringComparison.Ordinal);
    }

    [Trait("Lane", "Slow")]
    [DataKitFact]
    public async Task TheReferenceScorerIsCalibrated_OnTheOpenModelsOfTheKit()
    {
        var pool = KitPool.Load(Path.Combine(DataKitFactAttribute.Folder, "fcrb-dev"));
        var open = pool.OpenModels!.Value.ToHashSet(StringComparer.Ordinal);
        var scores = await PoolScores.OfAsync(Scorers.Create("reference", 0)!, pool);
        var figures = PoolCalibration.Of(pool, scores, QuestionPart.All, open.Contains, Few);
        Assert.Equal((70_942L, 6_879L), (figures.Right.Count, figures.Undecodable));
        // It takes 1.0 for 1, which BFCL's checker does not: some wrong replies get 1, and those tie with every right one.
        Assert.InRange(figures.ExpectedError.Value, 0.001, 0.01);
        Assert.Equal(1 - (figures.ExpectedError.Value / (1 - figures.Right.Value) / 2), figures.Auroc.Value, 9);
    }

    private static PoolScores Probabilities(CandidatePool pool)
    {
        var scores = new PoolScores(new("test", ScoreScale.Probability));
        foreach (var question in pool.Questions)
        {
            scores.Add(question, question.Outputs.Where(output => output.IsReadable).Select(Score (output) => output.Candidate.Id switch
            {
                "x1" or "x2" => new Scored(0.9, ScoreScale.Probability),
                "x3" => new Scored(0.1, ScoreScale.Probability),
                _ => new Unscored("-"),
            }).ToValueList());
        }
        return scores;
    }
}
