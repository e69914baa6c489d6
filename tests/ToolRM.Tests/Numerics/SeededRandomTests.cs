using ToolRM.Numerics;

namespace ToolRM.Tests.Numerics;

public class SeededRandomTests
{
    // The published first outputs of SplitMix64 started at 1234567.
    [Fact]
    public void BitsAreThoseOfSplitMix64()
    {
        var random = new SeededRandom(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()]);
    }

    [Fact]
    public void SameSeedItemAndSample_GiveTheSameStream()
    {
        var (first, second) = (SeededRandom.Of(7, "q1", 3), SeededRandom.Of(7, "q1", 3));
        for (var i = 0; i < 100; i++) Assert.Equal(first.NextBits(), second.NextBits());
    }

    [Fact]
    public void AnyOtherSeedItemOrSample_GivesAnotherStream()
    {
        var starts = from seed in (long[])[-1, 0, 1, 2, long.MaxValue]
                     from item in (string[])["", "a", "b", "ab", "q1", "é"]
                     from sample in Enumerable.Range(0, 20)
                     select SeededRandom.Of(seed, item, sample).NextBits();
        Assert.Equal(5 * 6 * 20, starts.Distinct().Count());
    }

    // The stream is part of the results: a change here changes every drawn number of every run. Expected
    // values: a few lines of Python written from the remarks alone.
    [Fact]
    public void TheStreamOfAnItem_StaysWhatItIs() =>
        Assert.Equal([3, 5, 3, 9, 8, 4, 5, 1, 7, 6], Enumerable.Range(0, 10).Select(sample => SeededRandom.Of(0, "q1", sample).Next(10)));

    [Fact]
    public void NumbersAreEven()
    {
        // 60,000 draws of 6: expected 10,000 each, standard deviation √(60000 · 1/6 · 5/6) = 91; 5 of them allowed.
        var counts = new int[6];
        var random = SeededRandom.Of(1, "dice");
        for (var i = 0; i < 60_000; i++) counts[random.Next(6)]++;
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 456, 10_000 + 456));
    }

    [Fact]
    public void DoublesLieInTheUnitInterval_WithMeanOneHalf()
    {
        var random = SeededRandom.Of(1, "uniform");
        double sum = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var value = random.NextDouble();
            Assert.InRange(value, 0, 1 - 1e-17);
            sum += value;
        }
        Assert.InRange(sum / 10_000, 0.5 - 0.0145, 0.5 + 0.0145); // 5 · √(1/12) / √10000
    }

    [Fact]
    public void EveryOrderOfThree_IsDrawnEquallyOften()
    {
        var orders = Enumerable.Range(0, 6000).Select(sample =>
        {
            char[] items = ['a', 'b', 'c'];
            SeededRandom.Of(1, "order", sample).Shuffle(items.AsSpan());
            return new string(items);
        });
        var counts = orders.CountBy(order => order).ToList();
        Assert.Equal(6, counts.Count);
        Assert.All(counts, entry => Assert.InRange(entry.Value, 1000 - 145, 1000 + 145)); // 5 · √(6000 · 5/36)
    }

    [Fact]
    public void NothingToChooseFrom_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => SeededRandom.Of(0, "x").Next(0));
}
