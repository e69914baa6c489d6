using ToolRM.Rewards;
using ToolRM.Rewards.Confidence;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Confidence;

/// <summary>Vectors of rewards 1.12.</summary>
public class ConfidenceRewardTests
{
    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(.9, 1, .99, 1.99)]
    [InlineData(.5, 1, .75, 1.75)]
    [InlineData(.2, 1, .36, 1.36)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(.2, 0, -.04, -.04)]
    [InlineData(.5, 0, -.25, -.25)]
    [InlineData(.9, 0, -.81, -.81)]
    [InlineData(1, 0, -1, -1)]
    public void BothForms(double confidence, double correct, double brier, double separated)
    {
        var group = WithFacts([("correct", correct), ("confidence", confidence)]);
        Assert.Equal([brier], Values(RewardFunctions.Create("rlcr"), group));
        Assert.Equal([separated], Values(RewardFunctions.Create("mscr", """{"right": 1, "wrong": 1}"""), group));
    }

    [Fact]
    public void TheTrueAccuracy_IsTheBestConfidence()
    {
        // Expected reward at accuracy 0.7, on a grid: its maximum is at q = 0.7.
        var best = Enumerable.Range(0, 101).Select(i => i / 100.0).MaxBy(q => 0.7 * SeparatedConfidence.Of(q, 1, 2, 2) + 0.3 * SeparatedConfidence.Of(q, 0, 2, 2));
        Assert.Equal(0.7, best);
    }

    [Fact]
    public void TheConstantsAreUnknown_SoTheyHaveToBeGiven() =>
        Assert.Contains("right has to be given", Assert.Throws<ToolRM.Conversations.DataFormatException>(() => RewardFunctions.Create("mscr")).Message, StringComparison.Ordinal);

    [Fact]
    public void AConfidenceThatIsNone_IsAFailureOfThePolicy_AndAMissingOneIsNot()
    {
        Assert.Equal([-1], Values(RewardFunctions.Create("rlcr"), WithFacts([("correct", 1), ("confidence", 1.5)])));
        Assert.Contains("confidence", Reason(Score1(RewardFunctions.Create("rlcr"), WithFacts([("correct", 1)]))[0]), StringComparison.Ordinal);
        Assert.Equal([-3], Values(RewardFunctions.Create("mscr", """{"right": 1, "wrong": 3, "from": "text"}"""), WithFacts([("correct", 1)])));
    }

    [Theory]
    [InlineData("<answer>4</answer><confidence> 0.8 </confidence>", 0.8)]
    [InlineData("<confidence>80%</confidence>", 0.8)]
    [InlineData("<confidence>0.1</confidence> no, <confidence>0.2</confidence>", 0.2)]
    [InlineData("<confidence>80</confidence>", null)]
    [InlineData("<confidence>NaN</confidence>", null)]
    [InlineData("I am sure", null)]
    public void InText(string text, double? expected) => Assert.Equal(expected, StatedConfidence.InText(text));
}
