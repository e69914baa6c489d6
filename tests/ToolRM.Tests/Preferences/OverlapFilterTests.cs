using ToolRM.Conversations;
using ToolRM.Preferences.Overlap;

namespace ToolRM.Tests.Preferences;

public class OverlapFilterTests
{
    private static Conversation Asking(string request, params string[] tools) =>
        new([new UserMessage("Hello"), new AssistantMessage("Hi", []), new UserMessage(request)], tools.Select(name => new ToolDefinition(name, null, JsonText.EmptyObject)).ToValueList());

    private static OverlapFilter Known(string request, double? tools = null)
    {
        var filter = new OverlapFilter(toolShare: tools);
        Assert.True(filter.Add(JsonParse.Of($$$"""{"messages": [{"role": "user", "content": "{{{request}}}"}], "tools": [{"type": "function", "function": {"name": "get_weather"}}]}""").Value!));
        return filter;
    }

    [Theory]
    [InlineData("what is the weather, in PARIS?", "same_request")]
    // Ten words are five sequences, of which one is shared.
    [InlineData("what is the weather in paris on monday at noon", null)]
    [InlineData("What is the weather in Paris", "same_request")]
    [InlineData("weather in paris", null)]
    [InlineData("", null)]
    public void RequestsAreComparedByTheirWords(string request, string? reason) => Assert.Equal(reason, Known("What is the weather in Paris?").Find(Asking(request)));

    [Fact]
    public void HalfOfTheSixWordSequencesIsTooMuch()
    {
        // "a b c d e f g h" has the sequences abcdef, bcdefg, cdefgh.
        var filter = Known("a b c d e f g h");
        // abcdef bcdefg | cdefgx defgxy: 2 of 4.
        Assert.Equal("shared_word_sequences", filter.Find(Asking("a b c d e f g x y")));
        // abcdef bcdefg | cdefgx defgxy efgxyz: 2 of 5.
        Assert.Null(filter.Find(Asking("a b c d e f g x y z")));
    }

    [Fact]
    public void SequencesOfDifferentRequestsDoNotAddUp()
    {
        var filter = Known("a b c d e f");
        filter.Add(JsonParse.Of("""{"question": [[{"role": "user", "content": "f g h i j k"}]], "function": []}""").Value!);
        // Two of six, one with each.
        Assert.Null(filter.Find(Asking("a b c d e f g h i j k")));
    }

    [Fact]
    public void ToolNamesCountWhenAskedFor()
    {
        Assert.Null(Known("x").Find(Asking("y", "getWeather")));
        Assert.Equal("shared_tool_names", Known("x", tools: 0.5).Find(Asking("y", "getWeather", "other")));
        Assert.Null(Known("x", tools: 0.5).Find(Asking("y", "getWeather", "other", "third")));
    }

    [Theory]
    [InlineData("""{"id": "1", "question": [[{"role": "user", "content": "ask me"}]], "function": []}""")]
    [InlineData("""{"conversation": [{"role": "user", "content": "Ask me!"}], "tools": "[]"}""")]
    [InlineData("""{"conversation": "[{\"role\": \"user\", \"content\": \"Ask me!\"}]"}""")]
    [InlineData("""{"messages": [{"role": "user", "content": [{"type": "text", "text": "ask me"}]}], "candidates": []}""")]
    [InlineData("""{"prompt": "Ask me", "chosen": "a", "rejected": "b"}""")]
    [InlineData("""{"chosen": [{"role": "user", "content": "ask me"}, {"role": "assistant", "content": "a"}], "rejected": []}""")]
    [InlineData("""{"instruction": "ask me", "tools": []}""")]
    public void RowsOfEveryFormAreRead(string row)
    {
        var filter = new OverlapFilter();
        Assert.True(filter.Add(JsonParse.Of(row).Value!));
        Assert.Equal("same_request", filter.Find(Asking("Ask me.")));
    }

    [Theory]
    [InlineData("""{"id": "1", "status": "pass"}""")]
    [InlineData("""[1]""")]
    public void RowsWithoutARequestAreNotKnown(string row) => Assert.False(new OverlapFilter().Add(JsonParse.Of(row).Value!));
}
