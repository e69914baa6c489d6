using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Runs;

namespace ToolRM.Tests.Runs;

public class ShardTests
{
    [Fact]
    public void EveryItem_IsInExactlyOnePart() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(1, 50).ToArbitrary(),
            (id, count) => Assert.Single(Enumerable.Range(1, count), index => new Shard(index, count).Holds(id.Get)))
            .Check(Config.QuickThrowOnFailure.WithReplay(20261121, 7));

    // Jobs on other machines and versions must agree: SHA-256("a") begins ca978112ca1bbdca, little-endian 0xcabd1bca128197ca... mod n.
    [Fact]
    public void ThePart_IsWrittenDown()
    {
        const ulong A = 0xcabd1bca_128197ca;
        foreach (var count in (int[])[1, 2, 3, 7, 64]) Assert.Equal(1 + (int)(A % (ulong)count), Shard.IndexOf("a", count));
    }

    [Fact]
    public void Parts_AreOfLikeSize()
    {
        var sizes = new int[9];
        for (var i = 0; i < 8000; i++) sizes[Shard.IndexOf($"item-{i}", 8)]++;
        // 1000 each with a standard deviation of 30.
        Assert.All(sizes.Skip(1), size => Assert.InRange(size, 850, 1150));
    }

    [Theory]
    [InlineData("1/1")]
    [InlineData("3/8")]
    public void Text_IsReadBack(string text) => Assert.Equal(text, Shard.Parse(text, "").ToString());

    [Theory]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/4")]
    [InlineData("1/0")]
    [InlineData("1/ 4")]
    [InlineData("1/1000000")]
    [InlineData("")]
    public void OtherTexts_AreRefused(string text) =>
        Assert.StartsWith("--shard: expected i/n with i from 1 to n", Assert.Throws<DataFormatException>(() => Shard.Parse(text, "--shard")).Message, StringComparison.Ordinal);
}
