using ToolRM.Parsing;

namespace ToolRM.Tests.Parsing;

public class HermesTests
{
    private const string Call = "{\"name\": \"f\", \"arguments\": {\"a\": 1}}";

    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>", "f{\"a\": 1}")]
    [InlineData("Text.\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>\n<tool_call>\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>", "f{\"a\": 1} g{} | Text.")]
    [InlineData("no call", "| no call")]
    [InlineData("", "")]
    [InlineData("<tool_call>{\"name\": \"f\", \"parameters\": {\"a\": 1}}</tool_call>", "f{\"a\": 1}")]
    [InlineData("<tool_call>\n```json\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n```\n</tool_call>", "f{\"a\": 1}")]
    [InlineData("<tool_call>\n[{\"name\": \"f\", \"arguments\": {}}, {\"name\": \"g\", \"arguments\": {}}]\n</tool_call>", "f{} g{}")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>", "f{} g{}")]
    [InlineData("<tool_call>\n[]\n</tool_call>", "")]
    [InlineData("<tool_call>{\"name\": \"no_function\", \"arguments\": {}}</tool_call>", "")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": \"</tool_call><tool_call>\"}}</tool_call> bye", "f{\"a\": \"</tool_call><tool_call>\"} | bye")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": \"{\\\"a\\\": 1}\"}</tool_call>", "f{\"a\": 1}")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1,}}</tool_call>", "f{\"a\":1}")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1},}</tool_call>", "f{\"a\": 1}")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": \"x\ny\"}}</tool_call>", "f{\"a\":\"x\\ny\"}")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call><|im_end|>", "f{}")]
    [InlineData("<tool_call>\n{'name': 'f', 'arguments': {'a': True, 'b': null}}\n</tool_call> x", "f{\"a\":true,\"b\":null} | x")]
    [InlineData("<tool_call>{\"arguments\": {'a': 1}, \"name\": 'f'}", "f{\"a\":1}")]
    public void Reads(string text, string line) => Expect.Reads("hermes", text, line);

    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}\n</tool_call>", ReplyStatus.Malformed, "call of \"f\": expected ',' or '}' in a call (at character 48)")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": }}</tool_call>", ReplyStatus.Malformed, "call of \"f\": expected a value (at character 44)")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": \"{\\\"a\\\": 1\"}</tool_call>", ReplyStatus.Malformed, "call of \"f\": the arguments are a text that holds no JSON")]
    [InlineData("<tool_call>call f</tool_call>", ReplyStatus.Malformed, "a JSON object or list should follow the marker")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": [1]}</tool_call>", ReplyStatus.WrongShape, "call of \"f\": the arguments are an array, not an object")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": null}</tool_call>", ReplyStatus.WrongShape, "call of \"f\": the arguments are null, not an object")]
    [InlineData("<tool_call>{\"name\": \"f\"}</tool_call>", ReplyStatus.WrongShape, "call of \"f\": the call has no arguments")]
    [InlineData("<tool_call>{\"arguments\": {}}</tool_call>", ReplyStatus.WrongShape, "the call has no name")]
    [InlineData("<tool_call>{\"name\": 5, \"arguments\": {}}</tool_call>", ReplyStatus.WrongShape, "the call has no name")]
    [InlineData("<tool_call>[5]</tool_call>", ReplyStatus.WrongShape, "an item of the list is a number, not a call object")]
    public void SaysWhyNot(string text, ReplyStatus status, string reason)
    {
        var reply = Expect.Parse("hermes", text);
        Assert.Equal(status, reply.Status);
        Assert.StartsWith(reason, Assert.Single(reply.Unparsed).Reason, StringComparison.Ordinal);
        Assert.Empty(reply.Calls);
    }

    [Fact]
    public void SpansHoldTheMarkers_AndPositionsAreOfTheReply()
    {
        var text = $"Hi.\n<tool_call>\n{Call}\n</tool_call> <tool_call>{{\"name\": \"g\", \"arguments\": {{1}}}}</tool_call>";
        var reply = Expect.Parse("hermes", text);
        Assert.Equal($"<tool_call>\n{Call}\n</tool_call>", reply.Calls[0].Span.Of(text).ToString());
        Assert.Equal("<tool_call>{\"name\": \"g\", \"arguments\": {1}}</tool_call>", Assert.Single(reply.Unparsed).Text);
        Assert.Equal(ReplyStatus.Malformed, reply.Status);
        // Places in reasons count from the unparsed text's own start: 11 for the tag, 28 up to the '1'.
        Assert.Contains("(at character 39)", reply.Unparsed[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ThinkingIsReasoning_AndItsCallsWereNotMade()
    {
        var reply = Expect.Parse("hermes", $"<think>\nMaybe <tool_call>{Call}</tool_call>?\n</think>\n\nNo.");
        Assert.Equal($"Maybe <tool_call>{Call}</tool_call>?", reply.Reasoning);
        Assert.Equal(ReplyStatus.NoCall, reply.Status);
        Assert.Equal("No.", reply.Content);
        var cut = Expect.Parse("hermes", $"<think>\nMaybe <tool_call>{Call}</tool_call>");
        Assert.Equal(ReplyStatus.NoCall, cut.Status);
        Assert.Equal("the thinking block is not closed; all of the reply is reasoning", Assert.Single(cut.Warnings));
    }

    [Fact]
    public void TolerancesAreWarnedOf()
    {
        Assert.Contains("rewritten", Assert.Single(Expect.Parse("hermes", "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1,}}</tool_call>").Warnings), StringComparison.Ordinal);
        Assert.Equal("the tag of a call is not closed", Assert.Single(Expect.Parse("hermes", "<tool_call>" + Call).Warnings));
        Assert.Empty(Expect.Parse("hermes", $"<tool_call>\n{Call}\n</tool_call>").Warnings);
        var cut = ReplyFormats.Find("hermes")!.Parser.Parse("<tool_call>{\"name\": \"f\", \"argum", ReplyEnd.Length);
        Assert.EndsWith("; the token limit cut the reply", Assert.Single(cut.Unparsed).Reason, StringComparison.Ordinal);
    }

    /// <summary>Servers take such calls. The text stays, and strict JSON cannot read it, as with a repeated key.</summary>
    [Theory]
    [InlineData("{\"a\": NaN}", "{\"a\": NaN}")]
    [InlineData("{\"a\": [1, -Infinity]}", "{\"a\": [1, -Infinity]}")]
    [InlineData("\"{\\\"a\\\": NaN}\"", "{\"a\": NaN}")]
    public void NaN_IsACallWithoutAValue(string arguments, string text)
    {
        var reply = Expect.Parse("hermes", $"<tool_call>{{\"name\": \"f\", \"arguments\": {arguments}}}</tool_call>");
        Assert.Equal("f" + text, Expect.Line(reply));
        Assert.Contains(reply.Warnings, warning => warning.Contains("NaN", StringComparison.Ordinal));
        Assert.NotNull(reply.Calls[0].Call.ParseArguments().Error);
    }
}
