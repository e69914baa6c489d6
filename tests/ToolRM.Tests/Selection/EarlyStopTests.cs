using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Tests.Selection;

public class EarlyStopTests
{
    private static readonly Conversation Prompt = new([new UserMessage("q")], []);

    [Theory]
    [InlineData("aaaaa---", 5)]  // 5 of 8: 5 > 0 + 3
    [InlineData("aaaab---", 6)]  // 4 : 1 with 3 left could become 4 : 4; the sixth, not readable, leaves 4 > 1 + 2
    [InlineData("abababab", 8)]
    [InlineData("aabbaaaa", 7)]  // after seven 5 : 2, one left; after six 4 : 2 with two left is no settled lead
    public void Majority_StopsWhenTheLeadIsSettled(string drawn, int enough) => Assert.Equal(enough, VoteCount.Enough(Prompt, Samples(drawn), EarlyStop.Majority));

    [Theory]
    [InlineData("aaaaaaaa", 0.8, 4, 4)]
    [InlineData("baaaaaaa", 0.8, 4, 5)]  // 3 of 4 is 0.75; 4 of 5 is 0.8
    [InlineData("aaaaaaaa", 1.0, 1, 1)]
    [InlineData("abababab", 0.8, 4, 8)]
    [InlineData("-aaaaaaa", 0.8, 4, 5)]  // what cannot be read counts in the whole
    public void Share_StopsAtTheShare(string drawn, double share, int after, int enough) =>
        Assert.Equal(enough, VoteCount.Enough(Prompt, Samples(drawn), EarlyStop.AtShare(share, after)));

    [Fact]
    public void MoreMayBePlannedThanThereAre() => Assert.Equal(4, VoteCount.Enough(Prompt, Samples("aaaa"), EarlyStop.Majority, planned: 8)); // not settled, and none is left

    [Fact]
    public void OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EarlyStop.AtShare(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EarlyStop.AtShare(1.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EarlyStop.AtShare(0.5, 0));
    }

    // The rule's claim: the majority of what was drawn when it stops is the majority of all.
    [Fact]
    public void Majority_IsExact()
    {
        var random = SeededRandom.Of(11, "early stop");
        var saved = 0;
        for (var round = 0; round < 2000; round++)
        {
            var drawn = Samples(string.Concat(Enumerable.Range(0, 1 + random.Next(12)).Select(_ => "aaabc-"[random.Next(6)])));
            var enough = VoteCount.Enough(Prompt, drawn, EarlyStop.Majority);
            saved += drawn.Count - enough;
            Assert.Equal(Winner(drawn), Winner(drawn.Take(enough).ToValueList()));
        }
        Assert.True(saved > 1000, $"saved {saved}: a rule that never stops would pass");
    }

    [Fact]
    public void Counts_AreThoseOfAPlainCount()
    {
        var random = SeededRandom.Of(12, "counts");
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(15)).Select(_ => "abcd-"[random.Next(5)]));
            var count = new VoteCount();
            foreach (var candidate in Samples(text)) count.Add(Prompt, candidate);
            var votes = text.Where(letter => letter != '-').CountBy(letter => letter).Select(entry => entry.Value).OrderDescending().ToArray();
            Assert.Equal((text.Length, votes.ElementAtOrDefault(0), votes.ElementAtOrDefault(1)), (count.Drawn, count.Leader, count.Second));
        }
    }

    private static string Winner(ValueList<Candidate> drawn)
    {
        var selected = BestOf.Choose(new("q", Prompt, drawn), drawn.Select(_ => (Score)Score.Of(0)).ToValueList(), new() { Selector = Selectors.Majority });
        return CallKey.Of(selected.Calls);
    }

    /// <summary>One sample a letter; '-' cannot be read.</summary>
    private static ValueList<Candidate> Samples(string letters) => letters.Select((letter, i) => letter == '-'
        ? new Candidate(Id(i), "<tool_call>{\"name\": ", [])
        : new Candidate(Id(i), "", [new(letter.ToString(), "{}")])).ToValueList();

    private static string Id(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
