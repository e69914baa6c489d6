using ToolRM.Evaluation.Pools;
using static ToolRM.Tests.Evaluation.Pools.PoolCases;

namespace ToolRM.Tests.Evaluation.Pools;

public class RunDrawsTests
{
    private static readonly PoolQuestion Three = Question("q", "simple_python", Calls(1, "a", "b", "c"), Calls(2, "d", "e"), Calls(3, "f"));

    [Fact]
    public void EveryRunIsDrawnOnce() =>
        Assert.All(RunDraws.Of(Three, _ => true, 32, 20, seed: 1), order => Assert.Equal([0, 0, 0, 1, 1, 2], order.Order()));

    [Fact]
    public void OnlyRunsOfTheseModels()
    {
        Assert.Equal(2, RunDraws.Count(Three, model => model is "a" or "f"));
        Assert.All(RunDraws.Of(Three, model => model is "a" or "f", 32, 20, seed: 1), order => Assert.Equal([0, 2], order.Order()));
    }

    [Fact]
    public void AShortDraw_IsTheBeginningOfALongOne() =>
        Assert.Equal(RunDraws.Of(Three, _ => true, 6, 20, seed: 1).Select(order => order[..2]), RunDraws.Of(Three, _ => true, 2, 20, seed: 1));

    [Fact]
    public void AnOrderCanBeDrawnAgainAlone() => Assert.Equal(RunDraws.Of(Three, _ => true, 6, 20, seed: 1)[4], RunDraws.Of(Three, _ => true, 6, 5, seed: 1)[4]);

    [Fact]
    public void OutputsInAnotherOrder_GiveTheSameDraws()
    {
        var turned = Three with { Outputs = [Three.Outputs[2], Three.Outputs[1], Three.Outputs[0]] };
        string[] Ids(PoolQuestion question) => [.. RunDraws.Of(question, _ => true, 6, 20, seed: 1).SelectMany(order => order.Select(i => question.Outputs[i].Candidate.Id))];
        Assert.Equal(Ids(Three), Ids(turned));
    }

    [Fact]
    public void EachRunComesFirstEquallyOften()
    {
        // 6,000 orders of 6 runs: output 0 has 3 of them. 3,000 expected, deviation √(6000 · ¼) = 39; 5 deviations.
        var first = RunDraws.Of(Three, _ => true, 1, 6000, seed: 1).Count(order => order[0] == 0);
        Assert.InRange(first, 3000 - 195, 3000 + 195);
    }
}
