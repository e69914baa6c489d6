using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Evaluation.Building;
using ToolRM.Parsing.Bfcl;
using ToolRM.Preferences;
using ToolRM.Verification;

namespace ToolRM.Tests.Evaluation.Building;

/// <summary>From raw outputs to pairs, on questions of our own.</summary>
public class BenchmarkBuildTests
{
    private const string Boil = """[{"name": "egg.boil", "description": "", "parameters": {"type": "dict", "properties": {"eggs": {"type": "integer"}, "pan": {"type": "string"}}, "required": ["eggs"]}}]""";

    [Fact]
    public void RightOutput_GivesNoPair_WrongOneDoes_WithItsLabel()
    {
        var build = Build(Question("simple_0", "Boil 2"), Question("simple_1", "Boil 2 now"));
        Add(build, "simple_0", "a", "[egg.boil(eggs=2)]");
        Add(build, "simple_1", "a", "[egg.boil(eggs=3)]");
        var pair = Assert.Single(build.Pairs(new()));
        Assert.Equal(("simple_1", "incorrect_parameter_value", "a"), (pair.Id, pair.ErrorLabel, pair.Generator));
        // The first accepted value; pan may be left out, so it is.
        Assert.Equal([new ToolCall("egg.boil", """{"eggs":2}""")], pair.Chosen);
        Assert.Equal([new ToolCall("egg.boil", """{"eggs":3}""")], pair.Rejected!.Value);
        Assert.Equal((2, 1, 1), (build.Counts["outputs"], build.Counts["right"], build.Counts["wrong"]));
    }

    [Fact]
    public void UndecodableOutput_KeepsItsText()
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Add(build, "simple_0", "a", "I boil them.");
        var pair = Assert.Single(build.Pairs(new()));
        Assert.Null(pair.Rejected);
        Assert.Equal(("I boil them.", "incorrect_output_format"), (pair.RejectedText, pair.ErrorLabel));
    }

    [Theory]
    [InlineData("[]", "an empty list")]
    [InlineData("[egg.boil(eggs=2.0)]", "right but for 1 against 1.0")]
    [InlineData("[egg_boil(eggs=2)]", "a name that differs by a dot only")]
    public void WhatMakesNoPair(string output, string why)
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Add(build, "simple_0", "a", output);
        Assert.Equal(1, build.Counts["wrong"]);
        var error = Assert.Throws<DataFormatException>(() => build.Pairs(new()));
        Assert.True(error.Message.Contains("found none", StringComparison.Ordinal), why);
        Assert.Single(Assert.Single(build.Pools()).Candidates); // it is in the pool
    }

    [Fact]
    public void ModelsThatCannotWriteDots_GetTheDottedNameBack()
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Add(build, "simple_0", "a", """[{"egg_boil": "{\"eggs\": 2}"}]""", "openai-fc", underscoreNames: true);
        Add(build, "simple_0", "b", """[{"egg_boil": "{\"eggs\": 9}"}]""", "openai-fc", underscoreNames: true);
        Assert.Equal(1, build.Counts["right"]);
        Assert.Equal("egg.boil", Assert.Single(build.Pairs(new())).Rejected!.Value[0].Name);
    }

    [Fact]
    public void Pools_HoldOneCandidateAnOutput_WithVerdictsUnderTheSameIds()
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Add(build, "simple_0", "a", "[egg.boil(eggs=2)]");
        Add(build, "simple_0", "b", "[egg.boil(eggs=2)]");
        Add(build, "simple_0", "c", "no");
        var group = Assert.Single(build.Pools());
        Assert.Equal(["a@r", "b@r", "c@r"], group.Candidates.Select(candidate => candidate.Source));
        Assert.Equal(["", "", "no"], group.Candidates.Select(candidate => candidate.Text));
        Assert.IsType<AcceptedCalls>(group.Reference);
        Assert.Equal(group, CandidatesJson.Read(CandidatesJson.Write(group)));
        Assert.Equal(
            [("simple_0/0", VerdictStatus.Pass), ("simple_0/1", VerdictStatus.Pass), ("simple_0/2", VerdictStatus.Fail)],
            build.Verdicts().Select(verdict => (verdict.Key, verdict.Value.Status)));
    }

    [Fact]
    public void Irrelevance_EveryCallFails_EveryAbstentionPasses()
    {
        var question = new BenchmarkQuestion("irrelevance_0", "g", "irrelevance", Prompt("Sing"), Prompt("Sing").Tools, accepted: null);
        var build = Build(question);
        Add(build, question.Id, "a", "[egg.boil(eggs=2)]");
        Add(build, question.Id, "b", "I cannot sing.");
        Add(build, question.Id, "c", "[]");
        Assert.Empty(build.Pools());
        Assert.IsType<NoCall>(Assert.Single(build.Irrelevance()).Reference);
        Assert.Equal([VerdictStatus.Fail, VerdictStatus.Pass, VerdictStatus.Pass], build.Verdicts().Select(verdict => verdict.Value.Status));
    }

    [Fact]
    public void SameModelAndRunTwice_IsAnError()
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Add(build, "simple_0", "a", "[]");
        Assert.Contains("found a second one", Assert.Throws<DataFormatException>(() => Add(build, "simple_0", "a", "[]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsToOtherQuestions_AreCounted()
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Assert.False(Add(build, "simple_9", "a", "[]"));
        Assert.Equal(1, build.Counts["without a question"]);
    }

    [Fact]
    public void Pairs_ReadBackAsPairs()
    {
        var build = Build(Question("simple_0", "Boil 2"));
        Add(build, "simple_0", "a", "[egg.boil(eggs=3)]");
        var pair = Assert.Single(build.Pairs(new()));
        Assert.Equal(pair, PairJson.Read(PairJson.Write(pair)));
    }

    [Theory]
    [InlineData("simple_java_0", "java", """{"n": [5], "s": ["a b"], "b": [true]}""", """{"n":"5","s":"a b","b":"true"}""")]
    [InlineData("simple_0", "python", """{"d": [{"x": [1, 2], "y": ["", 3]}]}""", """{"d":{"x":1}}""")]
    [InlineData("simple_0", "python", """{"l": [[{"x": [1]}, {"x": [2]}]]}""", """{"l":[{"x":1},{"x":2}]}""")]
    public void ChosenCalls_TakeTheFirstAcceptedValue(string id, string language, string answer, string expected)
    {
        var types = language == "java"
            ? """{"n": {"type": "integer"}, "s": {"type": "String"}, "b": {"type": "boolean"}}"""
            : """{"d": {"type": "dict", "properties": {}}, "l": {"type": "array", "items": {"type": "dict"}}}""";
        var documents = BfclJson.ReadDocuments(Value($$"""[{"name": "f", "parameters": {"type": "dict", "properties": {{types}}, "required": []} }]"""));
        var accepted = BfclJson.ReadAcceptedCalls(Value($$"""[{"f": {{answer}} }]"""), BfclJson.CategoryOf(id));
        var question = new BenchmarkQuestion(id, "g", BfclJson.CategoryOf(id), new([], documents), documents, accepted);
        Assert.Equal([new ToolCall("f", expected)], ChosenCalls.Build(question)!.Value);
    }

    private static BenchmarkBuild Build(params BenchmarkQuestion[] questions) => new(questions);

    private static Conversation Prompt(string text) => new([new UserMessage(text)], BfclJson.ReadDocuments(Value(Boil)));

    private static BenchmarkQuestion Question(string id, string text) => new(
        id, text, "simple", Prompt(text), Prompt(text).Tools,
        BfclJson.ReadAcceptedCalls(Value("""[{"egg.boil": {"eggs": [2, 4], "pan": ["small", ""]}}]"""), "simple"));

    private static bool Add(BenchmarkBuild build, string id, string model, string output, string decoder = "prompt", bool underscoreNames = false) => build.Add(
        id, model, "r", decoder == "prompt" ? ArgumentValue.Of(output) : Value(output), BfclDecoders.Find(decoder)!.Decode, underscoreNames, "outputs.json:1");

    private static ArgumentValue Value(string json) => JsonParse.Of(json).Value!;
}
