using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Tests.Parsing;

/// <summary>parse(render(x)) = x over the subset that each format declares with WhyNot.</summary>
public class RenderingTests
{
    public static TheoryData<string> Names => [.. ReplyFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsRendered_ReadsBack(string name)
    {
        var format = ReplyFormats.Find(name)!;
        var cases =
            from calls in ReplyGenerators.Calls(ReplyGenerators.AnyCall)
            from content in ReplyGenerators.Content
            select (calls, content);
        Prop.ForAll(cases.ToArbitrary(), item => AssertReadsBack(format, item.calls, item.content)).Check(ReplyGenerators.Fixed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PlainNamesWithAnyValues_AreCarried(string name)
    {
        var format = ReplyFormats.Find(name)!;
        Prop.ForAll(ReplyGenerators.Calls(ReplyGenerators.PlainCall).ToArbitrary(), calls =>
        {
            var reason = format.Renderer!.WhyNot(calls);
            if (reason is null) AssertReadsBack(format, calls, "");
            else Assert.True(MayRefuse(name, reason), $"{name} refuses {calls}: {reason}");
        }).Check(ReplyGenerators.Fixed);
    }

    /// <summary>Formats that write values as raw text have texts and keys that they cannot hold; all others carry any value.</summary>
    private static bool MayRefuse(string name, string reason) => name switch
    {
        "qwen3-coder" or "functiongemma" when reason.Contains("thinking tag", StringComparison.Ordinal) => true,
        "qwen3-coder" => reason.Contains("holds a tag", StringComparison.Ordinal) || reason.Contains("another kind", StringComparison.Ordinal)
            || reason.Contains("read back differently", StringComparison.Ordinal),
        "functiongemma" => reason.Contains("<escape>", StringComparison.Ordinal) || reason.Contains("without quotes", StringComparison.Ordinal)
            || reason.Contains("read back", StringComparison.Ordinal),
        _ => false,
    };

    [Fact]
    public void Render_RefusesWithTheReasonOfWhyNot()
    {
        var hermes = ReplyFormats.Find("hermes")!.Renderer!;
        ValueList<ToolCall> calls = [new("f", "{\"a\": 1,}")];
        Assert.Contains("are not JSON", hermes.WhyNot(calls), StringComparison.Ordinal);
        Assert.Contains("are not JSON", Assert.Throws<ArgumentException>(() => hermes.Render(calls)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hermes", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\":  1}}\n</tool_call>")]
    [InlineData("qwen3-coder", "<tool_call>\n<function=f>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("llama3-json", "{\"name\": \"f\", \"parameters\": {\"a\":  1}}")]
    [InlineData("pythonic", "[f(a=1)]")]
    [InlineData("mistral", "[TOOL_CALLS][{\"name\": \"f\", \"arguments\": {\"a\":  1}, \"id\": \"abc123DEF\"}]")]
    [InlineData("mistral-v11", "[TOOL_CALLS]f[CALL_ID]abc123DEF[ARGS]{\"a\":  1}")]
    [InlineData("mistral-v13", "[TOOL_CALLS]f[ARGS]{\"a\":  1}")]
    [InlineData("granite", "<tool_call>[{\"name\": \"f\", \"arguments\": {\"a\":  1}}]")]
    [InlineData("granite-20b", "<function_call> {\"name\": \"f\", \"arguments\": {\"a\":  1}}")]
    [InlineData("phi4-mini", "<|tool_call|>[{\"name\": \"f\", \"arguments\": {\"a\":  1}}]<|/tool_call|>")]
    [InlineData("json-list", "[{\"name\": \"f\", \"arguments\": {\"a\":  1}}]")]
    [InlineData("functionary-v1", "<|START_OF_FUNCTION_CALL|>f:\n{\"a\":  1}<|END_OF_FUNCTION_CALL|>")]
    [InlineData("functionary-v2", "<|from|>assistant\n<|recipient|>f\n<|content|>{\"a\":  1}<|stop|>")]
    [InlineData("functionary-v2-llama3", "<|reserved_special_token_249|>f\n{\"a\":  1}")]
    [InlineData("functionary-v3-llama3", ">>>f\n{\"a\":  1}")]
    [InlineData("functionary-v3-llama31", "<function=f>{\"a\":  1}</function>")]
    [InlineData("deepseek-v3", "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"a\":  1}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>")]
    [InlineData("deepseek-v31", "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{\"a\":  1}<｜tool▁call▁end｜><｜tool▁calls▁end｜>")]
    [InlineData("minicpm3", "<|tool_call_start|>\n```python\nf(a=1)\n```\n<|tool_call_end|>")]
    [InlineData("functiongemma", "<start_function_call>call:f{a:1}<end_function_call>")]
    [InlineData("glm4", "f\n{\"a\":  1}")]
    [InlineData("nemotron", "<TOOLCALL>[f(a=1)]</TOOLCALL>")]
    [InlineData("nexusraven", "Call: f(a=1)")]
    [InlineData("react", "Action: f\nAction Input: {\"a\":  1}")]
    [InlineData("openai-chat", "{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"abc123DEF\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{\\\"a\\\":  1}\"}}]}")]
    [InlineData("openai-responses", "[{\"type\": \"function_call\", \"call_id\": \"abc123DEF\", \"name\": \"f\", \"arguments\": \"{\\\"a\\\":  1}\"}]")]
    [InlineData("anthropic", "[{\"type\": \"tool_use\", \"id\": \"abc123DEF\", \"name\": \"f\", \"input\": {\"a\":  1}}]")]
    [InlineData("cohere", "{\"text\": \"\", \"tool_calls\": [{\"tool_name\": \"f\", \"parameters\": {\"a\":  1}}]}")]
    [InlineData("gemini", "{\"role\": \"model\", \"parts\": [{\"functionCall\": {\"name\": \"f\", \"args\": {\"a\":  1}, \"id\": \"abc123DEF\"}}]}")]
    [InlineData("bfcl-json", "[{\"function\": \"f\", \"parameters\": {\"a\":  1}}]")]
    [InlineData("bfcl-verbose-xml", "<functions><function name=\"f\"><params><param name=\"a\" value=\"1\" type=\"integer\"/></params></function></functions>")]
    [InlineData("bfcl-concise-xml", "<functions><function name=\"f\"><param name=\"a\" type=\"integer\">1</param></function></functions>")]
    public void OneCall_IsWrittenAsTheFactSheetShows(string name, string expected)
    {
        // tools-and-data 2.2 and 1.9; the two blanks show that JSON formats keep the arguments' exact text.
        var text = ReplyFormats.Find(name)!.Renderer!.Render([new("f", "{\"a\":  1}", "abc123DEF")]);
        Assert.Equal(expected, text);
        var back = ReplyFormats.Auto.Parser.Parse(text);
        Assert.Equal(name, back.Format);
        Assert.Equal("f", Assert.Single(back.Calls).Call.Name);
    }

    internal static void AssertReadsBack(ReplyFormat format, ValueList<ToolCall> calls, string content)
    {
        if (format.Renderer!.WhyNot(calls, content) is { } reason)
        {
            Assert.NotEmpty(reason);
            return;
        }
        var text = format.Renderer.Render(calls, content);
        var back = format.Parser.Parse(text);
        Assert.Equal(content, back.Content);
        Assert.Equal(calls.Select(call => call.Name), back.Calls.Select(call => call.Call.Name));
        for (var i = 0; i < calls.Count; i++)
        {
            Assert.True(JsonEquality.AreEqual(calls[i].ParseArguments().Value!, back.Calls[i].Call.ParseArguments().Value!), text);
        }
        Assert.Equal(calls.Count > 0 ? ReplyStatus.Calls : ReplyStatus.NoCall, back.Status);
    }
}
