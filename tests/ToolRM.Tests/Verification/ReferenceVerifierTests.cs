using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Tests.Verification;

public class ReferenceVerifierTests
{
    private static readonly AcceptedCalls Accepted = new([new("m.f", [new("a", [ArgumentValue.Of(1.5)])])], CallMatching.Simple);

    private static VerdictStatus Verify(Reference reference, string name, string arguments, string schema) => new ReferenceVerifier()
        .Verify(new([], [new("m.f", null, JsonText.Parse(schema))]), new Candidate("c", "", [new ToolCall(name, arguments)]), reference).Status;

    private const string Bfcl = """{"type": "dict", "properties": {"a": {"type": "float"}}, "required": ["a"]}""";

    [Fact]
    public void AJsonSchemasWordsHaveBfclsMeaning()
    {
        Assert.Equal(VerdictStatus.Pass, Verify(Accepted, "m.f", """{"a": 1.5}""", """{"type": "object", "properties": {"a": {"type": "number"}}}"""));
        Assert.Equal(VerdictStatus.Pass, Verify(Accepted, "m.f", """{"a": 1.5}""", """{"type": "object", "properties": {"a": {"type": ["number", "null"]}}}"""));
        // In BFCL's own documents the word is unknown, as in the original.
        Assert.Equal(VerdictStatus.Undecided, Verify(Accepted, "m.f", """{"a": 1.5}""", """{"type": "dict", "properties": {"a": {"type": "number"}}}"""));
    }

    [Fact]
    public void UnderscoreNamesComeWithTheReference()
    {
        var underscore = Accepted with { UnderscoreNames = true };
        Assert.Equal(VerdictStatus.Fail, Verify(Accepted, "m_f", """{"a": 1.5}""", Bfcl));
        Assert.Equal(VerdictStatus.Pass, Verify(underscore, "m_f", """{"a": 1.5}""", Bfcl));
        Assert.Equal(VerdictStatus.Fail, Verify(underscore, "m.f", """{"a": 1.5}""", Bfcl));
    }

    [Fact]
    public void AlternativesAreLookedIntoAtAnyDepth() =>
        Assert.Equal(VerdictStatus.Pass, Verify(new AnyOf([new NoCall(), new AnyOf([new AnyOf([Accepted])])]), "m.f", """{"a": 1.5}""", Bfcl));

    [Fact]
    public void ReferencesToTrajectoriesAreNotJudged() =>
        Assert.Equal(VerdictStatus.Undecided, Verify(new PerTurn([Accepted]), "m.f", """{"a": 1.5}""", Bfcl));

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, "relevance_error:decoder_failed")]
    [InlineData("[]", false, null)]
    [InlineData("""[{"f": {}}]""", false, "irrelevance_error:decoder_success")]
    [InlineData("""[{"f": {}}]""", true, null)]
    [InlineData("""["f"]""", false, null)]
    public void RelevanceAsksOnlyWhetherThereIsACall(string? decoded, bool callExpected, string? errorType) =>
        Assert.Equal(errorType, RelevanceChecker.Check(decoded is null ? null : JsonParse.Of(decoded).Value, callExpected).ErrorType);

    [Fact]
    public void AToolMessageHasNoTextOfItsOwn()
    {
        var message = new ToolMessage(new ToolResult("old", ToolStatus.Ok));
        Assert.Equal("new", (message with { Result = new ToolResult("new", ToolStatus.Ok) }).Text);
        Assert.Equal(new ToolMessage(new ToolResult("new", ToolStatus.Ok)), message with { Text = "new" });
    }
}
