using ToolRM.Conversations;
using ToolRM.Filtering;
using ToolRM.Numerics;

namespace ToolRM.Tests.Filtering;

public class NearDuplicatesTests
{
    [Theory]
    [InlineData("a b c d e", "a b c d f", 0.5)]   // shingles abc bcd cde | abc bcd cdf: 2 of 4
    [InlineData("a b c d e", "a b c d e", 1.0)]
    [InlineData("a b c", "c b a", 0.0)]
    [InlineData("a b", "a b", 1.0)]               // shorter than a shingle: compared whole
    [InlineData("a b", "a b c", 0.0)]
    [InlineData("a b a b a b", "a b a b", 1.0)]   // distinct shingles only: aba bab
    [InlineData("", "", 0.0)]
    public void Similarity_IsTheShareOfSharedShingles(string first, string second, double similarity) =>
        Assert.Equal(similarity, NearDuplicates.Similarity(Words(first), Words(second)), 12);

    // Parity with comparing every pair: over random texts nothing similar enough is missed, nothing else is found.
    [Fact]
    public void TheBands_MissNothingAtEightTenths()
    {
        var random = SeededRandom.Of(9, "texts");
        var texts = new List<ValueList<string>>();
        for (var i = 0; i < 300; i++)
        {
            var text = i % 3 == 0 || texts.Count == 0 ? Enumerable.Range(0, 10 + random.Next(20)).Select(_ => $"w{random.Next(500)}").ToArray() : texts[random.Next(texts.Count)].ToArray();
            for (var change = random.Next(3); change > 0; change--) text[random.Next(text.Length)] = $"w{random.Next(500)}";
            texts.Add(text.ToValueList());
        }
        var (near, kept, found) = (new NearDuplicates(0.8), new List<int>(), 0);
        for (var i = 0; i < texts.Count; i++)
        {
            var expected = kept.Where(other => NearDuplicates.Similarity(texts[other], texts[i]) >= 0.8).OrderByDescending(other => NearDuplicates.Similarity(texts[other], texts[i])).ThenBy(other => other).Cast<int?>().FirstOrDefault();
            var match = near.FindOrAdd($"{i}", texts[i]);
            Assert.Equal(expected is { } one ? $"{one}" : null, match?.Id);
            if (match is null) kept.Add(i);
            else found++;
        }
        Assert.InRange(found, 50, 200); // both kinds occur
    }

    [Fact]
    public void ATextWithoutWords_IsLikeNoOther()
    {
        var near = new NearDuplicates(0.8);
        Assert.Null(near.FindOrAdd("a", []));
        Assert.Null(near.FindOrAdd("b", []));
    }

    [Fact]
    public void Requests_IgnoreCaseMarksAndWidth()
    {
        Assert.Equal(["book", "a", "room"], RequestText.Words("Book a ROOM!"));
        Assert.Equal(RequestText.Words("café ５"), RequestText.Words("cafe\u0301 5"));
        Assert.Equal(["a"], RequestText.Words("a \ud800").Where(word => word == "a")); // an unpaired surrogate is let pass
        Assert.Equal(["one", "two"], RequestText.Of(new([new SystemMessage("zero"), new UserMessage("One"), new AssistantMessage("x", []), new UserMessage("two")], [])));
    }

    private static ValueList<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToValueList();
}
