using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Composites;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Composites;

/// <summary>Vectors of rewards 1.11.</summary>
public class ToolOrchestraTests
{
    private static readonly RewardFacts Preferences = new(Preferences: [new("search", .2), new("gpt", 0), new("solved", 1), new("cost", .5), new("latency", .3)]);

    private static RewardContext Three => Executed(
        [(Calls(2, 1), Facts(1, .10, 40)), (Calls(4, 0), Facts(1, .02, 60)), (Calls(1, 2), Facts(0, .30, 20))], Preferences);

    [Fact]
    public void PaperForm()
    {
        var scores = Score1(RewardFunctions.Create("tool-orchestra"), Three);
        Assert.Equal([1.5738, 1.7, 0], scores.Select(score => Math.Round(((Scored)score).Value, 4)));
        var first = ((Scored)scores[0]).Components.ToDictionary(part => part.Name, part => Math.Round(part.Value, 4));
        Assert.Equal((0.3333, 0.5, 1, 0.7143, 0.5), (first["search"], first["gpt"], first["solved"], first["cost"], first["latency"]));
        var second = ((Scored)scores[1]).Components.ToDictionary(part => part.Name, part => Math.Round(part.Value, 4));
        Assert.Equal((1, 0, 1, 1, 0), (second["search"], second["gpt"], second["solved"], second["cost"], second["latency"]));
    }

    [Fact]
    public void Advantages()
    {
        double[] rewards = [.2 / 3 + 1 + .5 * .2 / .28 + .3 * .5, 1.7, 0], expected = [0.5094, 0.6427, -1.1521];
        Assert.Equal(0.9472, Dispersion.Deviation(rewards, ddof: 1), 5e-5);
        // The first is 0.509453; the sheet divides rounded numbers.
        Assert.All(ToolOrchestra.Advantages(rewards).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 5.5e-5));
    }

    [Fact]
    public void Advantages_AreBounded_AndAGroupWithoutSpreadIsNotTrained()
    {
        var rewards = Enumerable.Repeat(0.0, 15).Append(1).ToArray();
        Assert.Equal(3, ToolOrchestra.Advantages(rewards)[^1]); // 3.75 before
        Assert.True(ToolOrchestra.Trains(rewards));
        Assert.False(ToolOrchestra.Trains([1, 1, 1.1]));
        Assert.False(ToolOrchestra.Trains([0, 1]));
        Assert.Equal([0.0], ToolOrchestra.Advantages([7]));
    }

    [Fact]
    public void ReleasedCode_PaysForExpense()
    {
        // Cost: least −0.30, greatest −0.02. Rollout a gets (0 + 0.30)/0.28 + (0.10 + 0.30)/0.28 = 2.5; b 0.30/0.28 + 0.32/0.28 = 2.2143.
        // Latency: (60 + 40 + 60)/40 = 4 and (60 + 60 + 60)/40 = 4.5. Calls of search over those who called it: 1/3 and 1; gpt weighs 0.
        var values = Values(RewardFunctions.Create("tool-orchestra", """{"form": "code"}"""), Three);
        Assert.Equal([Math.Round(.2 / 3 + 1 + .5 * 2.5 + .3 * 4, 4), Math.Round(.2 + 1 + .5 * 0.62 / 0.28 + .3 * 4.5, 4), 0], values);

        // Two solved rollouts that differ in cost alone: the paper prefers the cheap one, the code the dear one.
        var pair = Executed([([AnswerTurn()], Facts(1, 1, 1)), ([AnswerTurn()], Facts(1, 9, 1))], new(Preferences: [new("cost", 1)]));
        Assert.Equal([1, 0], Values(RewardFunctions.Create("tool-orchestra"), pair));
        Assert.Equal([2.375, 3.375, -1], [.. Values(RewardFunctions.Create("tool-orchestra", """{"form": "code"}"""), pair), -1]); // (9 + 1 + 9)/8 and (9 + 9 + 9)/8
    }

    [Theory]
    [InlineData(true, 0.02, 50, 0.8)]
    [InlineData(true, 1, 0, 0.2)]
    [InlineData(false, 0, 0, 0)]
    public void TheOverwrittenReward(bool isSolved, double cost, double latency, double expected) =>
        Assert.Equal(expected, ToolOrchestra.Efficiency(isSolved, cost, latency), 12);

    [Fact]
    public void ReleasedCode_LeavesRolloutsWithoutTheToolOutOfItsRange()
    {
        // Calls of search 0, 2, 4: range 2 to 4 in the code, so 0 calls are −1.
        var group = Executed([([AnswerTurn()], Facts(1, 1, 1)), (Calls(2, 0), Facts(1, 1, 1)), (Calls(4, 0), Facts(1, 1, 1))], new(Preferences: [new("search", 1)]));
        Assert.Equal([0, 0.5, 1], Values(RewardFunctions.Create("tool-orchestra"), group));
        Assert.Equal([-1, 0, 1], Values(RewardFunctions.Create("tool-orchestra", """{"form": "code"}"""), group));
    }

    [Fact]
    public void CostsAreNeededOnlyWhereTheyWeigh()
    {
        var bare = Executed([([AnswerTurn()], [("correct", 1)])], new(Preferences: [new("solved", 1), new("cost", 0)]));
        Assert.Equal([0.0], Values(RewardFunctions.Create("tool-orchestra"), bare)); // one rollout has no range
        var costly = Executed([([AnswerTurn()], [("correct", 1)])], new(Preferences: [new("cost", 1)]));
        Assert.Contains("the fact \"cost\"", Reason(Score1(RewardFunctions.Create("tool-orchestra"), costly)[0]), StringComparison.Ordinal);
        Assert.Equal("needs preferences", Reason(Score1(RewardFunctions.Create("tool-orchestra"), WithFacts([("correct", 1)]))[0]));
        Assert.Contains("a group of 3, found 1", Reason(Score1(RewardFunctions.Create("tool-orchestra", """{"minimum-group": 3}"""), bare)[0]), StringComparison.Ordinal);
    }

    private static Turn[] Calls(int search, int gpt) =>
        [ToolTurn("search", [.. Enumerable.Repeat(("x", ToolStatus.Ok), search)]), ToolTurn("gpt", [.. Enumerable.Repeat(("x", ToolStatus.Ok), gpt)])];

    private static (string, double)[] Facts(double correct, double cost, double latency) => [("correct", correct), ("cost", cost), ("latency", latency)];
}
