using ToolRM.Evaluation.Irrelevance;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Irrelevance;

public class CallScoresTests
{
    [Fact]
    public void Threshold_KeepsNineteenOfTwenty()
    {
        double[] right = [.. Enumerable.Range(1, 20)]; // 1 to 20; 19 must stay, so 1 falls
        Assert.Equal(2, CallScores.Threshold(right));
        Assert.Equal(5, CallScores.Threshold([5, 5, 5]));
        Assert.Equal(1, CallScores.Threshold([.. Enumerable.Range(1, 19)])); // 0.95 · 19 = 18.05, so all 19
        Assert.Equal(double.NaN, CallScores.Threshold([]));
    }

    [Fact]
    public void RightCallsAgainstWrongOnes()
    {
        // Callable: right calls score 5 and 3; the wrong one (x = 2) does not count. Irrelevance: calls score 4, 3 and 1.
        var callable = Pool(Question("q1", "simple_python", Calls(1, "a"), Calls(2, "b")), Question("q2", "simple_python", Calls(1, "a")));
        var irrelevance = Pool(Question("i1", "irrelevance", Calls(4, "a"), Calls(3, "b"), Nothing(true, "c")), Question("i2", "irrelevance", Calls(6, "a"), Calls(7, "b")));
        var callableScores = new PoolScores(new("test", ScoreScale.Raw));
        callableScores.Add(callable.Questions[0], [Score.Of(5), Score.Of(9)]);
        callableScores.Add(callable.Questions[1], [Score.Of(3)]);
        var scores = new CallScores(callable, callableScores, irrelevance, Scores(irrelevance, output => output.Candidate.Id switch
        {
            "x4" => Score.Of(4),
            "x3" => Score.Of(3),
            "x6" => Score.Of(1),
            _ => new Unscored("-"),
        }), QuestionPart.All, new() { Resamples = 50 });

        Assert.Equal((2, 3, 1), (scores.Right, scores.Wrong, scores.Unscored));
        // 5 beats 4, 3, 1; 3 beats 1, ties 3, loses to 4: 4.5 of 6
        Assert.Equal(0.75, scores.Auroc().Value);
        var (threshold, kept, fall) = scores.AtThreshold();
        Assert.Equal(3, threshold);
        Assert.Equal(1, kept.Value);
        Assert.Equal(1.0 / 3, fall.Value, 12);
    }

    [Fact]
    public void Parts_AreKeptApart()
    {
        var callable = Pool(Question("q1", "live_simple", Calls(1, "a")), Question("q2", "simple_python", Calls(1, "a")));
        var irrelevance = Pool(Question("i1", "live_irrelevance", Calls(2, "a")), Question("i2", "irrelevance", Calls(2, "a")));
        var scores = new CallScores(callable, Scores(callable, _ => Score.Of(1)), irrelevance, Scores(irrelevance, _ => Score.Of(0)), QuestionPart.Live, new() { Resamples = 5 });
        Assert.Equal((1, 1), (scores.Right, scores.Wrong));
        Assert.Equal(1, scores.Auroc().Value);
    }
}
