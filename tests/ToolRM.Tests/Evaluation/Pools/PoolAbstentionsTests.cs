using ToolRM.Evaluation.Pools;
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
        Assert.Equal("f(x=", abstention.Candidate.Text);
    }

    [Fact]
    public void WhereNoCallIsRight_TheAbstentionIs() =>
        Assert.True(PoolAbstentions.Merge(Pool(Question("q", "irrelevance", Calls(2, "a"), Nothing(true, "b")))).Questions[0].Outputs[1].IsRight);
}
