using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Tests.Conversations.Formats;

public class ReferenceJsonTests
{
    private static ArgumentValue Json(string text) => JsonParse.Of(text, JsonDialect.Python).Value!;

    [Fact]
    public void EveryReferenceComesBack() => NounGenerators.Holds(NounGenerators.Reference, reference =>
        Assert.Equal(reference, ReferenceJson.Read(Json(ReferenceJson.Write(reference).ToString()))));

    [Fact]
    public void EveryValueComesBackThroughMarks() => NounGenerators.Holds(NounGenerators.AnyValue, value =>
    {
        var written = PythonMarks.Write(value);
        Assert.True(ArgumentJson.CanCarry(written));
        Assert.Equal(value, PythonMarks.Read(Json(written.ToString())));
    });

    [Theory]
    [InlineData("""{"kind": "accepted-calls", "category": "live_parallel", "calls": [{"f": {"x": [1]}}]}""")]
    [InlineData("""{"kind": "accepted-calls", "matching": "parallel", "calls": [{"name": "f", "parameters": {"x": [1]}}]}""")]
    public void AcceptedCallsAreWrittenInTwoWays(string json)
    {
        var expected = new AcceptedCalls([new("f", [new("x", [new IntegerValue(1)])])], CallMatching.Parallel);
        Assert.Equal(expected, ReferenceJson.Read(Json(json)));
    }

    [Fact]
    public void GoldCallsTakeObjectsAndTexts()
    {
        var gold = ReferenceJson.Read(Json("""{"kind": "gold-calls", "calls": [{"name": "f", "arguments": {"x": 1.0}}, {"name": "g", "arguments": "{\"a\": 1,}"}]}"""));
        Assert.Equal(new GoldCalls([new("f", "{\"x\":1.0}"), new("g", "{\"a\": 1,}")]), gold);
    }

    [Theory]
    [InlineData("""{"kind": "nothing"}""", "case.json: kind: expected \"accepted-calls\", \"gold-calls\", \"any-of\", \"no-call\", \"per-turn\" or \"expected-results\", found the text \"nothing\".")]
    [InlineData("""{"calls": []}""", "case.json: \"kind\" is missing.")]
    [InlineData("""{"kind": "accepted-calls", "calls": []}""", "case.json: \"matching\" (simple, multiple or parallel) or \"category\" is missing.")]
    [InlineData("""{"kind": "any-of", "alternatives": []}""", "case.json: alternatives: expected at least one alternative, found an array of 0.")]
    [InlineData("""{"kind": "any-of", "alternatives": [{"kind": "gold-calls", "calls": [{"name": 1}]}]}""", "case.json: alternatives[0].calls[0].name: expected a text, found the number 1.")]
    public void WrongReferencesNameThePlace(string json, string message)
    {
        var error = Assert.Throws<DataFormatException>(() => ReferenceJson.Read(Json(json), "case.json"));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
