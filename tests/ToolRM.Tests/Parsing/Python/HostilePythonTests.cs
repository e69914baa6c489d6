using System.Text;
using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Parsing.Bfcl;
using ToolRM.Parsing.Python;

namespace ToolRM.Tests.Parsing.Python;

/// <summary>Replies of some hundred kilobytes that once overflowed the stack, ran for hours or filled the memory.</summary>
public class HostilePythonTests
{
    /// <summary>A chain of 999 operators on each of the six levels, and that in twenty brackets: six thousand levels each.</summary>
    private static string DeepChains(string innermost)
    {
        var text = innermost;
        for (var bracket = 0; bracket < 20; bracket++)
        {
            var builder = new StringBuilder("(").Append(text).Append(')');
            foreach (var symbol in (string[])["*", "+", "<<", "&", "^", "|"])
            {
                for (var i = 0; i < 999; i++) builder.Append(symbol).Append('1');
            }
            text = builder.ToString();
        }
        return text;
    }

    public static TheoryData<string> Values =>
    [
        DeepChains("1"),
        DeepChains("g()"),
        "h(" + DeepChains("1") + ")",
        "x[" + DeepChains("1") + "]",
        "{" + DeepChains("1") + ": 1}",
        "1" + string.Concat(Enumerable.Repeat("<<65536", 2000)),
        "9**4000" + string.Concat(Enumerable.Repeat("*9**4000", 300)),
        "[[[[0]*1000]*1000]*1000]*1000",
        string.Concat(Enumerable.Repeat("(", 190)) + "1" + string.Concat(Enumerable.Repeat("**2**2)", 190)),
        "x" + string.Concat(Enumerable.Repeat(".y", 900)) + string.Concat(Enumerable.Repeat("[0]", 900)),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void IsRefused_ByEveryReader(string value)
    {
        var reply = $"[f(a={value})]";
        Assert.Equal(ReplyStatus.Malformed, Expect.Parse("pythonic", reply).Status);
        TotalityTests.AssertTrue(reply, ReplyFormats.Auto.Parser.Parse(reply), "auto");
        Assert.Null(PythonCallDecoder.Decode(reply, new()).Decoded);
        Assert.Null(PythonCallDecoder.Decode(reply, new(), PythonCallRules.Release2024).Decoded);
        Assert.Null(PythonLiteral.Read(value, new(), out _));
    }

    /// <summary>Each call alone is within bounds; together they are a gigabyte.</summary>
    [Theory]
    [InlineData("pythonic", "f(a='x'*900000)\n")]
    [InlineData("nemotron", "<TOOLCALL>[f(a='x'*900000)]</TOOLCALL>")]
    [InlineData("minicpm3", "<|tool_call_start|>f(a=[[0]*300]*3000)<|tool_call_end|>")]
    [InlineData("bfcl-concise-xml", "<function name=\"f\"><param name=\"a\" type=\"array\">['x'*900000]</param></function>")]
    [InlineData("hermes", "<tool_call>{'name': 'f', 'arguments': {'a': 'x'*900000}}</tool_call>")]
    [InlineData("pythonic", "f(a=9**4000)\n")]
    public void ManyCalls_ShareOneBudget(string format, string call)
    {
        var reply = Expect.Parse(format, string.Concat(Enumerable.Repeat(call, 500)));
        Assert.Equal(ReplyStatus.Malformed, reply.Status);
        Assert.NotEmpty(reply.Calls);
        Assert.InRange(reply.Calls.Sum(read => (long)read.Call.ArgumentsText.Length), 0, 3 * PythonBudget.Whole);
    }

    [Fact]
    public void ManyParameters_ShareOneBudget()
    {
        var parameters = string.Concat(Enumerable.Range(0, 500).Select(i => $"<parameter=p{i}>['x'*900000]</parameter>"));
        var tool = Expect.Tool("f", [.. Enumerable.Range(0, 500).Select(i => ($"p{i}", "array"))]);
        var reply = Expect.Parse("qwen3-coder", $"<tool_call><function=f>{parameters}</function></tool_call>", [tool]);
        Assert.InRange(reply.Calls.Sum(read => (long)read.Call.ArgumentsText.Length), 0, 3 * PythonBudget.Whole);
    }

    [Fact]
    public void ManyCalls_ShareOneBudget_InTheDecoders()
    {
        var calls = string.Join(", ", Enumerable.Repeat("f(a='x'*1000000)", 500));
        Assert.Null(BfclDecoders.Find("prompt")!.Decode(ArgumentValue.Of($"[{calls}]"), SourceLanguage.Python).Decoded);
    }

    /// <summary>What models do write stays readable: a long sum, a deep list, a filled list.</summary>
    [Theory]
    [InlineData("[f(a=2*60*60)]", "f{\"a\":7200}")]
    [InlineData("[f(a=[0]*3)]", "f{\"a\":[0,0,0]}")]
    public void OrdinaryArithmetic_IsRead(string text, string line) => Expect.Reads("pythonic", text, line);

    [Fact]
    public void ASumOf300_IsRead() => Expect.Reads("pythonic", $"f(a={string.Join('+', Enumerable.Repeat("1", 300))})", "f{\"a\":300}");
}
