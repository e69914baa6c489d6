using ToolRM.Conversations;
using ToolRM.Preferences;
using ToolRM.Preferences.Building;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Tests.Preferences;

public class RankedPairsTests
{
    private static readonly RewardContext Context = new(
        new("q", new([new UserMessage("Which?")], []), [Candidate("a", 1), Candidate("b", 2), Candidate("c", 2), Candidate("d", 3)]), [], null,
        new(Rollouts: [Facts("a", 1), Facts("b", 1), Facts("c", 0)]));

    [Fact]
    public void HierarchiesDecidePairs_NamedByTheLevel()
    {
        // d has no fact "correct" and is left out. a over b by calls, a over c and b over c by correct; b and c call the same, so that pair is none.
        var pairs = RankedPairs.ByHierarchy(Context, [new("correct"), new("calls", HigherIsBetter: false)]);
        Assert.Equal([("q#0", "heron:calls", 1, 2), ("q#1", "heron:correct", 1, 2)], pairs.Select(pair => (pair.Id, pair.ErrorLabel, pair.Chosen.Count, pair.Rejected!.Value.Count)));
        Assert.Equal(pairs, pairs.Select(pair => PairJson.Read(PairJson.Write(pair))));
    }

    [Fact]
    public void RewardsDecidePairs_ByMoreThanAMargin()
    {
        ValueList<Score> scores = [Score.Of(1), Score.Of(0.5), Score.Of(0), new Unscored("no")];
        Assert.Equal([(1, 2), (1, 2)], RankedPairs.ByReward(Context, "mine", scores, 0.4).Select(pair => (pair.Chosen.Count, pair.Rejected!.Value.Count)));
        Assert.Single(RankedPairs.ByReward(Context, "mine", scores, 0.5));
        Assert.Throws<ArgumentException>(() => RankedPairs.ByReward(Context, "mine", [Score.Of(1)]));
    }

    [Fact]
    public void RolloutsOfSeveralTurns_AreNoRows() =>
        Assert.Throws<ArgumentException>(() => RankedPairs.ByHierarchy(Context with { Trajectories = [Context.Group.Candidates[0].ToTrajectory("q")] }, [new("calls")]));

    private static Candidate Candidate(string id, int calls) => new(id, "", Enumerable.Repeat(new ToolCall("f", "{}"), calls).ToValueList());

    private static RolloutFacts Facts(string id, double correct) => new(id, [new("correct", [correct])]);
}
