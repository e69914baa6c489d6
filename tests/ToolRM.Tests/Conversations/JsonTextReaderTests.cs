using ToolRM.Conversations;

namespace ToolRM.Tests.Conversations;

public class JsonTextReaderTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("-0", "0")]
    [InlineData("1e5", "100000.0")]
    [InlineData("1E-05", "1e-05")]
    [InlineData("1e15", "1000000000000000.0")]
    [InlineData("1234567890123456.5", "1234567890123456.5")]
    [InlineData("1e16", "1e+16")]
    [InlineData("-12345678901234567890.0", "-1.2345678901234567e+19")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001234", "1.234e-05")]
    [InlineData("1e300", "1e+300")]
    [InlineData("0.0", "0.0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("[1, [ ], { }]", "[1,[],{}]")]
    [InlineData("{\"a\": \"\\u00e9\\n\\ud83d\\ude00\", \"b\": null}", "{\"a\":\"é\\n😀\",\"b\":null}")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    public void ReadsAndWrites(string text, string written) => Assert.Equal(written, JsonParse.Of(text).Value?.ToString());

    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"a\": 1,}", 8)]
    [InlineData("{\"a\": 1, \"a\": 2}", 9)]
    [InlineData("[1 2]", 3)]
    [InlineData("01", 1)]
    [InlineData("NaN", 0)]
    [InlineData("\"a", 2)]
    [InlineData("\"\\x\"", 1)]
    [InlineData("1.", 2)]
    [InlineData("-", 0)]
    public void RefusesWithPosition(string text, int position)
    {
        var parse = JsonParse.Of(text);
        Assert.Null(parse.Value);
        Assert.Equal(position, parse.Error!.Position);
    }

    [Fact]
    public void AMillionBracketsAreAnErrorNotAStackOverflow()
    {
        var parse = JsonParse.Of(new string('[', 1_000_000));
        Assert.Contains("nested deeper", parse.Error!.Message, StringComparison.Ordinal);
    }
}
