using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Evaluation.OneToMany;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;

namespace ToolRM.Tests.Evaluation.OneToMany;

public class OneToManyTests
{
    /// <summary>Vectors of rewards 2.7.</summary>
    [Theory]
    [InlineData(0.9, new[] { 0.1, 0.5, 0.3 }, true, true, 1)]
    [InlineData(0.5, new[] { 0.1, 0.9, 0.3 }, false, false, 0.5)]
    [InlineData(0.5, new[] { 0.5, 0.3, 0.1 }, false, true, 0.5)]
    [InlineData(0.1, new[] { 0.5, 0.3, 0.2 }, false, false, 0.25)]
    public void Vectors(double right, double[] wrong, bool strict, bool withTies, double reciprocal)
    {
        Assert.Equal(strict, OneToManyMeasures.IsFirst(right, wrong));
        Assert.Equal(withTies, OneToManyMeasures.IsFirstOrTied(right, wrong));
        Assert.Equal(reciprocal, OneToManyMeasures.ReciprocalRank(right, wrong));
    }

    [Fact]
    public void RandomScores_OverTen() // rewards 2.7: 10 % and 0.2929
    {
        Assert.Equal(0.1, OneToManyMeasures.RandomAccuracy(9));
        Assert.Equal(0.2929, OneToManyMeasures.RandomReciprocalRank(9), 5e-5);
    }

    [Fact]
    public void PairwiseJudges_AreAccurateOnlyWhenAllAreWon()
    {
        var (right, wrong) = OneToManyMeasures.FromComparisons([true, true, true]);
        Assert.Equal(4, right);
        Assert.Equal([1, 1, 1], wrong);
        Assert.True(OneToManyMeasures.IsFirst(right, wrong));
        (right, wrong) = OneToManyMeasures.FromComparisons([true, false, true, true, true, true, true, true, false]);
        Assert.Equal(8, right); // 7 wins and 1
        Assert.Equal([1, 11, 1, 1, 1, 1, 1, 1, 11], wrong);
        Assert.Equal(1.0 / 3, OneToManyMeasures.ReciprocalRank(right, wrong));
        (right, wrong) = OneToManyMeasures.FromComparisons([false, false]);
        Assert.Equal(1.0 / 3, OneToManyMeasures.ReciprocalRank(right, wrong));
    }

    [Fact]
    public void EveryRightOutput_MeetsTheWrongOnesOfItsQuestion()
    {
        // q: right ones score 0.9 and 0.4, wrong ones 0.5 and 0.4. First: above both. Second: one above, one equal, so rank 3, no win with ties.
        var result = Run([("q", [(true, 0.9), (true, 0.4), (false, 0.5), (false, 0.4)])]);
        var outcome = Assert.Single(result.BySize[^1]);
        Assert.Equal((2, 2, 2), (outcome.Right, outcome.Wrong, outcome.AvailableWrong));
        Assert.Equal((0.5, 0.5, (1 + 1.0 / 3) / 2), (outcome.Accuracy, outcome.AccuracyWithTies, outcome.ReciprocalRank));
        Assert.All(result.BySize.Take(3), size => Assert.Empty(size)); // fewer than nine wrong ones
    }

    [Fact]
    public void QuestionsOfOneSideOnly_AreLeftOutAndCounted()
    {
        var result = Run([("a", [(true, 1), (true, 0)]), ("b", [(false, 1)]), ("c", [(true, 1), (false, 0)])]);
        Assert.Equal((1, 1), (result.WithoutRight, result.WithoutWrong));
        Assert.Equal("c", Assert.Single(result.BySize[^1]).Question.Id);
    }

    [Fact]
    public void AnOutputThatCannotBeJudged_Loses()
    {
        var right = Assert.Single(Run([("q", [(true, null), (false, 0.5), (false, null)])]).BySize[^1]);
        Assert.Equal((0, 0, 1.0 / 3), (right.Accuracy, right.AccuracyWithTies, right.ReciprocalRank));
        var result = Run([("q", [(true, 0.9), (false, 0.5), (false, null)])]);
        Assert.Equal((0, 0, 0.5), (result.BySize[^1][0].Accuracy, result.BySize[^1][0].AccuracyWithTies, result.BySize[^1][0].ReciprocalRank));
        Assert.Equal((1, 3), (result.Unscored, result.Outputs));
    }

    [Fact]
    public void MoreWrongOnes_AreHarder_OnTheSameDraw()
    {
        var questions = Enumerable.Range(0, 40).Select(q => ($"q{q}", Enumerable.Range(0, 13).Select(i => (i == 0, (double?)((q * 7 + i * 5) % 13 / 13.0))).ToArray())).ToArray();
        var result = Run(questions);
        Assert.Equal([1, 3, 9], result.Options.Sizes);
        for (var q = 0; q < 40; q++)
        {
            var (one, three, nine) = (result.BySize[0][q], result.BySize[1][q], result.BySize[2][q]);
            Assert.True(one.Accuracy >= three.Accuracy && three.Accuracy >= nine.Accuracy);
            Assert.True(one.ReciprocalRank >= three.ReciprocalRank && three.ReciprocalRank >= nine.ReciprocalRank);
        }
        Assert.Equal(result.BySize[2], result.BySize[3]);
        // The seed alone settles the draw, not the order of the outputs.
        var turned = Run([.. questions.Select(question => (question.Item1, Enumerable.Reverse(question.Item2).ToArray()))], keep: true);
        Assert.Equal(result.BySize[0].Select(outcome => outcome.Accuracy), turned.BySize[0].Select(outcome => outcome.Accuracy));
    }

    [Fact]
    public void TheReportHasRandomBesideTheFigures()
    {
        var report = OneToManyReport.Of(Run([("a", [(true, 1), (false, 0)]), ("b", [(true, 0), (false, 1)])]));
        Assert.Contains("in 0.500", report.Summary, StringComparison.Ordinal);
        Assert.Contains("(random 0.500), MRR 0.750", report.Summary, StringComparison.Ordinal);
    }

    private static OneToManyResult Run((string Id, (bool Right, double? Score)[] Outputs)[] questions, bool keep = false)
    {
        var all = questions.Select(PoolQuestion (question) => new(
            question.Id, question.Id, null, new([], []), new NoCall(),
            question.Outputs.Select((output, i) =>
            {
                var name = keep ? question.Outputs.Length - 1 - i : i;
                ValueList<ToolCall> calls = [new($"f{name:D2}", "{}")];
                return new PoolOutput(new(Text(i), "", calls), CallKey.Of(calls), true, true, output.Right, [new KitRun("m", Text(i))]);
            }).ToValueList())).ToValueList();
        var scores = new PoolScores(new("test", ScoreScale.Raw));
        for (var q = 0; q < all.Count; q++) scores.Add(all[q], questions[q].Outputs.Select(output => output.Score is { } score ? (Score)Score.Of(score) : new Unscored("no")).ToValueList());
        return OneToManyEvaluation.Run(new("test", all, []), scores);
    }

    private static string Text(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
