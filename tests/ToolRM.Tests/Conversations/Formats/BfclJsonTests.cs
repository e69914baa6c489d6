using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Tests.Conversations.Formats;

public class BfclJsonTests
{
    private static ArgumentValue Json(string text) => JsonParse.Of(text, JsonDialect.Python).Value!;

    [Theory]
    [InlineData("simple_python_0", "simple_python")]
    [InlineData("live_multiple_3-1-0", "live_multiple")]
    [InlineData("live_parallel_multiple_21-18-0", "live_parallel_multiple")]
    [InlineData("simple_java_12@2024-08", "simple_java")]
    [InlineData("multi_turn_base_5", "multi_turn_base")]
    [InlineData("format_sensitivity_0:json_tag=False:parallel_7", "parallel")]
    [InlineData("irrelevance_1", "irrelevance")]
    [InlineData("noNumber", "noNumber")]
    public void CategoryStandsBeforeTheNumber(string id, string category) => Assert.Equal(category, BfclJson.CategoryOf(id));

    // tools-and-data 1.3: the name is tested for "parallel" before "multiple"; 1.2 item 1: "javascript" before "java".
    [Theory]
    [InlineData("simple_python", CallMatching.Simple, SourceLanguage.Python)]
    [InlineData("multiple", CallMatching.Multiple, SourceLanguage.Python)]
    [InlineData("live_parallel_multiple", CallMatching.Parallel, SourceLanguage.Python)]
    [InlineData("simple_java", CallMatching.Simple, SourceLanguage.Java)]
    [InlineData("simple_javascript", CallMatching.Simple, SourceLanguage.JavaScript)]
    public void CategoryGivesMatchingAndLanguage(string category, CallMatching matching, SourceLanguage language)
    {
        Assert.Equal(matching, BfclJson.MatchingOf(category));
        Assert.Equal(language, BfclJson.LanguageOf(category));
    }

    [Fact]
    public void AcceptedCalls_KeepIntegersFloatsAndTheEmptyMarker()
    {
        var accepted = BfclJson.ReadAcceptedCalls(Json("""[{"f": {"x": [1, 1.0], "y": ["a", ""], "z": [{"k": [true]}]}}]"""), "parallel");

        var parameters = Assert.Single(accepted.Calls).Parameters;
        Assert.Equal([new IntegerValue(1), ArgumentValue.Of(1.0)], parameters[0].Values);
        Assert.Equal([ArgumentValue.Of("a"), ArgumentValue.Of("")], parameters[1].Values);
        Assert.IsType<MapValue>(parameters[2].Values[0]);
        Assert.Equal(CallMatching.Parallel, accepted.Matching);
        Assert.Equal("""[{"f":{"x":[1,1.0],"y":["a",""],"z":[{"k":[true]}]}}]""", BfclJson.WriteAcceptedCalls(accepted).ToString());
    }

    [Fact]
    public void Documents_KeepTypeWords()
    {
        var tool = Assert.Single(BfclJson.ReadDocuments(Json(
            """[{"name": "a.b", "description": "d", "parameters": {"type": "dict", "properties": {"x": {"type": "ArrayList"}}, "required": []}}]""")));
        Assert.Equal("""{"type":"dict","properties":{"x":{"type":"ArrayList"}},"required":[]}""", tool.Parameters.Text);
        Assert.Equal("a.b", tool.Name);
    }

    [Fact]
    public void Question_HasTurnsAndPrompt()
    {
        var question = BfclJson.ReadQuestion(Json(
            """{"id": "multiple_1", "question": [[{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]], "function": [{"name": "f", "parameters": {"type": "dict"}}]}"""));
        Assert.Equal("multiple", question.Category);
        Assert.Equal([new SystemMessage("s"), new UserMessage("u")], question.Prompt.Messages);
        Assert.Equal("f", Assert.Single(question.Prompt.Tools).Name);
    }

    [Theory]
    [InlineData("""[{"f": {"x": 3}}]""", "rows.jsonl:7: [0].f.x: expected an array of accepted values, found the number 3.")]
    [InlineData("""[{"f": {}, "g": {}}]""", "rows.jsonl:7: [0]: expected an object with one key, the function's name, found an object with \"f\", \"g\".")]
    [InlineData("{}", "rows.jsonl:7: expected an array, found an empty object.")]
    public void WrongAnswersNameThePlace(string json, string message)
    {
        var error = Assert.Throws<DataFormatException>(() => BfclJson.ReadAcceptedCalls(Json(json), "simple", "rows.jsonl:7"));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("docs/formats.md", error.Message, StringComparison.Ordinal);
    }
}
