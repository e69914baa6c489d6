using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Pools;

public class PoolAbstentionsTests
{
    [Fact]
    public void AllOutputsWithoutCalls_BecomeOne()
    {
        var merged = PoolAbstentions.Merge(Pool(Question("q", "simple_python", Unreadable("u1", "a"), Calls(1, "b"), Nothing(false, "c"), Unreadable("u2", "d")))).Questions[0];
        Assert.Equal([PoolAbstentions.Id, "x1"], merged.Outputs.Select(output => output.Candidate.Id));
        var abstention = merged.Outputs[0];
        Assert.True(abstention.IsReadable && abstention.FitsSchema && !abstention.IsRight);
        Assert.Equal(["a", "c", "d"], abstention.Runs.Select(run => run.Model));
    }

    // The text of one run stands for no other: "f(x=" would be a call that does not fit, to 40 polite refusals as well.
    [Fact]
    public async Task AScorerJudgesAnAbstention_AsAReplyWithoutCalls()
    {
        var merged = PoolAbstentions.Merge(Pool(Question("q", "irrelevance", Unreadable("u1", "a"), Nothing(true, "b"))));
        var scores = await PoolScores.OfAsync(Scorers.Create("schema", 0)!, merged);
        Assert.Equal(1.0, Assert.IsType<Scored>(Assert.Single(scores.Of(merged.Questions[0]))).Value);
    }

    [Fact]
    public void WhereNoCallIsRight_TheAbstentionIs() =>
        Assert.True(PoolAbstentions.Merge(Pool(Question("q", "irrelevance", Calls(2, "a"), Nothing(true, "b")))).Questions[0].Outputs[1].IsRight);
}
