using ToolRM.Conversations;
using ToolRM.Evaluation.Filters;
using ToolRM.Evaluation.Statistics;
using ToolRM.Scoring;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Filters;

public class FilterMeasureTests
{
    private static readonly BootstrapOptions Few = new() { Resamples = 50, Seed = 1 };

    // Rows: x=1 (right) by a, b; x=2 by a, c; x=3 by b, d; one undecodable. Scores are -x.
    private static readonly Scorings Six = new(
        Pool(Question("q", "simple_python", Calls(1, "a", "b"), Calls(2, "a1", "c"), Calls(3, "b1", "d"), Unreadable("u", "e"))), output => Score.Of(-int.Parse(output.Candidate.Id[1..], System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void TheBestShare_IsCutByRuns()
    {
        var measure = Six.Measure();
        Assert.Equal((6, 1L, 0L), (measure.Rows, measure.Undecodable, measure.Unscored));
        Assert.Equal(2.0 / 6, measure.All().Right.Value, 12);
        // Half of 6 are 3: both of x=1, and one of the two of x=2, each with a half.
        var best = measure.Best(0.5);
        Assert.Equal((3.0, 1.0), (best.Kept, best.RightKept));
        Assert.Equal(2.0 / 3, best.Right.Value, 12);
        Assert.Equal((2.0 / 3) - (2.0 / 6), best.Gain.Value, 12);
        Assert.Equal(1.0, measure.From(-1).Right.Value);
        Assert.Equal((4.0, 0.5), (measure.From(-2).Kept, measure.From(-2).Right.Value));
    }

    [Fact]
    public void PerModel_EachIsCutByItself()
    {
        // Model a: right 0.2, wrong 0.1. Model b: wrong 0.9, wrong 0.8. The best half of all is b's; of each model one right and one wrong.
        var pool = Pool(Question("q1", "simple_python", Calls(1, "a"), Calls(3, "b")), Question("q2", "simple_python", Calls(2, "a"), Calls(4, "b")));
        var measure = new FilterMeasure(pool, Scores(pool, output => Score.Of(output.Candidate.Id switch { "x1" => 0.2, "x2" => 0.1, "x3" => 0.9, _ => 0.8 })), Few);
        Assert.Equal(0.0, measure.Best(0.5).Right.Value);
        Assert.Equal(0.5, measure.BestPerModel(0.5).Right.Value);
    }

    [Fact]
    public void EqualScores_KeepTheShareOfAll()
    {
        var measure = new FilterMeasure(Six.Pool, Scores(Six.Pool, _ => Score.Of(0)), Few);
        Assert.Equal(measure.All().Right.Value, measure.Best(0.5).Right.Value, 12);
        Assert.Equal(0.5, measure.Best(0.5).RightKept, 12);
    }

    [Fact]
    public void UnscoredRows_AreCountedAndNotCut()
    {
        var measure = new FilterMeasure(Six.Pool, Scores(Six.Pool, output => output.IsRight ? new Unscored("down") : Score.Of(1)), Few);
        Assert.Equal((4, 2L), (measure.Rows, measure.Unscored));
        Assert.Equal(0.0, measure.All().Right.Value);
        Assert.True(double.IsNaN(measure.All().RightKept));
        Assert.Throws<DataFormatException>(() => new FilterMeasure(Six.Pool, Scores(Six.Pool, _ => new Unscored("down")), Few));
    }

    [Fact]
    public void ARandomHalf_IsNearTheShareOfAll()
    {
        var pool = Pool([.. Enumerable.Range(0, 200).Select(i => Question($"q{i}", "simple_python", Calls(1, "a"), Calls(2, "b")))]);
        var measure = new FilterMeasure(pool, Scores(pool, _ => Score.Of(0)), Few);
        Assert.InRange(measure.Random(0.5).Right.Value, 0.4, 0.6); // 200 of 400, deviation √(0.25/200 · ½) = 0.025
        Assert.NotEqual(measure.All().Right.Value, measure.Random(0.5).Right.Value);
    }

    [Fact]
    public void TheReport_NamesBothHalves()
    {
        var report = FilterMeasureReport.Of(Six.Pool, Scores(Six.Pool, output => Score.Of(output.IsRight ? 1 : 0)), 0.5, 0.5, Few);
        Assert.Contains("of the best 50 % by test 0.667", report.Summary.Replace("0.6667", "0.667", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("1 runs that could not be decoded and 0 that could not be scored", ((ToolRM.Reports.TextSection)report.Sections[^1]).Text, StringComparison.Ordinal);
    }

    private sealed record Scorings(ToolRM.Evaluation.Pools.CandidatePool Pool, Func<ToolRM.Evaluation.Pools.PoolOutput, Score> Score)
    {
        public FilterMeasure Measure() => new(Pool, Scores(Pool, Score), Few);
    }
}
