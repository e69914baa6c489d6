using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using ToolRM.Selection;
using ToolRM.Tests.Evaluation.Pools;
using ToolRM.Verification;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.BestOfN;

public class BestOfNEvaluationTests
{
    private static readonly BestOfNOptions Many = new() { Draws = 4000, Resamples = 10, Seed = 5 };

    // 10 runs: 3 right, 5 and 1 wrong, 1 undecodable.
    private static readonly CandidatePool Ten = Pool(
        Question("q", "simple_python", Calls(1, PoolCases.Models("a", 3)), Calls(2, PoolCases.Models("b", 5)), Calls(3, "c"), Unreadable("u", "d")));

    [Fact]
    public void Uniform_IsTheShareOfRightRuns() => // 3/10; deviation √(0.21/4000) = 0.0072, 5 of them
        Assert.All([0, 1, 2, 3, 4], size => Assert.InRange(Right(Ten, size, Selectors.Uniform), 0.3 - 0.036, 0.3 + 0.036));

    [Fact]
    public void Oracle_IsHypergeometric()
    {
        // 1 - C(7,n)/C(10,n): n = 2: 1 - 21/45; n = 4: 1 - 35/210; n = 8: 1, as only 7 are wrong.
        Assert.InRange(Right(Ten, 1, Selectors.Oracle), 0.5333 - 0.04, 0.5333 + 0.04);
        Assert.InRange(Right(Ten, 2, Selectors.Oracle), 0.8333 - 0.03, 0.8333 + 0.03);
        Assert.Equal(1, Right(Ten, 3, Selectors.Oracle));
    }

    [Fact]
    public void Majority_OfAllRuns_IsTheMostFrequentOutput()
    {
        Assert.Equal(0, Right(Ten, 4, Selectors.Majority)); // "at most 32" draws all 10: 5 of 10 say 2
        var right = Pool(Question("q", "simple_python", Calls(1, PoolCases.Models("a", 3)), Calls(2, "b", "b2"), Unreadable("u", PoolCases.Models("d", 5))));
        Assert.Equal(1, Right(right, 4, Selectors.Majority)); // the undecodable do not vote
    }

    [Fact]
    public void Argmax_OfAllRuns_FollowsTheScore()
    {
        Assert.Equal(1, Right(Ten, 4, Selectors.Argmax, output => Score.Of(output.IsRight ? 1 : 0)));
        Assert.Equal(0, Right(Ten, 4, Selectors.Argmax, output => Score.Of(output.IsRight ? 0 : 1)));
    }

    [Fact]
    public void TheScoreOfTheVerdict_IsTheOracle()
    {
        var result = Run(Ten, output => Score.Of(output.IsRight ? 1 : 0), Many with { Draws = 200 });
        var right = result.Strata[0].Questions[0].Right;
        Assert.All(Enumerable.Range(0, result.Sizes.Count), size => Assert.Equal(right[size][Position(Selectors.Oracle)], right[size][Position(Selectors.Argmax)]));
    }

    [Fact]
    public void SizesBeyondTheRuns_AreNotMeasured()
    {
        var outcome = Run(Ten, _ => Score.Of(0), Many with { Draws = 5 }).Strata[0].Questions[0];
        Assert.Equal(10, outcome.Runs);
        Assert.Equal([false, false, false, false, true, true, false], outcome.Right.Select(row => double.IsNaN(row[0]))); // 1, 2, 4, 8, 16, 32, at most 32
    }

    [Fact]
    public void LiveQuestions_AreMeasuredUpToTheirLimit()
    {
        var live = Pool(Question("q", "live_simple", Calls(1, PoolCases.Models("a", 40))));
        var outcome = Run(live, _ => Score.Of(0), Many with { Draws = 5 }).Strata[0].Questions[0];
        Assert.Equal([false, false, false, false, true, true, false], outcome.Right.Select(row => double.IsNaN(row[0])));
    }

    [Fact]
    public void LiveAndOtherQuestions_StandTogetherOnlyInSharedSizes()
    {
        var pool = Pool(Question("q1", "live_simple", Calls(1, PoolCases.Models("a", 10))), Question("q2", "simple_python", Calls(2, PoolCases.Models("a", 40))));
        var result = Run(pool, _ => Score.Of(0), Many with { Draws = 5 });
        var measures = new BestOfNMeasures(result);
        int Count(QuestionPart part, int size) => measures.Questions(result.Strata[0], part, size).Count;
        Assert.Equal([2, 2, 2, 2, 0, 0, 2], Enumerable.Range(0, 7).Select(size => Count(QuestionPart.All, size)));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1], Enumerable.Range(0, 7).Select(size => Count(QuestionPart.NonLive, size)));
        Assert.Equal([1, 1, 1, 1, 0, 0, 1], Enumerable.Range(0, 7).Select(size => Count(QuestionPart.Live, size)));
        Assert.Equal(0.5, measures.Accuracy(measures.Questions(result.Strata[0], QuestionPart.All, 0), 0, Selectors.Uniform).Value);
    }

    [Fact]
    public void WrongChoices_AddUpByLabel()
    {
        var outcome = Run(Ten, _ => Score.Of(0), Many with { Draws = 500 }).Strata[0].Questions[0];
        for (var selector = 0; selector < Selectors.All.Count; selector++)
        {
            Assert.Equal(1 - outcome.Right[^1][selector], outcome.Errors[selector].Sum(), 12);
        }
        var uniform = outcome.Errors[Position(Selectors.Uniform)];
        Assert.InRange(uniform[(int)ErrorLabel.IncorrectOutputFormat], 0.03, 0.17); // 1 run of 10
        Assert.InRange(uniform[(int)ErrorLabel.IncorrectParameterValue], 0.5, 0.7); // 6 of 10
    }

    [Fact]
    public void QuestionsWithoutARunOfTheStratum_AreLeftOut()
    {
        var pool = Pool(Question("q1", "simple_python", Calls(1, "a", "b"), Calls(2, "c")), Question("q2", "simple_python", Calls(1, "a", "b")));
        var result = Run(pool, _ => Score.Of(0), Many with { Draws = 5 });
        Assert.Equal(["q1"], result.Strata[1].Questions.Select(outcome => outcome.Question.Id)); // the weakest third is c
    }

    [Fact]
    public void PairedDifference_IsTheDifferenceOfTheMeans()
    {
        var pool = Pool([.. Enumerable.Range(0, 6).Select(i => Question($"q{i}", "simple_python", Calls(1, PoolCases.Models("a", 3 + i)), Calls(2, PoolCases.Models("b", 4))))]);
        var result = Run(pool, output => Score.Of(output.IsRight ? 1 : 0), Many with { Draws = 50, Resamples = 200 });
        var measures = new BestOfNMeasures(result);
        var questions = measures.Questions(result.Strata[0], QuestionPart.All, 1);
        var difference = measures.Difference(questions, 1, Selectors.Argmax, Selectors.Majority);
        Assert.Equal(measures.Accuracy(questions, 1, Selectors.Argmax).Value - measures.Accuracy(questions, 1, Selectors.Majority).Value, difference.Value, 12);
        Assert.InRange(difference.Value, difference.Low!.Value, difference.High!.Value);
        Assert.Equal(6, difference.Count);
    }

    [Fact]
    public void BadOptions_AreRefusedTogether()
    {
        var error = Assert.Throws<ArgumentException>(() => new BestOfNOptions { Draws = 0, Sizes = [2, 2], MaximumLive = 0 }.Validate());
        Assert.Contains("Draws is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumLive is 0", error.Message, StringComparison.Ordinal);
    }

    private static double Right(CandidatePool pool, int size, ISelector selector, Func<PoolOutput, Score>? score = null)
    {
        // The last size, "at most", stands behind 16 and 32.
        var result = Run(pool, score ?? (_ => Score.Of(0)), Many);
        return result.Strata[0].Questions[0].Right[size == 4 ? result.Sizes.Count - 1 : size][Position(selector)];
    }

    private static BestOfNResult Run(CandidatePool pool, Func<PoolOutput, Score> score, BestOfNOptions options) => BestOfNEvaluation.Run(pool, Scores(pool, score), options);

    private static int Position(ISelector selector) => Selectors.All.ToArray().IndexOf(selector);
}
