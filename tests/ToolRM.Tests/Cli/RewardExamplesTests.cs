using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Tests.Rewards.Composites;

namespace ToolRM.Tests.Cli;

/// <summary>The files of examples/rewards on the command line.</summary>
public class RewardExamplesTests
{
    private static readonly string Rollouts = Examples.PathOf("rollouts.jsonl");

    [Theory]
    [InlineData("deep-eyes")]
    [InlineData("arm-thinker")]
    public void AComposition_GivesWhatTheNamedRewardGives(string name)
    {
        var named = Values("reward", name, "--data", Rollouts);
        Assert.Equal(8, named.Count);
        Assert.Equal(named, Values("reward", Examples.PathOf($"{name}.json"), "--data", Rollouts));
    }

    [Fact]
    public void RolloutsGetWhatTheyAreWorth()
    {
        // First prompt: right with a call 0.8 + 1.2, the same after a failed call, wrong, wrong with bad format.
        Assert.Equal([2, 2, 0, -0.2], Values("reward", "deep-eyes", "--data", Rollouts).Take(4).Select(value => Math.Round(value, 4)));
        // Second prompt: the timeout is no success; wrong with an idle call 0.4.
        Assert.Equal([1.5, 1, 0.4, 0.3], Values("reward", "arm-thinker", "--data", Rollouts).Skip(4));
        // Step 40 of 100: 0.2 · rlcr beside otc. Right with 1 call and 0.9: 1 + 0.2 · 0.99.
        Assert.Equal(1.198, Math.Round(Values("reward", Examples.PathOf("lean-then-honest.json"), "--data", Rollouts)[0], 4));
    }

    [Fact]
    public void CallsGetWhatTheyAreWorth()
    {
        var calls = Examples.PathOf("calls.jsonl");
        // Layout 1 and correctness 3; a wrong value: names, keys and 1 of 2 values are 3 of 4; no thought; no call.
        Assert.Equal([4, 2.5, 3, -3], Values("reward", "toolrl", "--data", calls));
        Assert.Equal([1, -0.25, 1, -2], Values("reward", "tl-training", "--data", calls));
    }

    [Fact]
    public void EveryReward_ScoresTheRollouts_OrSaysWhatIsMissing()
    {
        foreach (var entry in RewardFunctions.All)
        {
            if (entry.Options.Any(option => option.Default is null)) continue;
            var scores = CliRun.Of("", "reward", entry.Info.Name, "--data", Rollouts).Rows().Cast<MapValue>().Select(row => ScoreJson.Read(row)).ToArray();
            Assert.Equal(8, scores.Length);
            Assert.All(scores.OfType<Unscored>(), unscored => Assert.Contains("needs ", unscored.Reason, StringComparison.Ordinal));
        }
    }

    private static List<double> Values(params string[] arguments)
    {
        var run = CliRun.Of("", arguments);
        Assert.Equal(0, run.Code);
        return [.. run.Rows().Cast<MapValue>().Select(row => Assert.IsType<Scored>(ScoreJson.Read(row)).Value)];
    }
}
