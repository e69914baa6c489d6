using ToolRM.Conversations;
using ToolRM.Evaluation.Conformance;
using ToolRM.Parsing.Bfcl;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Evaluation.Conformance;

/// <summary>Agreement with the original decoder and checker on real outputs; the rows stay in the data kit.</summary>
[Trait("Lane", "Slow")]
public class ConformanceTests
{
    [DataKitFact]
    public void EveryVerdictOnStoredCallsIsTheOriginals()
    {
        var report = Run(ConformanceSource.Decoded);
        Assert.True(report.Rows > 50_000, $"only {report.Rows} rows");
        Assert.Empty(report.Differences);
    }

    [DataKitFact]
    public void FromRawOutputEveryRowOfAnyLanguageAgrees()
    {
        var report = Run(ConformanceSource.Raw);
        Assert.True(report.Rows > 55_000, $"only {report.Rows} rows");
        Assert.Empty(report.Differences);
    }

    private static ConformanceReport Run(ConformanceSource source) => ConformanceCheck.Run(Path.Combine(DataKitFactAttribute.Folder, "fcrb-dev"), source);
}

/// <summary>What the 2024 handlers do to a reply before the common parser sees it; texts are our own.</summary>
public class ReleaseHandlersTests
{
    [Theory]
    [InlineData("OpenAIHandler", "[f(a=1)]", """[{"f":{"a":1}}]""")]
    [InlineData("OpenAIHandler", "f(a=1)", null)] // a call alone had no list to look into
    [InlineData("ClaudePromptingHandler", "f(a=1)", """[{"f":{"a":1}}]""")]
    [InlineData("MistralHandler", @"[find\_it(a=1)]", """[{"find_it":{"a":1}}]""")]
    [InlineData("LlamaHandler", "\n\n[f({'a': 1})]", """["f({'a': 1})"]""")] // a call without keywords became its source
    [InlineData("ArcticHandler", "['f(a=1)',\n'g(b=2)']", """[{"f":{"a":1}},{"g":{"b":2}}]""")]
    [InlineData("DatabricksHandler", "['f'(a='X', b=1)]", """[{"f":{"a":"X","b":1}}]""")]
    [InlineData("DatabricksHandler", "[f(a='New York')]", """[{"f":{"a":"New York"}}]""")]
    [InlineData("NvidiaHandler", "['f(a=1)']\n", """[{"f":{"a":1}}]""")]
    [InlineData("GemmaHandler", "Sure. [f(a=1)] Done.", """[{"f":{"a":1}}]""")]
    [InlineData("DeepseekHandler", "```python\n [f(a=1)]\n```\nand ```x```", """[{"f":{"a":1}}]""")]
    [InlineData("GLMHandler", "f\n{\"a\": 1}", """[{"f":{"a":1}}]""")]
    [InlineData("HermesHandler", "<tool_call>\n{'name': 'f', 'arguments': {'a': 1}}\n</tool_call>", """[{"f":{"a":1}}]""")]
    [InlineData("HermesHandler", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"it's\"}}\n</tool_call>", null)]
    [InlineData("NexusHandler", "f(a=1); g(b=2);", """[{"f":{"a":1}},{"g":{"b":2}}]""")]
    [InlineData("xLAMHandler", """{"tool_calls": [{"name": "f", "arguments": {"a": 1}}]}""", """[{"f":{"a":1}}]""")]
    [InlineData("GraniteHandler", """<function_call> {"name": "f", "arguments": {"a": 1}}""", """[{"f":{"a":1}}]""")]
    public void DecodesATextAsTheHandlerDid(string handler, string text, string? decoded) =>
        Assert.Equal(decoded, ReleaseHandlers.Decode(handler, "model", ArgumentValue.Of(text), SourceLanguage.Python).Decoded?.ToString());

    [Fact]
    public void ATextFromAModelWithNativeCallsIsRefused() =>
        Assert.Null(ReleaseHandlers.Decode("MistralHandler", "some-model-FC-Auto", ArgumentValue.Of("[f(a=1)]"), SourceLanguage.Python).Decoded);
}
