using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;
using static ToolRM.Tests.Verification.Schemas.SchemaTesting;

namespace ToolRM.Tests.Verification.Schemas;

public class SchemaVerifierTests
{
    private static readonly SchemaVerifier Verifier = new();

    private static readonly ToolDefinition Search = Tool("""
        {"type":"object","required":["query"],"properties":{
          "query":{"type":"string"},
          "filters":{"type":"object","properties":{"min_price":{"type":"number"}},"required":["min_price"],"additionalProperties":false},
          "tags":{"type":"array","items":{"type":"string"}}}}
        """, "search");

    private static Verdict Verify(params ToolCall[] calls) =>
        Verifier.Verify(new Conversation([], [Search]), new Candidate("c", "", calls.ToValueList()), null);

    [Fact]
    public void NoCalls_Pass() => Assert.Same(Verdict.Pass, Verify());

    [Fact]
    public void EveryFinding_SaysWhereAndWhat()
    {
        var verdict = Verify(
            new ToolCall("search", """{"filters":{"min_price":"5","max":1},"tags":["a",2],"sort":"up"}"""),
            new ToolCall("find", "{}"));
        Assert.Equal(VerdictStatus.Fail, verdict.Status);
        Assert.Equal("schema:missing_required", verdict.ErrorType);
        Assert.Equal(
        [
            "0 query MissingRequiredParameter string null",
            "0 filters.min_price IncorrectParameterType number string \"5\"",
            "0 filters.max IncorrectParameterValue one of [\"min_price\"] 1",
            "0 tags[1] IncorrectParameterType string integer 2",
            "0 sort UnexpectedParameter one of [\"query\",\"filters\",\"tags\"] \"up\"",
            "1  IncorrectFunctionName one of [\"search\"] find",
        ],
        verdict.Findings.Select(f => $"{f.CallIndex} {f.ArgumentPath} {f.Label} {f.Expected} {f.Found ?? "null"}"));
    }

    [Theory]
    [InlineData("{\"query\":}", "schema:arguments_not_json")]
    [InlineData("", "schema:arguments_not_json")]
    [InlineData("{\"query\":\"a\",\"query\":\"a\"}", "schema:duplicate_key")]
    [InlineData("[\"a\"]", "schema:arguments_not_object")]
    [InlineData("null", "schema:arguments_not_object")]
    public void ArgumentsThatAreNoObject_AreAnIncorrectFormat(string arguments, string code)
    {
        var verdict = Verify(new ToolCall("search", arguments));
        Assert.Equal((code, ErrorLabel.IncorrectOutputFormat), (verdict.ErrorType!, verdict.Findings[0].Label!.Value));
    }

    [Fact]
    public void KeyOrderAndWhiteSpace_DoNotMatter() =>
        Assert.Same(Verdict.Pass, Verify(new ToolCall("search", " { \"tags\" : [ ] ,\n\"query\":\"x\" } ")));

    [Theory]
    [InlineData("""{"properties":{"a":{}}}""", "schema:unexpected_param")]
    [InlineData("""{"type":"object"}""", "schema:unexpected_param")]
    [InlineData("{}", "schema:unexpected_param")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":true}""", null)]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":{"type":"string"}}""", "schema:type")]
    [InlineData("""{"required":["x"]}""", null)]                                        // named, if only as required
    [InlineData("""{"allOf":[{"properties":{"x":{}}}]}""", null)]                       // named one level down
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"properties":{"x":{}}}}}""", null)]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"properties":{"y":{}}}}}""", "schema:unexpected_param")]
    [InlineData("""{"patternProperties":{"^x":{}}}""", null)]
    [InlineData("""{"if":{},"then":{"properties":{"x":{}}}}""", null)]                  // not checked, so the names are not known
    public void UnnamedArguments_AreRefusedAtTheTop_UnlessTheSchemaRulesOnThem(string schema, string? code)
    {
        Assert.Equal(code, OnArguments(schema, """{"x":1}""").ErrorType);
        var open = OnArguments(schema, """{"x":1}""", AsSchema).ErrorType;
        Assert.Equal(code == "schema:type" ? code : null, open);
    }

    [Fact]
    public void KeywordsThatAreNotChecked_AreListed_AnnotationsAreNot()
    {
        const string Schema = """
            {"type":"object","title":"t","properties":{"a":{"type":"string","format":"date","description":"d","default":"x","x-order":1},
             "b":{"contains":{},"if":{},"optional":true}},"unevaluatedProperties":false}
            """;
        var verdict = OnArguments(Schema, "{}");
        Assert.Equal(VerdictStatus.Pass, verdict.Status);
        Assert.Equal(["contains", "format", "if", "optional", "unevaluatedProperties"], verdict.IgnoredKeywords);
        Assert.Equal(verdict.IgnoredKeywords, OnArguments(Schema, """{"a":1}""").IgnoredKeywords);
    }

    [Fact]
    public void AnEnumThatNoValueOfTheTypeCanMeet_IsIgnored()
    {
        var verdict = OnParameter("""{"type":"array","items":{"type":"string"},"enum":["a","b"]}""", """["a"]""");
        Assert.Equal(VerdictStatus.Pass, verdict.Status);
        Assert.Equal(["enum"], verdict.IgnoredKeywords);
        Assert.Equal("schema:enum", OnParameter("""{"enum":[]}""", "1").ErrorType); // an empty one is as written
    }

    [Theory]
    [InlineData("[]", "the schema is array")]
    [InlineData("""{"type":"str"}""", "at #/type: unknown type word \"str\"")]
    [InlineData("""{"properties":{"a/b":{"type":1}}}""", "at #/properties/a~1b/type: a type is a word, not 1")]
    [InlineData("""{"properties":{"a":[]}}""", "at #/properties/a: a schema is an object or a boolean, not array")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/none"}}}""", "at #/properties/a/$ref: #/$defs/none leads to no schema")]
    [InlineData("""{"properties":{"a":{"anyOf":[{},{"minLength":-1}]}}}""", "at #/properties/a/anyOf/1/minLength: minLength is a whole number")]
    [InlineData("""{"properties":{"a":{"multipleOf":0}}}""", "multipleOf is above 0")]
    [InlineData("""{"properties":{"a":{"$ref":"#/properties/a"}}}""", "go in a circle")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"$ref":"#/properties/b"}]},"b":{"not":{"$ref":"#/properties/a"}}}}""", "go in a circle")]
    [InlineData("""{"city":{"type":"string","description":"The city."}}""", "belongs under \"properties\"")]
    [InlineData("""{"type":"object","type":"object"}""", "stands twice")]
    public void ABrokenSchema_IsUndecided_AndSaysWhere(string schema, string defect)
    {
        var verdict = OnArguments(schema, "{}");
        Assert.Equal((VerdictStatus.Undecided, "defect:schema"), (verdict.Status, verdict.ErrorType));
        Assert.Contains(defect, verdict.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailureForCertain_OutweighsABrokenSchema()
    {
        var tools = new Conversation([], [Tool("""{"type":"str"}""", "broken")]);
        var broken = new ToolCall("broken", "{}");
        var verdict = Verifier.Verify(tools, new("c", "", [broken, new ToolCall("none", "{}")]), null);
        Assert.Equal((VerdictStatus.Fail, "schema:unknown_function"), (verdict.Status, verdict.ErrorType));
        Assert.Equal(VerdictStatus.Undecided, Verifier.Verify(tools, new("c", "", [broken, broken]), null).Status);
    }

    [Fact]
    public void NestedAlternatives_RunOutOfStepsInsteadOfTime()
    {
        // Each level tries both alternatives before it fails: 2^200 ways without the count of steps.
        const string Schema = """{"properties":{"a":{"$ref":"#/$defs/n"}},"$defs":{"n":{"anyOf":[{"items":{"$ref":"#/$defs/n"}},{"items":{"$ref":"#/$defs/n"}}],"type":"array"}}}""";
        var verdict = OnArguments(Schema, "{\"a\":" + new string('[', 200) + "1" + new string(']', 200) + "}");
        Assert.Equal((VerdictStatus.Undecided, "defect:schema_too_costly"), (verdict.Status, verdict.ErrorType));
    }

    [Fact]
    public void DeepArguments_OfARecursiveSchema_AreChecked()
    {
        const string Schema = """{"properties":{"a":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"array","items":{"$ref":"#/$defs/n"}}}}""";
        string Nested(string inner) => "{\"a\":" + new string('[', 500) + inner + new string(']', 500) + "}";
        Assert.Equal(VerdictStatus.Pass, OnArguments(Schema, Nested("")).Status);
        Assert.Equal("schema:type", OnArguments(Schema, Nested("1")).ErrorType);
    }

    [Fact]
    public void ALongChainOfReferences_IsADefect_NotAStackOverflow()
    {
        var chain = string.Join(",", Enumerable.Range(0, 50_000).Select(i => $$"""
            "n{{i}}":{"$ref":"#/$defs/n{{i + 1}}"}
            """));
        var schema = "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n0\"}},\"$defs\":{" + chain + ",\"n50000\":{}}}";
        Assert.Contains("deep", CompiledToolSchema.Compile(Tool(schema)).Defect, StringComparison.Ordinal);
    }

    [Fact]
    public void FindingsAreBounded()
    {
        var verdict = Verify(new ToolCall("search", "{\"query\":\"q\",\"tags\":[" + string.Join(",", Enumerable.Repeat("1", 5000)) + "]}"));
        Assert.Equal(100, verdict.Findings.Count);
    }

    [Fact]
    public void AValidCall_CostsNoMoreMemoryThanItsParse()
    {
        var schema = CompiledToolSchema.Compile(Search);
        var call = new ToolCall("search", """{"query":"q","filters":{"min_price":1.5},"tags":["a","b"]}""");
        long Measure(Action action)
        {
            for (var i = 0; i < 100; i++) action();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        var parse = Measure(() => call.ParseArguments());
        Assert.Equal(parse, Measure(() => schema.Verify(call)));
    }
}
