using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Tests.Conversations.Formats;

public class ChatFormatTests
{
    private static ArgumentValue Json(string text) => JsonParse.Of(text, JsonDialect.Python).Value!;

    // A request in the shape of dotnet 3.8.
    private const string Request =
        """
        {"messages": [
          {"role": "system", "content": "sys"},
          {"role": "user", "content": [{"type": "text", "text": "weather "}, {"type": "text", "text": "in Paris?"}]},
          {"role": "assistant", "content": null, "reasoning_content": "hm", "tool_calls": [
            {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{\"city\": \"Paris\"}"}},
            {"id": "call_2", "type": "function", "function": {"name": "weather", "arguments": "{\"a\": 1,}"}}]},
          {"role": "tool", "tool_call_id": "call_1", "content": "Paris: 21C"}],
         "model": "fake",
         "tools": [{"type": "function", "function": {"description": "Get weather", "name": "weather", "strict": true,
           "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]}
        """;

    private static Conversation Read { get; } = new(
        [
            new SystemMessage("sys"),
            new UserMessage("weather in Paris?"),
            new AssistantMessage("", [new("weather", "{\"city\": \"Paris\"}", "call_1"), new("weather", "{\"a\": 1,}", "call_2")], "hm"),
            new ToolMessage(new("Paris: 21C", ToolStatus.Ok), "call_1"),
        ],
        [new("weather", "Get weather", JsonText.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), Strict: true)]);

    [Fact]
    public void OpenAi_KeepsMalformedArguments()
    {
        Assert.Equal(Read, OpenAiChat.Read(Json(Request)));
        var written = OpenAiChat.Write(Read);
        Assert.Empty(written.Losses);
        Assert.Equal(Read, OpenAiChat.Read(Json(written.Document.ToString())));
        Assert.Contains("""{"id":"call_2","type":"function","function":{"name":"weather","arguments":"{\"a\": 1,}"}}""", written.Document.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HuggingFace_SaysWhatAnObjectCannotCarry()
    {
        var written = HuggingFaceChat.Write(Read);
        var loss = Assert.Single(written.Losses);
        Assert.Equal("messages[2].tool_calls[1].function.arguments", loss.Path);
        Assert.Contains("not JSON", loss.What, StringComparison.Ordinal);
        Assert.Contains("""{"name":"weather","arguments":{"city":"Paris"}}""", written.Document.ToString(), StringComparison.Ordinal);

        // Malformed arguments stay visible: the text comes back as it was. The well-formed ones lose their spaces.
        var calls = ((AssistantMessage)HuggingFaceChat.Read(Json(written.Document.ToString())).Messages[2]).Calls;
        Assert.Equal(["{\"city\":\"Paris\"}", "{\"a\": 1,}"], calls.Select(call => call.ArgumentsText));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HuggingFace_ToolsAreAListOrItsText(bool toolsAsText)
    {
        var written = HuggingFaceChat.Write(Read, toolsAsText).Document;
        Assert.Equal(toolsAsText, written["tools"] is TextValue);
        Assert.Equal(Read.Tools, HuggingFaceChat.Read(written).Tools);
        Assert.Equal(Read.Tools, HuggingFaceChat.ReadTools(written["tools"]!));
    }

    [Fact]
    public void HuggingFace_ToolAnswersHaveNames()
    {
        var read = HuggingFaceChat.Read(Json("""[{"role": "tool", "name": "weather", "content": "21C"}]"""));
        Assert.Equal(new ToolMessage(new("21C", ToolStatus.Ok), null, "weather"), Assert.Single(read.Messages));
    }

    /// <summary>Reading after writing gives the conversation back, but for what is reported and, in objects, spelling.</summary>
    [Fact]
    public void OpenAi_RoundTripIsExactButForReportedLosses() => NounGenerators.Holds(NounGenerators.Conversation, conversation =>
    {
        var written = OpenAiChat.Write(conversation);
        var read = OpenAiChat.Read(Json(written.Document.ToString()));
        Assert.Equal(written.Losses.Count == 0, read == conversation);
    });

    [Fact]
    public void HuggingFace_RoundTripKeepsEveryArgumentsValueAndEveryMalformedText() => NounGenerators.Holds(NounGenerators.Conversation, conversation =>
    {
        var written = HuggingFaceChat.Write(conversation);
        var before = conversation.Messages.OfType<AssistantMessage>().SelectMany(message => message.Calls).ToList();
        var after = HuggingFaceChat.Read(Json(written.Document.ToString())).Messages.OfType<AssistantMessage>().SelectMany(message => message.Calls).ToList();
        Assert.Equal(before.Count, after.Count);
        foreach (var (was, now) in before.Zip(after))
        {
            if (was.ParseArguments().Value is MapValue map) Assert.Equal(map, now.ParseArguments().Value);
            else Assert.Equal(was, now);
        }
    });

    [Fact]
    public void AResultsStatus_IsReportedAsLost()
    {
        var conversation = new Conversation([new ToolMessage(new("", ToolStatus.Timeout, TimeSpan.FromSeconds(1), 0.5))], []);
        Assert.Equal(3, OpenAiChat.Write(conversation).Losses.Count);
    }

    [Fact]
    public void TheOlderSingleCall_IsRead() =>
        Assert.Equal(new AssistantMessage("", [new("f", "{}")]), OpenAiChat.ReadMessage(Json("""{"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}"}}""")));

    [Theory]
    [InlineData("""{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]}""", "x.json: messages[0].content[0].type: expected \"text\", the only kind of part that is read, found the text \"image_url\".")]
    [InlineData("""{"messages": [{"role": "robot"}]}""", "x.json: messages[0].role: expected \"system\", \"developer\", \"user\", \"assistant\" or \"tool\", found the text \"robot\".")]
    [InlineData("""{"messages": [{"role": "assistant", "tool_calls": [{"function": {"arguments": "{}"}}]}]}""", "x.json: messages[0].tool_calls[0].function: \"name\" is missing.")]
    [InlineData("""{"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {}}}]}]}""", "x.json: messages[0].tool_calls[0].function.arguments: expected the arguments as text (as objects they stand in the Hugging Face format), found an empty object.")]
    [InlineData("""{"messages": [], "tools": [{"type": "web_search", "function": {}}]}""", "x.json: tools[0].type: expected \"function\", found the text \"web_search\".")]
    [InlineData("""{"messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"x": NaN}}}]}""", "x.json: tools[0].function.parameters: the schema holds NaN or an infinity, which JSON does not have.")]
    [InlineData("""{"messages": {}}""", "x.json: messages: expected an array, found an empty object.")]
    [InlineData("3", "x.json: expected an array, found the number 3.")]
    public void WrongDocumentsNameThePlace(string json, string message)
    {
        var error = Assert.Throws<DataFormatException>(() => OpenAiChat.Read(Json(json), "x.json"));
        Assert.Equal(message + " See docs/formats.md, \"OpenAI chat\"", error.Message);
    }

    [Fact]
    public void ToolsText_ThatIsNoJson_NamesThePlace()
    {
        var error = Assert.Throws<DataFormatException>(() => HuggingFaceChat.Read(Json("""{"messages": [], "tools": "[{"}"""), "x.json"));
        Assert.StartsWith("x.json: tools: expected a list of tools or its JSON text, but ", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DataFormatException>(() => HuggingFaceChat.Read(Json("""{"messages": [], "tools": "[{}]"}"""), "x.json"));
        Assert.StartsWith("x.json: tools[0]: \"name\" is missing.", error.Message, StringComparison.Ordinal);
    }
}
