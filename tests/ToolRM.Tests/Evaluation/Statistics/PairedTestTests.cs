using FsCheck;
using FsCheck.Fluent;
using ToolRM.Evaluation.Statistics;

namespace ToolRM.Tests.Evaluation.Statistics;

/// <summary>Holm's adjustment and the test of random signs.</summary>
public class PairedTestTests
{
    [Fact]
    public void Holm_StepsDown_AndNeverFallsBack()
    {
        // Sorted 0.01, 0.02, 0.03, 0.04 of m = 4: 4·0.01 = 0.04, 3·0.02 = 0.06, 2·0.03 = 0.06, 1·0.04 = 0.04 raised to 0.06.
        Assert.Equal([0.06, 0.04, 0.06, 0.06], Holm.Adjust([0.03, 0.01, 0.04, 0.02]).Select(p => Math.Round(p, 12)));
        Assert.Equal([1.0, 1.0], Holm.Adjust([0.9, 0.6]));
        // A test that could not be made is none: m is 1.
        Assert.Equal([double.NaN, 0.04], Holm.Adjust([double.NaN, 0.04]));
        Assert.Empty(Holm.Adjust([]));
    }

    [Fact]
    public void Holm_IsAtLeastTheRawP_AtMostBonferroni_AndKeepsTheOrder() =>
        Prop.ForAll(
            Gen.Choose(0, 1000).Select(n => n / 1000.0).ArrayOf().ToArbitrary(),
            raw =>
            {
                var adjusted = Holm.Adjust(raw);
                for (var i = 0; i < raw.Length; i++)
                {
                    Assert.InRange(adjusted[i], raw[i], Math.Min(1, raw.Length * raw[i]));
                    for (var j = 0; j < raw.Length; j++) Assert.False(raw[i] < raw[j] && adjusted[i] > adjusted[j]);
                }
            }).Check(Config.QuickThrowOnFailure.WithReplay(20261121, 7));

    [Fact]
    public void SignFlip_OfFewGroups_CountsEverySign()
    {
        // Differences 1, 2, 3: sums ±6 alone are as large as 6, of 8 sign patterns: p = 2/8.
        Assert.Equal(0.25, SignFlip.P([1, 2, 3], [0, 0, 0], ["a", "b", "c"]));
        // In one group the differences flip together: p = 2/2.
        Assert.Equal(1, SignFlip.P([1, 2, 3], [0, 0, 0], ["a", "a", "a"]));
        Assert.Equal(1, SignFlip.P([1, 2], [1, 2], ["a", "b"]));
        Assert.Equal(1, SignFlip.P([], [], []));
        Assert.Throws<ArgumentException>(() => SignFlip.P([1], [1, 2], ["a"]));
    }

    // With values 0 and 1 and every item its own group both tests ask how often a fair coin is so one-sided.
    [Theory]
    [InlineData(5, 1)]
    [InlineData(8, 4)]
    [InlineData(0, 7)]
    public void SignFlip_OfZeroAndOne_IsMcNemar(int firstOnly, int secondOnly)
    {
        var first = Enumerable.Range(0, firstOnly + secondOnly).Select(i => i < firstOnly ? 1.0 : 0).ToArray();
        Assert.Equal(McNemar.Exact(firstOnly, secondOnly), SignFlip.P(first, [.. first.Select(value => 1 - value)], [.. first.Select((_, i) => $"{i}")]), 12);
    }

    // Three questions of four pairs each that the second alone has right: 12 coins would give 2 / 2¹², three give 2 / 2³.
    [Fact]
    public void Shares_OfGroupedItems_AreTestedByGroup()
    {
        double[] none = new double[12], all = [.. Enumerable.Repeat(1.0, 12)];
        Assert.Equal(new PairedShares(0.25, true), PairedShares.Of(none, all, [.. Enumerable.Range(0, 12).Select(i => $"{i / 4}")], null));
        var alone = PairedShares.Of(none, all, [.. Enumerable.Range(0, 12).Select(i => $"{i}")], null);
        Assert.Equal(2.0 / 4096, alone.P, 12);
        Assert.False(alone.IsByGroup);
    }

    [Fact]
    public void SignFlip_OfManyGroups_DrawsNearTheExactValue()
    {
        // 60 against 40 of 100: McNemar's exact p is 0.0569; 20,000 draws have a standard error of 0.0016.
        var first = Enumerable.Range(0, 100).Select(i => i < 60 ? 1.0 : 0).ToArray();
        var p = SignFlip.P(first, [.. first.Select(value => 1 - value)], [.. first.Select((_, i) => $"{i}")], new() { Resamples = 20_000, Seed = 3 });
        Assert.InRange(p, McNemar.Exact(60, 40) - 0.007, McNemar.Exact(60, 40) + 0.007);
        // The least p that so many draws can give.
        Assert.Equal(1.0 / 101, SignFlip.P([.. first.Select(_ => 1.0)], [.. first.Select(_ => 0.0)], [.. first.Select((_, i) => $"{i}")], new() { Resamples = 100 }));
    }
}
