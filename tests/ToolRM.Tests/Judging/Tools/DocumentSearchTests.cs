using ToolRM.Judging.Tools;

namespace ToolRM.Tests.Judging.Tools;

public class DocumentSearchTests
{
    [Fact]
    public void Bm25ByHand()
    {
        // Lengths with titles 3 and 3, mean 3. "cat" stands once, in the first alone: ln(1 + 1.5/1.5) · 1 · 2.2 / (1 + 1.2) = ln 2.
        var search = new DocumentSearch([new("a", "cat sat"), new("b", "dog ran")]);
        var hit = Assert.Single(search.Find("CAT?"));
        Assert.Equal("a", hit.Key.Title);
        Assert.Equal(Math.Log(2), hit.Value, 1e-12);
        Assert.Empty(search.Find("bird"));
    }

    [Fact]
    public void RareWordsAndShortDocuments_CountMore()
    {
        var search = new DocumentSearch([new("long", "the rare word and the many other words of the text"), new("short", "the rare word"), new("none", "the the the")]);
        Assert.Equal(["short", "long", "none"], search.Find("the rare").Select(hit => hit.Key.Title));
        Assert.Single(search.Find("the rare", count: 1));
        Assert.Empty(new DocumentSearch([]).Find("x"));
    }
}
