using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Sampling;

namespace ToolRM.Tests.Sampling;

public class PromptedToolsTests
{
    public static TheoryData<string> Formats => [.. ReplyFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryFormatExplainsItself(string name)
    {
        var messages = PromptedTools.Messages(SamplingCases.Prompt("q").Prompt, ReplyFormats.Find(name)!);
        Assert.Equal(2, messages.Count);
        Assert.IsType<SystemMessage>(messages[0]);
        Assert.Contains("\"name\": \"f\", \"description\": \"Does it\"", messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("name_of_function", messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("response", messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryBecomesText_AndOneSystemMessageStays()
    {
        var prompt = new Conversation(
            [
                new SystemMessage("Be short."), new UserMessage("q"), new AssistantMessage("", [new("f", "{\"a\": 1}"), new("f", "{\"a\": 2}")]),
                new ToolMessage(new("one", ToolStatus.Ok), null, "f"), new ToolMessage(new("two", ToolStatus.Ok)), new UserMessage("go on"),
            ],
            [SamplingCases.Tool]);
        var messages = PromptedTools.Messages(prompt, ReplyFormats.Find("hermes")!);
        Assert.Equal([typeof(SystemMessage), typeof(UserMessage), typeof(AssistantMessage), typeof(UserMessage), typeof(UserMessage)], messages.Select(message => message.GetType()));
        Assert.StartsWith("Be short.\n\n", messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, ReplyFormats.Find("hermes")!.Parser.Parse(messages[2].Text).Calls.Count);
        Assert.Equal("Result of f: one\nResult of the call: two", messages[3].Text);
    }

    [Fact]
    public void WithoutTools_NothingIsAdded() =>
        Assert.Equal([new UserMessage("q")], PromptedTools.Messages(new([new UserMessage("q")], []), ReplyFormats.Find("hermes")!));

    [Fact]
    public void WhatTheFormatCannotCarry_IsNamed()
    {
        var prompt = new Conversation([new UserMessage("q"), new AssistantMessage("", [new("f", "{\"a\": 1,")])], []);
        var error = Assert.Throws<DataFormatException>(() => PromptedTools.Messages(prompt, ReplyFormats.Find("hermes")!));
        Assert.Contains("messages[1]: hermes cannot carry these calls", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PromptedTools.Messages(prompt, ReplyFormats.Auto));
    }

    // The reply's text is kept whole, and its calls only when all of them could be read.
    [Theory]
    [InlineData("""<tool_call>{"name": "f", "arguments": {"a": 1}}</tool_call>""", ReplyStatus.Calls, 1)]
    [InlineData("No function fits.", ReplyStatus.NoCall, 0)]
    [InlineData("""<tool_call>{"name": "f", "arguments": {"a": 1}}</tool_call><tool_call>{"name": </tool_call>""", ReplyStatus.Malformed, 0)]
    public async Task RepliesAreParsed(string text, ReplyStatus status, int calls)
    {
        ChatOptions? asked = null;
        var client = new FakeChatClient((_, options) =>
        {
            asked = options;
            return FakeChatClient.Text(text);
        });
        var store = new MemorySampleStore();
        await new Sampler([new("g", client, ReplyFormats.Find("hermes"))], SamplingCases.Options, new InstantTime()).RunAsync([SamplingCases.Prompt("q")], store);
        var reply = Assert.Single(store.Replies);
        Assert.Equal((text, status, calls), (reply.Text, reply.Status, reply.Calls.Count));
        Assert.Null(asked!.Tools);
        Assert.Equal(new Candidate("g/0", text, reply.Calls, "g"), reply.ToCandidate());
    }
}
