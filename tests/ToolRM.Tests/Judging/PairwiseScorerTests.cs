using ToolRM.Conversations;
using ToolRM.Judging;
using ToolRM.Scoring;
using static ToolRM.Tests.Judging.JudgeCases;

namespace ToolRM.Tests.Judging;

public class PairwiseScorerTests
{
    // A longer reply is the better one, whatever its place.
    private static readonly Func<string, string, string> Longer = (a, b) => a.Length >= b.Length ? "A" : "B";

    // This judge likes the first place.
    private static readonly Func<string, string, string> FirstPlace = (_, _) => "A";

    private static PairwiseScorer Scorer(Func<string, string, string> choose, OrderRule rule = OrderRule.BothOrders, long seed = 0, int most = 8) =>
        new("pairs", new PairwiseJudge("judge", Choosing(choose), Options, null, Time()), rule, seed, most);

    private static async Task<ValueList<Score>> Score(PairwiseScorer scorer, params string[] replies) => Assert.Single(await scorer.ScoreAsync([Group(replies)]));

    private static IReadOnlyList<double> Values(ValueList<Score> scores) => [.. scores.Select(score => Assert.IsType<Scored>(score).Value)];

    private static IReadOnlyList<double> Parts(Score score) => [.. ((Scored)score).Components.Select(part => part.Value)];

    [Fact]
    public async Task BothOrdersAgree_OneWins()
    {
        var scorer = Scorer(Longer);
        var scores = await Score(scorer, "long one", "short");
        Assert.Equal([1, 0], Values(scores));
        Assert.Equal(["shown-first", "shown-second", "inconsistent"], ((Scored)scores[0]).Components.Select(part => part.Name));
        Assert.Equal([1, 1, 0], Parts(scores[0]));
        Assert.Equal([0, 0, 0], Parts(scores[1]));
        Assert.Equal(2, scorer.Usage!.Answers);
    }

    // TRBench's rule (toolrm 6.2): a judge that names a place and not a reply gets no credit.
    [Fact]
    public async Task OrdersThatDisagree_AreATie()
    {
        var scores = await Score(Scorer(FirstPlace), "long one", "short");
        Assert.Equal([0.5, 0.5], Values(scores));
        Assert.Equal([1, 0, 1], Parts(scores[0]));
        Assert.Equal([1, 0, 1], Parts(scores[1]));
    }

    // With one order a preference for a place looks like one for a reply; which place the reply gets is drawn.
    [Fact]
    public async Task OneOrder_IsDrawnBySeed()
    {
        var values = new List<double>();
        for (var seed = 0; seed < 100; seed++)
        {
            var scorer = Scorer(FirstPlace, OrderRule.OneOrder, seed);
            var scores = await Score(scorer, "long one", "short");
            Assert.Equal(1, scorer.Usage!.Answers);
            Assert.Equal(1, Values(scores).Sum());
            values.Add(Values(scores)[0]);
        }
        Assert.InRange(values.Sum(), 35, 65);
        Assert.Equal([1, 0], Values(await Score(Scorer(Longer, OrderRule.OneOrder, seed: 1), "long one", "short")));
        Assert.Equal([1, 0], Values(await Score(Scorer(Longer, OrderRule.OneOrder, seed: 2), "long one", "short")));
    }

    [Fact]
    public async Task EveryReplyMeetsEveryOther()
    {
        var scorer = Scorer(Longer);
        Assert.Equal([0, 1, 1.0 / 3, 2.0 / 3], Values(await Score(scorer, "x", "xxxx", "xx", "xxx")));
        Assert.Equal(12, scorer.Usage!.Answers); // 4 · 3
    }

    [Fact]
    public async Task EqualReplies_TieWithoutAQuestion()
    {
        var scorer = Scorer(Longer);
        // of two others one tie and one loss: 1/4; and two wins
        Assert.Equal([0.25, 0.25, 1], Values(await Score(scorer, "x", "x", "xx")));
        Assert.Equal(2, scorer.Usage!.Answers);
        Assert.Equal([0.5, 0.5], Values(await Score(scorer, "x", "x")));
        Assert.Equal(2, scorer.Usage!.Answers);
    }

    [Fact]
    public async Task AnUnreadableAnswer_LeavesBothUnscored_AndOthersNot()
    {
        var scores = await Score(Scorer((a, b) => (a + b).Contains("odd", StringComparison.Ordinal) && (a + b).Contains("yy", StringComparison.Ordinal) ? "both" : Longer(a, b)), "odd one", "yy", "zzz");
        Assert.Equal("the judge's choice is neither A nor B", Assert.IsType<Unscored>(scores[0]).Reason);
        Assert.IsType<Unscored>(scores[1]);
        Assert.Equal(0.5, Assert.IsType<Scored>(scores[2]).Value);
    }

    [Fact]
    public async Task AloneOrTooMany_IsUnscored()
    {
        Assert.Contains("no other reply", Assert.IsType<Unscored>((await Score(Scorer(Longer), "x"))[0]).Reason, StringComparison.Ordinal);
        Assert.Empty(await Score(Scorer(Longer)));
        var scorer = Scorer(Longer, most: 2);
        Assert.All(await Score(scorer, "x", "xx", "xxx"), score => Assert.Contains("at most 2", Assert.IsType<Unscored>(score).Reason, StringComparison.Ordinal));
        Assert.Equal(0, scorer.Usage!.Answers);
    }

    // Swapping the replies flips the preference.
    [Fact]
    public async Task TheOrderOfTheGroup_ChangesNothing()
    {
        var there = Values(await Score(Scorer(Longer), "x", "xx", "xxx"));
        var back = Values(await Score(Scorer(Longer), "xxx", "xx", "x"));
        Assert.Equal(there, back.Reverse());
    }

    [Fact]
    public async Task TheMajorityOfSamplesDecides_AndHalvesTie()
    {
        var calls = 0;
        var judge = new PairwiseJudge("judge", Client(_ => calls++ % 2 == 0 ? "<choice>A</choice>" : "<choice>B</choice>"), Options with { Samples = 2 }, null, Time());
        Assert.Equal(new Compared(Preference.Tie), await judge.CompareAsync(new("p", Group().Prompt, new("0", "a", []), new("1", "b", []))));
        judge = new("judge", Client(_ => calls++ % 3 == 0 ? "<choice>A</choice>" : "<choice>B</choice>"), Options with { Samples = 3 }, null, Time());
        Assert.Equal(new Compared(Preference.Second), await judge.CompareAsync(new("p", Group().Prompt, new("0", "a", []), new("1", "b", []))));
    }
}
