using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards;

public class GoldCallsScorerTests
{
    private static readonly AcceptedCalls Accepted = new(
        [new("f", [new("a", [ArgumentValue.Of("x"), ArgumentValue.Of("y")]), new("b", [ArgumentValue.Of(""), ArgumentValue.Of(1)]), new("c", [ArgumentValue.Of(2), ArgumentValue.Of("")])])], CallMatching.Simple);

    [Fact]
    public void FirstValues_AreTaken_AndWhatMayBeLeftOutFirst_IsLeftOut() =>
        Assert.Equal(new GoldCalls([new("f", """{"a":"x","c":2}""")]), GoldCallsScorer.GoldOf(Accepted));

    [Fact]
    public void Alternatives_EachBecomeGold_AndOthersStay()
    {
        Assert.Equal(new AnyOf([new GoldCalls([new("f", """{"a":"x","c":2}""")]), new NoCall()]), GoldCallsScorer.GoldOf(new AnyOf([Accepted, new NoCall()])));
        Assert.Null(GoldCallsScorer.GoldOf(null));
    }

    [Fact]
    public void OfAMap_EachKeysFirstValueIsTaken()
    {
        // A map value holds, per key, the list of accepted values of that key.
        var map = new MapValue([new("k", new ListValue([ArgumentValue.Of(1), ArgumentValue.Of(2)])), new("may", new ListValue([ArgumentValue.Of("")]))]);
        Assert.Equal(new GoldCalls([new("f", """{"a":{"k":1}}""")]), GoldCallsScorer.GoldOf(new AcceptedCalls([new("f", [new("a", [map])])], CallMatching.Simple)));
    }

    [Fact]
    public async Task OnlyWhereNothingWasScored_ItAsksAgain()
    {
        var asked = new List<string>();
        var reward = RewardFunction.PerRollout(new("r", "a test", RewardNeeds.Reference, 0, 1), rollout =>
        {
            asked.Add(rollout.Context.Group.Reference!.GetType().Name);
            return rollout.Context.Group.Reference is GoldCalls ? Score.Of(1) : new Unscored("needs gold calls");
        });
        var group = new CandidateGroup("q", new([], []), [new("0", "", [])], Accepted);
        var scores = await new GoldCallsScorer(new RewardScorer(reward)).ScoreAsync([group, group with { Reference = new GoldCalls([]) }, group with { Reference = new NoCall() }]);
        Assert.Equal(["AcceptedCalls", "GoldCalls", "NoCall", "GoldCalls"], asked);
        Assert.IsType<Scored>(scores[0][0]);
        Assert.IsType<Unscored>(scores[2][0]);
    }
}
