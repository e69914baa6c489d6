using ToolRM.Filtering;
using ToolRM.Numerics;
using ToolRM.Scoring;

namespace ToolRM.Tests.Filtering;

public class FilterTests
{
    [Fact]
    public void TopAndShares_KeepTheBest()
    {
        FilterItem[] items = [Item("a", 0.1), Item("b", 0.9), Item("c", 0.5), Item("d", 0.7), Item("e", 0.3)];
        Assert.Equal("bd", Kept(items, new() { Top = 2 }));
        Assert.Equal("bcd", Kept(items, new() { Share = 0.5 })); // 2.5 is rounded up
        Assert.Equal("bd", Kept(items, new() { Share = 0.49 }));
        Assert.Equal("bcd", Kept(items, new() { Threshold = 0.5 })); // 0.5 is not below 0.5
        Assert.Equal("bd", Kept(items, new() { Share = 0.6, Threshold = 0.6 }));
        Assert.Equal("abcde", Kept(items, new()));
        Assert.Equal("abcde", Kept(items, new() { Top = 9 }));
    }

    [Fact]
    public void PerSource_KeepsTheMixture()
    {
        FilterItem[] items = [Item("a", 0.9, "x"), Item("b", 0.8, "x"), Item("c", 0.2, "y"), Item("d", 0.1, "y")];
        Assert.Equal("ab", Kept(items, new() { Share = 0.5 }));
        Assert.Equal("ac", Kept(items, new() { Share = 0.5, Per = FilterStratum.Source }));
    }

    [Fact]
    public void PerPrompt_IsTheBestOfN()
    {
        FilterItem[] items = [Item("a", 0.2) with { Prompt = "p" }, Item("b", 0.3) with { Prompt = "p" }, Item("c", 0.1) with { Prompt = "q" }];
        Assert.Equal("bc", Kept(items, new() { Top = 1, Per = FilterStratum.Prompt }));
    }

    [Fact]
    public void WhatCouldNotBeScored_IsNeitherBestNorWorst()
    {
        FilterItem[] items = [Item("a", -5), Item("b", 1), Item("c", 0) with { Score = new Unscored("down") }];
        Assert.Equal("ab", Kept(items, new()));
        Assert.Equal("b", Kept(items, new() { Share = 0.5 })); // half of the two that have a score
        Assert.Equal("bc", Kept(items, new() { Share = 0.5, KeepUnscored = true }));
        Assert.Equal(FilterReason.Unscored, Filter.Decide(items)[2].Reason);
    }

    [Fact]
    public void EqualScores_AreRankedByTheSeed_NotByTheFile()
    {
        var items = Enumerable.Range(0, 200).Select(i => Item($"{i}", 1)).ToArray();
        var kept = Filter.Decide(items, new() { Share = 0.5, Seed = 1 }).Select((decision, i) => (decision.IsKept, i)).Where(one => one.IsKept).Select(one => one.i).ToList();
        Assert.Equal(100, kept.Count);
        Assert.InRange(kept.Count(i => i < 100), 35, 65); // 50 expected, deviation 5 · √(100/199) ≈ 3.5
        var reversed = Filter.Decide([.. items.Reverse()], new() { Share = 0.5, Seed = 1 });
        Assert.Equal(kept.Select(i => items[i].Id).Order(), reversed.Where(decision => decision.IsKept).Select(decision => decision.Item.Id).Order());
        Assert.NotEqual(kept, Filter.Decide(items, new() { Share = 0.5, Seed = 2 }).Select((decision, i) => (decision.IsKept, i)).Where(one => one.IsKept).Select(one => one.i));
    }

    [Fact]
    public void ARandomShare_DoesNotLookAtScores()
    {
        var items = Enumerable.Range(0, 400).Select(i => Item($"{i}", i)).ToArray();
        var kept = Filter.Decide(items, new() { RandomShare = 0.5, Seed = 3 }).Where(decision => decision.IsKept).ToList();
        Assert.Equal(200, kept.Count);
        Assert.InRange(kept.Average(decision => ((Scored)decision.Item.Score!).Value), 180, 220); // mean 199.5, deviation 115 / √400 ≈ 5.8
        Assert.Equal(FilterReason.NotDrawn, Filter.Decide(items, new() { RandomShare = 0.5, Seed = 3 }).First(decision => !decision.IsKept).Reason);
    }

    [Fact]
    public void OfRepetitions_TheBestStays()
    {
        FilterItem[] items =
        [
            Item("a", 0.2) with { Request = ["book", "a", "room"], Calls = "one" },
            Item("b", 0.8) with { Request = ["book", "a", "room"], Calls = "one" },
            Item("c", 0.9) with { Request = ["book", "a", "room"], Calls = "other" },
            Item("d", 0.1) with { Request = ["something", "else", "entirely"] },
        ];
        Assert.Equal("abcd", Kept(items, new()));
        Assert.Equal("bcd", Kept(items, new() { Duplicates = DuplicateRule.Exact }));
        var near = Filter.Decide(items, new() { Duplicates = DuplicateRule.Near });
        Assert.Equal([(FilterReason.Duplicate, "c"), (FilterReason.NearDuplicate, "c"), (FilterReason.Kept, null), (FilterReason.Kept, null)], near.Select(decision => (decision.Reason, decision.Of)));
        Assert.Equal(1.0, near[1].Similarity);
    }

    [Fact]
    public void AShareCountsWhatIsLeftWithoutRepetitions()
    {
        FilterItem[] items = [.. Enumerable.Range(0, 4).Select(i => Item($"{i}", 1 - (0.1 * i)) with { Request = ["same"], Calls = "same" }), Item("x", 0.2), Item("y", 0.1)];
        Assert.Equal("0x", Kept(items, new() { Share = 0.5, Duplicates = DuplicateRule.Exact })); // 0, x and y are left: 1.5 is rounded up
    }

    [Fact]
    public void WrongOptions_AreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => Filter.Decide([], new() { Share = 2, Top = 0, Similarity = 0.1, Threshold = double.NaN }));
        foreach (var part in (string[])["take one of top", "top: expected at least 1", "share: expected a number", "threshold: expected a finite", "similarity: expected 0.5 to 1"]) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Filter.Decide([Item("a", 0) with { Score = null }], new() { Top = 1 }));
        Assert.Single(Filter.Decide([Item("a", 0) with { Score = null }], new() { RandomShare = 1 }), decision => decision.IsKept);
        Assert.Empty(Filter.Decide([]));
    }

    // Nothing is lost, and no kept item has a dropped one of a higher score beside it.
    [Fact]
    public void EveryItemHasOneDecision_AndTheOrderHolds()
    {
        var random = SeededRandom.Of(5, "filter");
        for (var round = 0; round < 200; round++)
        {
            var items = Enumerable.Range(0, random.Next(30)).Select(i => Item($"{i}", random.Next(6), "xyz"[random.Next(3)].ToString()) with { Request = [$"w{random.Next(8)}"], Calls = $"{random.Next(2)}" })
                .Select(item => random.Next(5) == 0 ? item with { Score = new Unscored("-") } : item).ToArray();
            var options = new FilterOptions { Share = 0.3, Per = (FilterStratum)random.Next(2), Duplicates = (DuplicateRule)random.Next(3), Threshold = random.Next(2) == 0 ? null : 2, Seed = round };
            var decisions = Filter.Decide(items, options);
            Assert.Equal(items, decisions.Select(decision => decision.Item));
            foreach (var stratum in decisions.GroupBy(decision => options.Per == FilterStratum.Source ? decision.Item.Source : ""))
            {
                var least = stratum.Where(decision => decision.IsKept).Select(decision => ((Scored)decision.Item.Score!).Value).DefaultIfEmpty(double.PositiveInfinity).Min();
                Assert.All(stratum.Where(decision => decision.Reason == FilterReason.BelowOthers), decision => Assert.True(((Scored)decision.Item.Score!).Value <= least));
                Assert.True(least >= (options.Threshold ?? double.NegativeInfinity));
            }
            Assert.All(decisions.Where(decision => decision.Of is not null), decision => Assert.DoesNotContain(decisions, other => other.Item.Id == decision.Of && other.Reason is FilterReason.Duplicate or FilterReason.NearDuplicate && other.Item.Id == decision.Of));
        }
    }

    private static FilterItem Item(string id, double score, string source = "s") => new(id, source, id, [id], id, Score.Of(score));

    private static string Kept(FilterItem[] items, FilterOptions options) => string.Concat(Filter.Decide(items, options).Where(decision => decision.IsKept).Select(decision => decision.Item.Id));
}
