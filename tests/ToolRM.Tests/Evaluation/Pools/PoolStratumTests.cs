using ToolRM.Evaluation.Pools;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Pools;

public class PoolStratumTests
{
    // a is right twice, b once, c never.
    private static readonly CandidatePool Three = Pool(
        Question("q1", "simple_python", Calls(1, "a", "b"), Calls(2, "c")),
        Question("q2", "simple_python", Calls(1, "a"), Calls(2, "b"), Unreadable("u", "c")));

    [Fact]
    public void Models_StandByAccuracy() => Assert.Equal([new("c", 0, 2), new("b", 0.5, 2), new("a", 1, 2)], Three.Models());

    [Fact]
    public void TheWeakestThird_IsRoundedDown_AndNeedsThreeModels()
    {
        var strata = PoolStratum.Of(Three);
        Assert.Equal(["all models", "weakest third"], strata.Select(stratum => stratum.Name));
        Assert.Equal(["c"], strata[1].Models);
        Assert.Equal("all models", Assert.Single(PoolStratum.Of(Pool(Question("q", "simple_python", Calls(1, "a"), Calls(2, "b"))))).Name);
    }

    [Fact]
    public void OpenModels_AreThoseWithOutputs()
    {
        var open = PoolStratum.Of(Three with { OpenModels = ["b", "z"] }).Single(stratum => stratum.Name == "open models");
        Assert.Equal(["b"], open.Models);
    }
}
