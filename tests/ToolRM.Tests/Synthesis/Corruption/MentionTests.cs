using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Tests.Synthesis.Corruption;

public class MentionTests
{
    private static readonly Mentions Found = Mentions.Of(new(
        [
            new SystemMessage("Ignore 77."),
            new UserMessage("Please send $1,200.50 to Ana Maria at ana@example.org before May 2nd, 19:15, or 5% later; the note says \"rent for two\"."),
        ],
        []));

    [Theory]
    [InlineData(nameof(MentionKind.Number), "$1,200.50")]
    [InlineData(nameof(MentionKind.Number), "5%")]
    [InlineData(nameof(MentionKind.Number), "two")]
    [InlineData(nameof(MentionKind.Name), "Ana Maria")]
    [InlineData(nameof(MentionKind.Code), "ana@example.org")]
    [InlineData(nameof(MentionKind.Date), "May 2nd")]
    [InlineData(nameof(MentionKind.Time), "19:15")]
    [InlineData(nameof(MentionKind.Quote), "rent for two")]
    [InlineData(nameof(MentionKind.Phrase), "note says")]
    public void AreFound(string kind, string text) => Assert.Contains(Found.OfKind(Enum.Parse<MentionKind>(kind)), mention => mention.Text == text);

    [Fact]
    public void InstructionsAreNoMentions_AndNumbersAreRead()
    {
        Assert.DoesNotContain(Found.OfKind(MentionKind.Number), mention => mention.Number == 77);
        Assert.Contains(Found.OfKind(MentionKind.Number), mention => mention.Number == 1200.5);
    }

    [Theory]
    [InlineData("getUser_ID2", "get user id 2")]
    [InlineData("HTTPServer", "http server")]
    [InlineData("math.triangle_area", "math triangle area")]
    [InlineData("", "")]
    public void NamesAreCutIntoWords(string name, string words) => Assert.Equal(words, string.Join(' ', NameWords.Of(name)));
}
