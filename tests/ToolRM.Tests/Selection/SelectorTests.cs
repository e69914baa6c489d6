using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Tests.Selection;

public class SelectorTests
{
    private static readonly Unscored None = new("no score");

    [Fact]
    public void Uniform_TakesTheFirst() => Assert.Equal(0, Selectors.Uniform.Select([Option("b"), Option("a")]));

    [Fact]
    public void Majority_TakesTheEarliestOfTheMostFrequentCalls() =>
        Assert.Equal(1, Selectors.Majority.Select([Option("a"), Option("b"), Option("c"), Option("b")])); // a 1, b 2, c 1

    [Fact]
    public void Majority_GivesATieToTheCallsDrawnEarliest() =>
        Assert.Equal(0, Selectors.Majority.Select([Option("a"), Option("b"), Option("b"), Option("a")]));

    [Fact]
    public void Majority_DoesNotCountWhatCouldNotBeDecoded() =>
        Assert.Equal(2, Selectors.Majority.Select([Unreadable, Unreadable, Option("a"), Unreadable]));

    [Fact]
    public void Majority_CountsNoCallAsAVote() =>
        Assert.Equal(1, Selectors.Majority.Select([Option("[f]"), Option("[]"), Option("[]")]));

    [Fact]
    public void SchemaFirst_TakesTheFirstThatFits()
    {
        Assert.Equal(1, Selectors.SchemaFirst.Select([Option("a", fits: false), Option("b"), Option("c")]));
        Assert.Equal(0, Selectors.SchemaFirst.Select([Option("a", fits: false), Option("b", fits: false)]));
        Assert.Equal(1, Selectors.SchemaFirst.Select([Unreadable, Option("a")]));
    }

    [Fact]
    public void Argmax_TakesTheHighest_AndTheEarliestOfEquals() =>
        Assert.Equal(1, Selectors.Argmax.Select([Option("a", Score.Of(1)), Option("b", Score.Of(2)), Option("c", Score.Of(2))]));

    [Fact]
    public void Argmax_PutsTheUnscoredBelowEveryScore_AndTheUnreadableBelowThat()
    {
        Assert.Equal(1, Selectors.Argmax.Select([Option("a", None), Option("b", Score.Of(double.MinValue))]));
        Assert.Equal(1, Selectors.Argmax.Select([Unreadable, Option("a", None)]));
        Assert.Equal(0, Selectors.Argmax.Select([Unreadable, Unreadable]));
    }

    [Fact]
    public void RewardVote_AddsProbabilities() => // a 0.5, b 0.3 + 0.3
        Assert.Equal(1, Selectors.RewardVote.Select([Option("a", Probability(0.5)), Option("b", Probability(0.3)), Option("b", Probability(0.3))]));

    [Fact]
    public void RewardVote_WeighsOtherScoresExponentially()
    {
        // a e^0 = 1; b 2 e^-1 = 0.74
        Assert.Equal(0, Selectors.RewardVote.Select([Option("a", Score.Of(3)), Option("b", Score.Of(2)), Option("b", Score.Of(2))]));
        // a 1; b 2 e^-0.5 = 1.21
        Assert.Equal(1, Selectors.RewardVote.Select([Option("a", Score.Of(3)), Option("b", Score.Of(2.5)), Option("b", Score.Of(2.5))]));
    }

    [Fact]
    public void RewardVote_GivesTheUnscoredNoWeight()
    {
        Assert.Equal(2, Selectors.RewardVote.Select([Option("a", None), Option("a", None), Option("b", Probability(0.1))]));
        Assert.Equal(1, Selectors.RewardVote.Select([Unreadable, Option("a", None), Option("b", None)]));
    }

    [Fact]
    public void RewardVote_DoesNotOverflow() =>
        Assert.Equal(1, Selectors.RewardVote.Select([Option("a", Score.Of(-1e300)), Option("b", Score.Of(1e300))]));

    [Fact]
    public void Oracle_TakesTheFirstRightOne()
    {
        Assert.Equal(2, Selectors.Oracle.Select([Option("a", right: false), Option("b", right: false), Option("c", right: true)]));
        Assert.Equal(0, Selectors.Oracle.Select([Option("a", right: false), Option("b", right: false)]));
        Assert.Throws<ArgumentException>(() => Selectors.Oracle.Select([Option("a")]));
    }

    [Fact]
    public void NothingDrawn_IsAnError() => Assert.All(Selectors.All, selector => Assert.Throws<ArgumentException>(() => selector.Select([])));

    [Fact]
    public void NamesAreUnique_AndFound()
    {
        Assert.Equal(Selectors.All.Count, Selectors.All.Select(selector => selector.Name).Distinct().Count());
        Assert.All(Selectors.All, selector => Assert.Same(selector, Selectors.Find(selector.Name)));
        Assert.Null(Selectors.Find("best"));
    }

    private static SelectionOption Unreadable => new("[]", IsReadable: false, FitsSchema: false, None, false);

    private static SelectionOption Option(string key, Score? score = null, bool fits = true, bool? right = null) => new(key, true, fits, score ?? None, right);

    private static Scored Probability(double value) => new(value, ScoreScale.Probability);
}
