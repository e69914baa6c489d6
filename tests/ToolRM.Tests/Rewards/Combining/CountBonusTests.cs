using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Combining;

public class CountBonusTests
{
    private static readonly ValueList<ToolDefinition> Tools = [new("search", null, JsonText.Parse("{}")), new("add", null, JsonText.Parse("{}"))];

    /// <summary>Vectors of rewards 3.7.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.7071)]
    [InlineData(3, 0.5)]
    [InlineData(8, 0.3333)]
    public void Vectors(int visits, double expected) => Assert.Equal(expected, CountBonus.Of(visits), 5e-5);

    [Fact]
    public void TheFirstBonusIsTheMaximum() => Assert.Equal(4, CountBonus.Of(0, lambda: 2, maximum: 4), 1e-12);

    [Fact]
    public void VisitsOfEarlierStepsCount_AndComeBackRaised()
    {
        var scores = Rollouts.Score1(RewardFunctions.Create("count-bonus"), Group(["search", "search", "made-up"], ["add", "search"], new(1, Numbers: [new("visits/search", 3)])));
        var first = Assert.IsType<Scored>(scores[0]);
        // N = 3, then 4 for the second call: 1/√4 and 1/√5; an invented tool earns nothing.
        Assert.Equal([0.5, 0.4472, 0], first.Steps.Select(step => Math.Round(step.Value, 4)));
        Assert.Equal([new("visits/search", 6)], first.Components);
        Assert.Equal([new("visits/add", 1), new("visits/search", 6)], Assert.IsType<Scored>(scores[1]).Components);
    }

    [Fact]
    public void WithoutOfferedTools_ACallCannotBeJudged()
    {
        var context = new RewardContext(new("q", new([], []), [Rollouts.WithCalls(1, "0"), Rollouts.WithCalls(0, "1")]));
        var scores = Rollouts.Score1(RewardFunctions.Create("count-bonus"), context);
        Assert.Equal("needs the offered tools", Rollouts.Reason(scores[0]));
        Assert.Equal(0, Assert.IsType<Scored>(scores[1]).Value);
    }

    private static RewardContext Group(string[] first, string[] second, TrainingState training) => new(
        new("q", new([], Tools), [new("0", "", first.Select(name => new ToolCall(name, "{}")).ToValueList()), new("1", "", second.Select(name => new ToolCall(name, "{}")).ToValueList())]), [], training);
}
