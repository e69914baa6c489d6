using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Conversations;

public class CallKeyTests
{
    [Fact]
    public void KeyIsSortedCanonicalJson() => Assert.Equal(
        """[{"name":"f","arguments":{"a":1,"b":[true,"é"]}},{"name":"f","text":"{a: 1}"}]""",
        CallKey.Of([new("f", "{a: 1}", "call_1"), new("f", """{ "b": [true, "\u00e9"], "a": 1.0 }""")]));

    [Fact]
    public void NoCalls_HaveAKeyToo() => Assert.Equal("[]", CallKey.Of([]));

    [Theory]
    [InlineData("""{"a":1,"b":{"c":2,"d":3}}""", """{"b": {"d": 3.0, "c": 2e0}, "a": 10e-1}""")]
    [InlineData("""{"a":0}""", """{"a":-0.0}""")]
    [InlineData("""{"a":10000000000000000000000}""", """{"a":1e22}""")]
    [InlineData("""{"a":"/"}""", """{"a":"\/"}""")]
    public void SameArguments_OtherSpelling_SameKey(string one, string other) =>
        Assert.Equal(CallKey.Of([new("f", one)]), CallKey.Of([new("f", other)]));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":1}""", """{"a":true}""")]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992.0}""")] // the float cannot hold the odd one
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"a":2}""", """{"a":1,"a":2}""")] // a repeated key is no strict JSON
    [InlineData("\"x\"", "x")]                       // a JSON text against a text that is no JSON
    [InlineData("""{"a":"\ud800"}""", """{"a":"\\ud800"}""")]
    public void OtherArguments_OtherKey(string one, string other) =>
        Assert.NotEqual(CallKey.Of([new("f", one)]), CallKey.Of([new("f", other)]));

    [Fact]
    public void ACallThatStandsTwice_CountsTwice() =>
        Assert.NotEqual(CallKey.Of([new("f", "{}")]), CallKey.Of([new("f", "{}"), new("f", "{}")]));

    [Fact]
    public void RespellingAndReordering_KeepTheKey() => NounGenerators.Holds(
        from calls in NounGenerators.ListOf(NounGenerators.Call, most: 4) from seed in Gen.Choose(0, 1000) select (calls, seed),
        item => Assert.Equal(
            CallKey.Of(item.calls),
            CallKey.Of(item.calls.Select(call => CallSpelling.Respell(call, item.seed)).Reverse().ToValueList())));

    [Fact]
    public void EqualKeys_MeanJsonEqualArguments() => NounGenerators.Holds(
        from one in NounGenerators.Map from other in NounGenerators.Map select (one, other),
        item => Assert.Equal(
            JsonEquality.AreEqual(item.one, item.other),
            CallKey.Of([ToolCall.Of("f", item.one)]) == CallKey.Of([ToolCall.Of("f", item.other)])));
}
