using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Conversations.ExtensionsAi;

public class ExtensionsAiTests
{
    /// <summary>One save and load by Microsoft.Extensions.AI's own JSON.</summary>
    private static List<ChatMessage> SavedAndLoaded(IReadOnlyList<ChatMessage> messages) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

    private static AssistantMessage Calling(string arguments) => new("", [new("f", arguments, "call_1")]);

    [Fact]
    public void MalformedArguments_SurviveInMemoryAndASaveAndLoad()
    {
        var message = Calling("""{"a": 1,}""");
        var converted = ChatMessages.ToChatMessages([message]);

        var content = Assert.IsType<FunctionCallContent>(Assert.Single(converted.Value[0].Contents));
        Assert.Null(content.Arguments);
        Assert.Contains("not JSON", content.Exception!.Message, StringComparison.Ordinal);
        var loss = Assert.Single(converted.Losses);
        Assert.Equal("messages[0].calls[0]", loss.Path);
        Assert.Contains("readers other than ToolRM see no arguments once it is saved", loss.What, StringComparison.Ordinal);

        Assert.Equal(message, Assert.Single(ChatMessages.FromChatMessages(converted.Value).Value));
        Assert.Equal(message, Assert.Single(ChatMessages.FromChatMessages(SavedAndLoaded(converted.Value)).Value));
    }

    [Fact]
    public void MalformedArguments_OfAnotherProgram_AreSaidToBeLost()
    {
        // What a provider's adapter makes of {"a": 1,}; the text is nowhere.
        var content = FunctionCallContent.CreateFromParsedArguments(
            """{"a": 1,}""", "call_1", "f", text => JsonSerializer.Deserialize<Dictionary<string, object?>>(text, JsonSerializerOptions.Web));
        var read = FunctionCalls.FromContent(content);
        Assert.False(read.Value.ParseArguments().Succeeded);
        Assert.Contains("does not give their text", Assert.Single(read.Losses).What, StringComparison.Ordinal);

        // And after a save and load it looks like a call without arguments. This is why nothing we store uses the type.
        var loaded = (FunctionCallContent)SavedAndLoaded([new(ChatRole.Assistant, [content])])[0].Contents[0];
        Assert.Equal(new ToolCall("f", "{}", "call_1"), FunctionCalls.FromContent(loaded).Value);
    }

    [Fact]
    public void InMemory_EveryConversationComesBack() => NounGenerators.Holds(NounGenerators.Conversation, conversation =>
    {
        var converted = ChatMessages.ToChatMessages(conversation.Messages);
        var back = ChatMessages.FromChatMessages(converted.Value);
        Assert.Equal(conversation.Messages, back.Value);
        Assert.Empty(back.Losses);
    });

    [Fact]
    public void SavedAndLoaded_WellFormedArgumentsKeepTheirValue()
    {
        var call = Calling("""{"city": "Zürich", "n": 1, "x": 1.0, "big": 123456789012345678901234567890, "list": [null, {"a": true}]}""");
        var converted = ChatMessages.ToChatMessages([call]);
        Assert.Empty(converted.Losses);
        var loaded = (AssistantMessage)ChatMessages.FromChatMessages(SavedAndLoaded(converted.Value)).Value[0];
        Assert.Equal(call.Calls[0].ParseArguments().Value, loaded.Calls[0].ParseArguments().Value);
    }

    [Fact]
    public void AChangedContent_IsNotOverruledByTheKeptCall()
    {
        var content = FunctionCalls.ToContent(new("f", """{"a": 1}""", "call_1")).Value;
        content.Arguments!["a"] = 2;
        Assert.Equal(new ToolCall("f", """{"a":2}""", "call_1"), FunctionCalls.FromContent(content).Value);
    }

    [Fact]
    public void Arguments_OfAnyJsonType_AreRead()
    {
        var arguments = new Dictionary<string, object?>
        {
            ["null"] = null,
            ["int"] = 1,
            ["ulong"] = ulong.MaxValue,
            ["double"] = 1.0,
            ["decimal"] = 2.50m,
            ["text"] = "é",
            ["map"] = new Dictionary<string, object?> { ["b"] = true },
            ["element"] = JsonSerializer.SerializeToElement(new[] { 1, 2 }),
            ["list"] = new List<string> { "a" },
        };
        var read = FunctionCalls.FromContent(new("", "f", arguments));
        Assert.Equal(
            """{"null":null,"int":1,"ulong":18446744073709551615,"double":1.0,"decimal":2.5,"text":"é","map":{"b":true},"element":[1,2],"list":["a"]}""",
            read.Value.ArgumentsText);
        Assert.Null(read.Value.Id);
    }

    [Fact]
    public void AnArgumentThatIsNoJson_IsALoss()
    {
        var read = FunctionCalls.FromContent(new("c", "f", new Dictionary<string, object?> { ["stream"] = Stream.Null }));
        Assert.Contains("\"stream\"", Assert.Single(read.Losses).What, StringComparison.Ordinal);
        Assert.Equal("", read.Value.ArgumentsText);
    }

    [Fact]
    public async Task ResultsOfFunctions_AreTextsNotQuotedTexts()
    {
        var function = AIFunctionFactory.Create(() => "Paris: 21C", "weather");
        var result = await function.InvokeAsync();
        var read = ChatMessages.FromChatMessages([new(ChatRole.Tool, [new FunctionResultContent("c1", result), new FunctionResultContent("c2", 5)])]);
        Assert.Equal(
            [new ToolMessage(new("Paris: 21C", ToolStatus.Ok), "c1"), new ToolMessage(new("5", ToolStatus.Ok), "c2")],
            read.Value);
    }

    [Fact]
    public void AResultsStatus_IsInMemoryOnly()
    {
        var message = new ToolMessage(new("slow", ToolStatus.Timeout, TimeSpan.FromSeconds(9)), "c1", "weather");
        var converted = ChatMessages.ToChatMessages([message]);
        Assert.Equal(3, converted.Losses.Count);
        Assert.Equal(message, ChatMessages.FromChatMessages(converted.Value).Value[0]);
        Assert.Equal(new ToolMessage(new("slow", ToolStatus.Ok), "c1"), ChatMessages.FromChatMessages(SavedAndLoaded(converted.Value)).Value[0]);
    }

    [Fact]
    public void ContentsOfOtherKinds_AreSaidToBeLost()
    {
        var read = ChatMessages.FromChatMessages([new(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1 }, "image/png")])]);
        Assert.Equal([new UserMessage("look")], read.Value);
        var loss = Assert.Single(read.Losses);
        Assert.Equal("messages[0].contents[1]", loss.Path);
        Assert.Contains("DataContent", loss.What, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownRole_IsRefused() => Assert.StartsWith(
        "messages[1].role: expected system,",
        Assert.Throws<DataFormatException>(() => ChatMessages.FromChatMessages([new(ChatRole.User, "u"), new(new("robot"), "r")])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Declarations_GiveTheDefinitionBack() => NounGenerators.Holds(NounGenerators.Tool, tool =>
    {
        var declaration = FunctionDeclarations.ToDeclaration(tool);
        Assert.Equal(tool.Name, declaration.Name);
        Assert.Equal(tool.Parameters.Text, declaration.JsonSchema.GetRawText());
        Assert.Equal(tool, FunctionDeclarations.FromDeclaration(declaration));
    });

    [Fact]
    public void FunctionsMadeFromCode_BecomeDefinitions()
    {
        var tool = FunctionDeclarations.FromDeclaration(AIFunctionFactory.Create((string city) => 21, "weather", "Get weather"));
        Assert.Equal(("weather", "Get weather"), (tool.Name, tool.Description));
        Assert.Contains("\"city\"", tool.Parameters.Text, StringComparison.Ordinal);
        Assert.NotNull(tool.Returns);
    }
}
