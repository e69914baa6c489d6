using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Hierarchy;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Hierarchy;

public class HeronTests
{
    // Vectors of rewards 2.4.
    private static readonly ValueList<HeronFactor> Factors = [new("success"), new("errors", HigherIsBetter: false, 1), new("calls", HigherIsBetter: false, 2)];
    private static readonly Dictionary<char, double[]> Items = new() { ['A'] = [1, 2, 5], ['B'] = [1, 0, 9], ['C'] = [0, 0, 2], ['D'] = [1, 2, 6] };

    [Theory]
    [InlineData('A', 'B', -1, 1)]
    [InlineData('A', 'C', 1, 0)]
    [InlineData('A', 'D', 0, -1)]
    [InlineData('B', 'C', 1, 0)]
    [InlineData('B', 'D', 1, 1)]
    [InlineData('C', 'D', -1, 0)]
    public void Vectors(char first, char second, int order, int level)
    {
        Assert.Equal(new(order, level), Heron.Compare(Factors, Items[first], Items[second]));
        Assert.Equal(new(-order, level), Heron.Compare(Factors, Items[second], Items[first])); // swapping turns it
    }

    [Fact]
    public void PairsAreTheDecidedOnes() => Assert.Equal(
        [new(1, 0, 1), new(0, 2, 0), new(1, 2, 0), new(1, 3, 1), new(3, 2, 0)], Heron.Pairs(Factors, [.. Items.Values]));

    [Fact]
    public void AMargin_HasToBeExceeded() => Assert.Equal(0, Heron.Compare([new("x", Margin: 1)], [2], [1]).Order);

    [Fact]
    public void DeviationMargins_AreOfTheSample()
    {
        // 1, 2, 3, 4: deviation √(5/3); 5, 5, 5, 5: 0.
        var with = Heron.WithDeviationMargins([new("x"), new("y", Margin: 9)], [[1, 5], [2, 5], [3, 5], [4, 5]], 2);
        Assert.Equal(2 * Math.Sqrt(5.0 / 3), with[0].Margin, 1e-12);
        Assert.Equal(0, with[1].Margin);
        Assert.Equal(0, Heron.WithDeviationMargins([new("x")], [[1]], 1)[0].Margin); // one item has no deviation
    }

    [Fact]
    public void TheReleasedRobotCode_TakesTheSecondMarginAtTheThirdAndFourthLevel()
    {
        ValueList<HeronFactor> factors = [new("a"), new("b", Margin: 5), new("c", Margin: 1), new("d", Margin: 1), new("e", Margin: 1)];
        double[] x = [0, 0, 3, 3, 3], y = [0, 0, 0, 0, 0];
        Assert.Equal(new(1, 2), Heron.Compare(factors, x, y));
        Assert.Equal(new(1, 4), Heron.Compare(factors, x, y, HeronMargins.ReleasedRobotCode)); // 3 does not exceed 5 at levels 3 and 4
    }

    [Fact]
    public void TheReleasedSlip_IsAnOptionOfTheReward()
    {
        // Only the third measure differs, by 3: more than its own margin 1, less than the second one's 5.
        var group = Rollouts.WithFacts([("a", 0), ("b", 0), ("c", 3)], [("a", 0), ("b", 0), ("c", 0)]);
        const string Factors = """{"factors": ["a", "b", "c"], "margins": [0, 5, 1]""";
        Assert.Equal([1.0, 0], Rollouts.Values(RewardFunctions.Create("heron-rank", Factors + "}"), group));
        Assert.Equal([0.5, 0.5], Rollouts.Values(RewardFunctions.Create("heron-rank", Factors + """, "released-margins": "robot"}"""), group));
    }

    [Fact]
    public void FixedWeights_AreTheBaseline() =>
        // weights 1, 1/2, 1/4 over 7/4; A = 1 − 2/2 − 5/4
        Assert.Equal(-1.25 / 1.75, Heron.FixedWeights(Factors, Items['A'], 0.5), 1e-12);

    [Fact]
    public void AsAReward_ItIsTheShareOfWins()
    {
        var reward = RewardFunctions.Create("heron-rank", """{"factors": ["success", "-errors", "-calls-made"], "margins": [0, 1, 2]}""");
        // A: beats C, loses to B, undecided with D: 1 of 2. B: 3 of 3. C: 0 of 3. D: beats C, loses to B: 1 of 2.
        Assert.Equal([0.5, 1, 0, 0.5], Rollouts.Values(reward, Group([.. Items.Values])));
        Assert.Equal([0.5], Rollouts.Values(reward, Group([Items['A']])));
    }

    [Fact]
    public void ByDefault_RightWithFewerCallsIsBetter()
    {
        var reward = RewardFunctions.Create("heron-rank");
        Assert.Equal([1, 0.5, 0], Rollouts.Values(reward, Rollouts.Group([1, 1, 0], [1, 3, 0])));
        // A deviation of the calls as margin: 1 and 3 and 0 have √(7/3) = 1.53, so that 2 calls fewer still decide; twice that does not.
        Assert.Equal([1, 0.5, 0], Rollouts.Values(RewardFunctions.Create("heron-rank", """{"factors": ["correct", "-calls"], "multiplier": 1}"""), Rollouts.Group([1, 1, 0], [1, 3, 0])));
        Assert.Equal([1, 0.5, 0], Rollouts.Values(RewardFunctions.Create("heron-rank", """{"factors": ["-calls"], "multiplier": 0}"""), Rollouts.Group([1, 1, 0], [0, 3, 5])));
    }

    [Fact]
    public void RolloutsWithoutAMeasure_AreUnscored_AndNobodysOpponents()
    {
        var reward = RewardFunctions.Create("heron-rank", """{"factors": ["x"]}""");
        var scores = Rollouts.Score1(reward, Rollouts.WithFacts([("x", 1)], [("y", 1)], [("x", 2)]));
        Assert.Equal("needs the fact \"x\" of the rollout", Rollouts.Reason(scores[1]));
        Assert.Equal([0, 1], scores.OfType<Scored>().Select(score => score.Value));
        Assert.Equal(1, Assert.IsType<Scored>(scores[0]).Components[0].Value); // one decided comparison
    }

    [Fact]
    public void MarginsOfNoFactor_AreRefused() =>
        Assert.Contains("margins: expected at most 1", Assert.Throws<DataFormatException>(() => RewardFunctions.Create("heron-rank", """{"factors": ["x"], "margins": [1, 2]}""")).Message, StringComparison.Ordinal);

    private static RewardContext Group(double[][] rows) => Rollouts.WithFacts([.. rows.Select(row => new (string, double)[] { ("success", row[0]), ("errors", row[1]), ("calls-made", row[2]) })]);
}
