using ToolRM.Parsing;

namespace ToolRM.Tests.Parsing;

public class ReplyFormatsTests
{
    [Fact]
    public void EveryFormatIsNamedOnceAndDescribed()
    {
        Assert.Equal(32, ReplyFormats.All.Count);
        Assert.Equal(32, ReplyFormats.All.Select(format => format.Name).Distinct().Count());
        foreach (var format in ReplyFormats.All)
        {
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", format.Name);
            Assert.Equal((format.Name, format.Name), (format.Parser.Format, format.Renderer!.Format));
            Assert.NotEmpty(format.Description);
            Assert.NotEmpty(format.Models);
            Assert.Same(format, ReplyFormats.Find(format.Name));
        }
    }

    [Fact]
    public void Find_KnowsAutoAndNothingElse()
    {
        Assert.Same(ReplyFormats.Auto, ReplyFormats.Find("auto"));
        Assert.Null(ReplyFormats.Find("Hermes"));
    }

    [Fact]
    public void TextWithoutCalls_IsNoCallInEveryFormat()
    {
        foreach (var format in ReplyFormats.All)
        {
            var reply = format.Parser.Parse(" It is sunny in Paris. ");
            Assert.Equal((ReplyStatus.NoCall, "It is sunny in Paris."), (reply.Status, reply.Content));
        }
    }
}
