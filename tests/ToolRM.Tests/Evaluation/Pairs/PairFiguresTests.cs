using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Evaluation.Statistics;
using ToolRM.Preferences;
using ToolRM.Scoring;
using static ToolRM.Tests.Evaluation.Pairs.PairExamples;

namespace ToolRM.Tests.Evaluation.Pairs;

public class PairFiguresTests
{
    // Right, right, tie, wrong, unscored.
    private static readonly PairResult[] Five = [Result("1", 2, 1), Result("2", 1, -1), Result("3", 1, 1), Result("4", 0, 3), Result("5", 1, null)];

    [Fact]
    public void FiguresByHand()
    {
        // strict 2/5; ties at ½ (2 + ½)/5; ties 1/5; coverage 4/5
        var figures = PairFigures.Of(Five);
        Assert.Equal((0.4, 0.5, 0.2, 0.8), (figures.Strict.Value, figures.TiesHalf.Value, figures.Ties.Value, figures.Coverage.Value));
        Assert.Equal(5, figures.Count);
        Assert.Equal(Wilson.Interval(2, 5), figures.Strict);
    }

    [Fact]
    public void OfNoPairs_NothingIsZero()
    {
        var figures = PairFigures.Of([]);
        Assert.All((double[])[figures.Strict.Value, figures.TiesHalf.Value, figures.Ties.Value, figures.Coverage.Value], value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void SwappedScores_TurnRightIntoWrong()
    {
        var swapped = PairFigures.Of([.. Five.Select(result => new PairResult(result.Pair, result.Rejected, result.Chosen))]);
        var figures = PairFigures.Of(Five);
        // Of the covered pairs every point of accuracy goes to the other side.
        Assert.Equal(figures.Coverage.Value, figures.TiesHalf.Value + swapped.TiesHalf.Value, 12);
        Assert.Equal(figures.Ties, swapped.Ties);
    }

    [Fact]
    public void AMarginTooSmallForADouble_IsStillAnOrder()
    {
        var result = Result("1", double.Epsilon, 0);
        Assert.Equal(PairOutcome.Right, result.Outcome);
        Assert.Null(Result("1", null, 1).Margin);
        Assert.Equal(PairOutcome.Unscored, Result("1", null, 1).Outcome);
    }

    [Fact]
    public void ComparisonByHand()
    {
        // Right of the first: 1, 2; of the second: 2, 3, 4. Both: 2. Only first: 1. Only second: 3, 4. Neither: 5.
        PairResult[] second = [Result("1", 0, 1), Result("2", 1, 0), Result("3", 1, 0), Result("4", 1, 0), Result("5", 0, 0)];
        var comparison = PairComparison.Of(Five, second);
        Assert.Equal((1L, 1L, 2L, 1L), (comparison.BothRight, comparison.FirstOnly, comparison.SecondOnly, comparison.NeitherRight));
        Assert.Equal(1, comparison.P);                              // 2 · P(X ≤ 1 | n = 3) = 2 · 4/8
        Assert.Equal(-0.2, comparison.Difference.Value, 12);        // 2/5 - 3/5
        Assert.Equal(-0.2, comparison.TiesHalfDifference.Value, 12); // 2.5/5 - 3.5/5
        Assert.Throws<ArgumentException>(() => PairComparison.Of(Five, second[1..]));
    }

    [Fact]
    public void PointwiseByHand()
    {
        // Right replies: 2, 1, 1, 0, 1: above 0 four of five. Wrong replies scored: 1, -1, 1, 3: not above 0 one of four.
        var figures = PointwiseFigures.Of(Five, ScoreScale.Centred)!;
        Assert.Equal((0.8 + 0.25) / 2, figures.BalancedAccuracy.Value, 12);
        Assert.Equal(9, figures.BalancedAccuracy.Count);
        // 2 beats 1, -1, 1: 3; each 1 beats -1 and ties with two: 2, three times; 0 beats -1: 1; 10 of 20.
        Assert.Equal(0.5, figures.Auroc.Value, 12);
        Assert.Null(figures.Brier);
        Assert.Null(PointwiseFigures.Of(Five, ScoreScale.Raw));
        Assert.Null(PointwiseFigures.Of([Result("1", null, null)], ScoreScale.Centred));
    }

    [Fact]
    public void ProbabilitiesHaveACutAtOneHalf_AndCalibration()
    {
        // Right at 0.5 is refused: (0/1 + 1/1) / 2. Brier ((0.5)² + (0.25)²) / 2. ECE: bins of 0.5 and 0.25 with one each, (0.5 + 0.25) / 2.
        var figures = PointwiseFigures.Of([Result("1", 0.5, 0.25)], ScoreScale.Probability)!;
        Assert.Equal((0.5, 0.5), (figures.Cut, figures.BalancedAccuracy.Value));
        Assert.Equal(0.15625, figures.Brier!.Value, 12);
        Assert.Equal(0.375, figures.ExpectedCalibrationError!.Value, 12);
        Assert.Equal(2, figures.Bins.Count);
    }

    [Fact]
    public void DocumentsSeenElsewhere_AreThoseOfTheRightCallInAnotherGroup()
    {
        PreferencePair With(string id, string group, ValueList<ToolCall> chosen, params ToolDefinition[] tools) =>
            Pair(id, group) with { Prompt = new([], tools.ToValueList()), Chosen = chosen };
        ValueList<ToolCall> callF = [new("f", "{}")];
        ValueList<PreferencePair> pairs =
        [
            With("1", "a", callF, Tool("f"), Tool("g")),
            With("2", "a", callF, Tool("f")),                       // the same group does not count
            With("3", "b", callF, Tool("f", "another"), Tool("g")), // g is shared with 1, but f is what is called
            With("4", "c", [], Tool("h"), Tool("g")),               // nothing is called: any offered one counts
        ];
        Assert.Equal([false, false, false, true], PairStrata.DocumentsSeenElsewhere(pairs));
        Assert.Equal([true, true], PairStrata.DocumentsSeenElsewhere([pairs[0], pairs[1] with { GroupId = "z" }]));
    }

    [Fact]
    public void SmallParts_AreTakenTogether()
    {
        var pairs = Enumerable.Range(0, 8).Select(i => Pair($"{i}") with { Generator = i < 4 ? "big" : i < 6 ? "b" : i < 7 ? "a" : null }).ToValueList();
        var parts = PairStrata.By(pairs, pair => pair.Generator, 3);
        Assert.Equal(["big", "2 others with fewer than 3"], parts.Select(part => part.Name));
        Assert.Equal([4, 5, 6], parts[1].Pairs);
    }
}
