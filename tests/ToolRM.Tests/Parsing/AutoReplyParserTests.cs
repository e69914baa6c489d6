using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Tests.Parsing;

public class AutoReplyParserTests
{
    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>", "auto: hermes, because of '<tool_call>'")]
    [InlineData("<think>not [TOOL_CALLS]</think><tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>", "auto: hermes, because of '<tool_call>'")]
    [InlineData("{\"name\": \"f\", \"parameters\": {}}", "auto: llama3-json, because of the keys 'name' and 'parameters'")]
    [InlineData("Sure:\n```json\n[{\"name\": \"f\", \"arguments\": {}}]\n```", "auto: json-list, because of JSON of calls in a fence")]
    [InlineData("Thought: t\nAction: f\nAction Input: {}", "auto: react, because of a line 'Action Input:'")]
    [InlineData("{\"role\": \"assistant\", \"content\": \"<tool_call>\"}", "auto: openai-chat, because of the keys of a chat message")]
    [InlineData("Call: me later.", "auto: text, because no format's marker is in it")]
    [InlineData("{\"result\": 3}", "auto: text, because no format's marker is in it")]
    [InlineData("", "auto: text, because no format's marker is in it")]
    public void SaysWhatItPickedAndWhy(string text, string warning) => Assert.Equal(warning, ReplyFormats.Auto.Parser.Parse(text).Warnings[0]);

    [Fact]
    public void TextIsNoCall()
    {
        var reply = ReplyFormats.Auto.Parser.Parse("<think>hm</think>It is sunny in Paris (21 °C).");
        Assert.Equal(("auto", ReplyStatus.NoCall, "It is sunny in Paris (21 °C).", "hm"), (reply.Format, reply.Status, reply.Content, reply.Reasoning));
    }

    public static TheoryData<string> Names => [.. ReplyFormats.All.Select(format => format.Name)];

    /// <summary>Formats overlap (a JSON list is a JSON list), so what counts is that the calls are the same.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void FindsTheCallsOfEveryFormat(string name)
    {
        var renderer = ReplyFormats.Find(name)!.Renderer!;
        ValueList<ToolCall> calls =
        [
            // The ids tell Mistral v11 from v13.
            new("get_weather", "{\"city\": \"Paris\", \"days\": 3, \"hourly\": [true, null]}", "abc123DEF"), new("g", "{\"a\": 0.5}", "abc123DEG"),
        ];
        var text = renderer.Render(calls);
        var back = ReplyFormats.Auto.Parser.Parse(text);
        Assert.Equal(name, back.Format);
        Assert.Equal(calls.Select(call => call.Name), back.Calls.Select(call => call.Call.Name));
        for (var i = 0; i < calls.Count; i++) Assert.True(JsonEquality.AreEqual(calls[i].ParseArguments().Value!, back.Calls[i].Call.ParseArguments().Value!));
    }
}
