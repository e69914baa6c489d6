using ToolRM.Evaluation.Pairs;
using ToolRM.Judging;
using ToolRM.Scoring;

namespace ToolRM.Tests.Evaluation.Pairs;

public class PairOrdersTests
{
    private static PairResult Result(double shownFirst, double shownSecond) => new(
        new($"{shownFirst}/{shownSecond}", "q", "g", new([], []), [], [], "x"),
        new Scored(shownFirst == shownSecond ? shownFirst : 0.5, ScoreScale.Raw, [new(PairwiseScorer.ShownFirst, shownFirst), new(PairwiseScorer.ShownSecond, shownSecond)]),
        new Scored(shownFirst == shownSecond ? 1 - shownFirst : 0.5, ScoreScale.Raw));

    private static readonly PairResult Unjudged = new(new("u", "q", "g", new([], []), [], [], "x"), new Unscored("no answer"), new Unscored("no answer"));

    // Right twice, right only when first (twice), wrong twice, not judged.
    [Fact]
    public void HandComputed()
    {
        var orders = PairOrders.Of([Result(1, 1), Result(1, 0), Result(1, 0), Result(0, 0), Unjudged])!;
        Assert.Equal(0.2, orders.BothRight.Value, 12);           // 1 of 5
        Assert.Equal(0.6, orders.RightShownFirst.Value, 12);     // 3 of 5
        Assert.Equal(0.2, orders.RightShownSecond.Value, 12);    // 1 of 5
        Assert.Equal(0.5, orders.Inconsistent.Value, 12);        // 2 of 4
        Assert.Equal(0.75, orders.FirstPlace.Value, 12);         // (A: 3 of 4 when first) and (A: 3 of 4 when second)
    }

    // The rule is the strict accuracy of the same results.
    [Fact]
    public void BothRight_IsTheStrictAccuracy()
    {
        PairResult[] results = [Result(1, 1), Result(1, 0), Result(0, 1), Result(0.5, 0.5), Unjudged];
        Assert.Equal(PairFigures.Of(results).Strict.Value, PairOrders.Of(results)!.BothRight.Value);
    }

    [Fact]
    public void OtherScorers_HaveNoOrders() => Assert.Null(PairOrders.Of([new(new("u", "q", "g", new([], []), [], [], "x"), Score.Of(1), Score.Of(0)), Unjudged]));
}
