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

    [Theory]
    [InlineData("Sure!\n[f(a=1)]", "pythonic", "f{\"a\":1} | Sure!")]
    [InlineData("Sure!\n[f(a=1)]\nAnything [1]?", "pythonic", "f{\"a\":1} | Sure!\nAnything [1]\n?")]
    [InlineData("Sure! {\"name\": \"f\", \"parameters\": {\"a\": 1}}", "llama3-json", "f{\"a\": 1} | Sure!")]
    [InlineData("In {braces} or {\"a\": 1}: {\"name\": \"f\", \"arguments\": {}}", "llama3-json", "f{} | In {braces} or {\"a\": 1}:")]
    [InlineData("Sure! [{\"name\": \"f\", \"arguments\": {\"a\": 1}}]", "json-list", "f{\"a\": 1} | Sure!")]
    [InlineData("He is called {\"name\": \"Bob\"}.", "auto", "| He is called {\"name\": \"Bob\"}.")]
    [InlineData("f(x) is nice", "auto", "| f(x) is nice")]
    [InlineData("[f(x)] is nice", "auto", "| [f(x)] is nice")]
    [InlineData("f(a=1", "pythonic", "!1 Malformed")]
    [InlineData("f(a=1)\nDone.", "pythonic", "f{\"a\":1} | Done.")]
    [InlineData("f\n{\"a\": 1}", "glm4", "f{\"a\": 1}")]
    [InlineData("Summary\n{\"a\": 1}\nThat is all.", "auto", "| Summary\n{\"a\": 1}\nThat is all.")]
    [InlineData("Here it is.\nSummary\n{\"a\": 1}", "auto", "| Here it is.\nSummary\n{\"a\": 1}")]
    [InlineData("{\"id\": \"x\", \"object\": \"chat.completion\", \"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{\\\"a\\\": 1}\"}}]}, \"finish_reason\": \"tool_calls\"}], \"usage\": {\"total_tokens\": 3}}", "openai-chat", "f{\"a\": 1}")]
    [InlineData("{\"type\": \"message\", \"role\": \"assistant\", \"content\": [{\"type\": \"tool_use\", \"id\": \"c1\", \"name\": \"f\", \"input\": {\"a\": 1}}]}", "anthropic", "f{\"a\": 1}")]
    public void TellsCallsFromProse(string text, string format, string line)
    {
        var reply = ReplyFormats.Auto.Parser.Parse(text);
        TotalityTests.AssertTrue(text, reply, "auto");
        Assert.Equal((format, line), (reply.Format, Expect.Line(reply)));
    }

    /// <summary>Offered tools: what is loose must be one of them; a whole reply of readable calls stays, so that an invented tool is seen.</summary>
    [Theory]
    [InlineData("Summary\n{\"a\": 1}", "auto")]
    [InlineData("Hi.\nf\n{\"a\": 1}", "glm4")]
    [InlineData("f(x) is nice", "pythonic")]
    [InlineData("sin(x)\nis periodic", "auto")]
    [InlineData("h(a=1)", "pythonic")]
    [InlineData("[h(a=1)]", "pythonic")]
    [InlineData("h(a=1", "auto")]
    public void OfferedToolsDecideLooseShapes(string text, string format) =>
        Assert.Equal(format, ReplyFormats.Auto.Parser.Parse(text, ReplyEnd.Unknown, [Expect.Tool("f", ("a", "integer"))]).Format);

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
