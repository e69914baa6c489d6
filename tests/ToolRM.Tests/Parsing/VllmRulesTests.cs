namespace ToolRM.Tests.Parsing;

/// <summary>The rules of vLLM's parsers (tools-and-data 2.4) as cases of the tolerant profile; where ours differs, it says why.</summary>
public class VllmRulesTests
{
    [Fact]
    public void Hermes_LastTagMayBeUnclosed_NewlinesAreNotNeeded() => Expect.Reads(
        "hermes", "Hi <tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call><tool_call>{\"name\": \"g\", \"arguments\": {}}", "f{} g{} | Hi");

    [Fact]
    public void Hermes_OneUnreadableCall_IsListed_WhereVllmMakesAllContent() => Expect.Reads(
        "hermes", "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call><tool_call>{oops}</tool_call>", "f{} !1 Malformed");

    [Theory]
    [InlineData("string", "5", "\"5\"")]
    [InlineData("string", " two \n lines ", "\" two \\n lines \"")]
    [InlineData("string", "NULL", "null")]
    [InlineData("integer", "5", "5")]
    [InlineData("int32", "-7", "-7")]
    [InlineData("uint8", "7", "7")]
    [InlineData("long", "7", "7")]
    [InlineData("short", "7", "7")]
    [InlineData("integer", "five", "\"five\"")]
    [InlineData("number", "5", "5")]
    [InlineData("number", "5.0", "5")]
    [InlineData("float", "5.5", "5.5")]
    [InlineData("boolean", "True", "true")]
    [InlineData("bool", "false", "false")]
    [InlineData("object", "{\"k\": 1}", "{\"k\":1}")]
    [InlineData("dict", "{'k': True}", "{\"k\":true}")]
    [InlineData("array", "[1, 'x']", "[1,\"x\"]")]
    [InlineData("list", "not a list", "\"not a list\"")]
    public void Qwen3Coder_TypesComeFromTheSchema(string type, string raw, string json) => Expect.Reads(
        "qwen3-coder",
        $"<tool_call>\n<function=f>\n<parameter=a>\n{raw}\n</parameter>\n</function>\n</tool_call>",
        $"f{{\"a\":{json}}}",
        [Expect.Tool("f", ("a", type))]);

    [Theory]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a>\nx\n</parameter>")]
    [InlineData("<function=f>\n<parameter=a>\nx\n</function>\n</tool_call>")]
    [InlineData("<function=f><parameter=a>x")]
    public void Qwen3Coder_UnclosedTagsAreLetPassWithAWarning(string text)
    {
        var reply = Expect.Parse("qwen3-coder", text);
        Assert.Equal("f{\"a\":\"x\"}", Expect.Line(reply));
        Assert.NotEmpty(reply.Warnings);
    }

    [Fact]
    public void Qwen3Coder_OneNewlineIsCutFromEachEnd() => Expect.Reads(
        "qwen3-coder", "<function=f><parameter=a>\n\n x\n\n</parameter></function>", "f{\"a\":\"\\n x\\n\"}", [Expect.Tool("f", ("a", "string"))]);

    [Theory]
    [InlineData("{\"name\": \"f\", \"arguments\": {\"a\": 1}}", "f{\"a\": 1}")]
    [InlineData("{\"name\": \"f\", \"parameters\": {\"a\": {\"b\": {\"c\": 1}}}}; {\"name\": \"g\", \"parameters\": {}}", "f{\"a\": {\"b\": {\"c\": 1}}} g{}")]
    [InlineData("Calling: {\"name\": \"f\", \"parameters\": {}} now", "f{} | Calling:\nnow")]
    public void Llama3Json_TheFirstObjectInTheTextCounts(string text, string line) => Expect.Reads("llama3-json", text, line);

    [Fact]
    public void Pythonic_DottedNamesAreKept_WhereVllmMakesAllContent() => Expect.Reads("pythonic", "[m.f(a=1)]", "m.f{\"a\":1}");

    [Fact]
    public void Pythonic_PositionalArgumentsAreListed_WhereVllmIgnoresThem() => Expect.Reads("pythonic", "[f(1, a=2)]", "!1 Malformed");

    [Theory]
    [InlineData("  <|tool_call|> [{\"name\": \"f\", \"arguments\": {}}]")]
    [InlineData("<tool_call>[{\"name\": \"f\", \"arguments\": {}}]")]
    [InlineData("[{\"name\": \"f\", \"arguments\": {}}]")]
    public void Granite_TheMarkerIsOptional(string text) => Expect.Reads("granite", text, "f{}");

    [Theory]
    [InlineData("<think>t</think>[{\"name\": \"f\", \"arguments\": {}}]", "f{}")]
    [InlineData("Here: ```json\n[{\"name\": \"f\", \"arguments\": {}}]\n``` ok", "f{} | Here:\nok")]
    [InlineData("Here: [TOOL_CALLS][{\"name\": \"f\", \"arguments\": {}}]", "f{} | Here:")]
    [InlineData("Here: <tool_call>[{\"name\": \"f\", \"arguments\": {}}]</tool_call>", "f{} | Here:")]
    [InlineData("[{\"name\": \"f\", \"arguments\": {}}]", "f{}")]
    public void Xlam_AllItsWrappings(string text, string line) => Expect.Reads("json-list", text, line);

    [Fact]
    public void Xlam_BadItemsAreListed_WhereVllmSkipsThem() => Expect.Reads(
        "json-list", "[{\"name\": \"f\", \"arguments\": {}}, {\"nom\": \"g\"}]", "f{} !1 WrongShape");

    [Fact]
    public void DeepSeekV3_ArgumentsOverLinesAreRead_WhereVllmLosesThem() => Expect.Reads(
        "deepseek-v3",
        "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\n\"a\": 1}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
        "f{\n\"a\": 1}");

    [Fact]
    public void Mistral_FromV11On_NameAndObject() => Expect.Reads("mistral-v11", "[TOOL_CALLS]f{\"a\": 1}[TOOL_CALLS]g{}", "f{\"a\": 1} g{}");

    [Fact]
    public void FunctionaryV3Llama31_UnclosedTagIsACallWithAWarning_WhereTheOriginalMakesItText()
    {
        var reply = Expect.Parse("functionary-v3-llama31", "Text <function=f>{\"a\": 1}");
        Assert.Equal("f{\"a\": 1} | Text", Expect.Line(reply));
        Assert.Single(reply.Warnings);
    }

    [Fact]
    public void FunctionaryV3Llama3_EmptyChunksAreDropped() => Expect.Reads("functionary-v3-llama3", ">>>f\n{\"a\": 1}>>>all\nBye<|eot_id|>", "f{\"a\": 1} | Bye");
}
