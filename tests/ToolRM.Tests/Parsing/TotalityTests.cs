using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Tests.Parsing;

/// <summary>Model text is data: no text throws, every span is true, and time is linear.</summary>
public class TotalityTests
{
    public static TheoryData<string> Names => [.. ReplyFormats.All.Select(format => format.Name), "auto"];

    private static readonly ValueList<ToolDefinition> Tools =
        [new("f", null, JsonText.Parse("{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\"}, \"b\": {\"type\": [\"string\", \"null\"]}, \"c\": {\"type\": \"object\"}}}"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnySplice_GivesAValueWithTrueSpans(string name)
    {
        var parser = ReplyFormats.Find(name)!.Parser;
        Prop.ForAll(ReplyGenerators.Splice.ToArbitrary(), text =>
        {
            AssertTrue(text, parser.Parse(text), name);
            AssertTrue(text, parser.Parse(text, ReplyEnd.Length, Tools), name);
        }).Check(ReplyGenerators.Fixed.WithMaxTest(400));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPrefixOfARenderedReply_GivesAValueWithTrueSpans(string name)
    {
        if (ReplyFormats.Find(name)!.Renderer is not { } renderer) return;
        ValueList<ToolCall> calls = [new("f", "{\"a\": 1, \"b\": \"x\\ny\", \"c\": {\"d\": [1.5, null]}}"), new("g", "{}")];
        var text = renderer.Render(calls, renderer.WhyNot(calls, "Let me see.") is null ? "Let me see." : "");
        for (var length = 0; length <= text.Length; length++)
        {
            var parser = ReplyFormats.Find(name)!.Parser;
            AssertTrue(text[..length], parser.Parse(text[..length], ReplyEnd.Length), name);
        }
    }

    internal static void AssertTrue(string text, ParsedReply reply, string name)
    {
        Assert.Equal(name == "auto" ? reply.Format : name, reply.Format);
        var end = 0;
        foreach (var call in reply.Calls)
        {
            Assert.InRange(call.Span.Start, end, text.Length);
            Assert.InRange(call.Span.End, call.Span.Start + 1, text.Length);
            end = call.Span.End;
            Assert.NotEmpty(call.Call.Name);
        }
        end = 0;
        foreach (var item in reply.Unparsed)
        {
            Assert.InRange(item.Span.Start, end, text.Length);
            Assert.InRange(item.Span.End, item.Span.Start, text.Length);
            end = item.Span.End;
            Assert.Equal(text[item.Span.Start..item.Span.End], item.Text);
            Assert.NotEmpty(item.Reason);
        }
        Assert.Equal(reply.Content.Trim(), reply.Content);
        Assert.Equal(reply.Status is ReplyStatus.Malformed or ReplyStatus.WrongShape, reply.Unparsed.Count > 0);
        Assert.True(reply.Status != ReplyStatus.Calls || reply.Calls.Count > 0);
        Assert.True(reply.Status != ReplyStatus.NoCall || reply.Calls.Count == 0);
    }

    public static TheoryData<string> Openers =>
    [
        "<tool_call>", "<tool_call>{}", "<tool_call>\n", "{\"name\":", "{\"a\":[", "[", "{", "[{", "[[\"", "<tool_call>[\"", "<tool_call>{\"a\": \"", "<think>", "</think>",
        "<function=f>", "<function=", "<function=f><parameter=a>", "<parameter=a>", "<|python_tag|>", "<|python_tag|>{", "[TOOL_CALLS]", "[TOOL_CALLS]f[ARGS]{", "[TOOL_CALLS] ",
        "<|tool_call|>", "<|tool_call|>[", "<function_call>{\"name\": \"f\"", "<|START_OF_FUNCTION_CALL|>f:", "<|recipient|>f\n<|content|>", "<|from|>", "<|recipient|>",
        "<|reserved_special_token_249|>", ">>>", ">>>f\n", ">>>f{", "<｜tool▁call▁begin｜>", "<｜tool▁call▁begin｜>function<｜tool▁sep｜>f", "<｜tool▁sep｜>", "<|tool_call_start|>", "<|tool_call_start|>f(",
        "<start_function_call>", "<start_function_call>call:f{a:", "<start_function_call>call:f{a:[", "<start_function_call>call:f{a:<escape>", "<TOOLCALL>", "<TOOLCALL>[f(", "<TOOLCALL>[{",
        "\nCall:", "\nCall: f(", "Call: f(a=1);", "\nAction:", "\nAction: f\nAction Input: {", "\nAction: f\n", "<function name=\"f\">", "<function name=", "<function name='", "<function name=\"f\"><param name=\"a\">", "<function name=\"f\"><param ",
        "```", "```json\n", "``` ", "```f(", "\n[", "\n[f(", "f\n", "f\n{", "f(a=1)\n", "f(a=1),", "f(", "(", "\"", "'", "\\", "\\\"", " ", "\n", "&", "a", "{\"content\": \"", "{\"type\": \"tool_use\", ",
        "[{\"type\": \"text\", \"text\": \"x\"}, ", "{\"thinking\": \"x\"}, ", "\ud83d",
    ];

    /// <summary>
    /// Every format reads every opener, a hundred thousand characters of it. A search that goes on to the end from each opener
    /// one character at a time would take minutes here; vectorised ones show in <see cref="TenMillionCharacters"/>.
    /// </summary>
    [Theory]
    [MemberData(nameof(Openers))]
    public void ManyOpeners_EndInLinearWork(string opener) => ReadsRepeated(opener, 100_000);

    /// <summary>The same with ten million characters: a vectorised quadratic search takes ten minutes an opener and format, so ending is the assertion.</summary>
    [Theory]
    [Trait("Lane", "Slow")]
    [MemberData(nameof(MarkerOpeners))]
    public void TenMillionCharacters(string opener) => ReadsRepeated(opener, 10_000_000);

    public static TheoryData<string> MarkerOpeners =>
    [
        "<tool_call>", "<tool_call>{}", "<tool_call>{\"a\": \"", "<function=f><parameter=a>", "[TOOL_CALLS]", "<|tool_call|>[", ">>>", "<｜tool▁call▁begin｜>",
        "<start_function_call>call:f{a:<escape>", "<TOOLCALL>", "<function name=\"f\"><param ", "```", "{\"name\":", "[{", "\nAction:",
    ];

    private static void ReadsRepeated(string opener, int length)
    {
        var text = new StringBuilder(length + opener.Length);
        while (text.Length < length) text.Append(opener);
        var hostile = text.ToString();
        foreach (var format in ReplyFormats.All)
        {
            AssertTrue(hostile, format.Parser.Parse(hostile), format.Name);
        }
        AssertTrue(hostile, ReplyFormats.Auto.Parser.Parse(hostile), "auto");
    }
}
