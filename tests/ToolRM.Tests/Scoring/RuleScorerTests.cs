using ToolRM.Conversations;
using ToolRM.Scoring;
using static ToolRM.Tests.Scoring.ScorerCases;

namespace ToolRM.Tests.Scoring;

public class RuleScorerTests
{
    [Fact]
    public void Shortest_IsMinusTheCanonicalLength_OrThatOfTheText() => Assert.Equal(
        [-38.0, -38.0, -5.0, 0.0], // [{"name":"f","arguments":{"count":1}}] has 38 characters
        Values("shortest", Reply("f", """{"count":1}"""), Reply("f", """{ "count" : 1.0 }"""), Text("Sorry"), Text("")));

    [Fact]
    public void FormatOnly_WeighsItsCues()
    {
        // [{"name":"f","arguments":{"count":1,"name":"x"}}]: 49 characters, 1 call, 2 arguments, one of two values is a text
        var score = Assert.IsType<Scored>(One("format-only", Reply("f", """{"name": "x", "count": 1}""")));
        Assert.Equal([new("characters", 49), new("calls", 1), new("arguments", 2), new("quoting", 0.5)], score.Components);
        Assert.Equal(-(0.49 + 1 + 0.5 + 0.5), score.Value, 12);
    }

    [Fact]
    public void Random_TiesEqualCallsOfOneGroup_AndNothingElse()
    {
        var values = Values("random", Reply("f", """{"count":1}"""), Reply("f", """{"count": 1.0}"""), Reply("f", """{"count":2}"""), Reply("g", "{}"));
        Assert.Equal(values[0], values[1]);
        Assert.Equal(3, values.Distinct().Count());
        Assert.All(values, value => Assert.InRange(value, 0, 1));
        var group = Group(Reply("f", "{}"));
        Assert.NotEqual(Score(Scorers.Create("random", 1)!, group), Score(Scorers.Create("random", 1)!, group with { Id = "another" }));
    }

    [Fact]
    public void Random_IsAboutUniform()
    {
        // Mean of 1000 draws: 0.5 with a deviation of 1 / sqrt(12 * 1000) = 0.009; five of them.
        var values = Values("random", [.. Enumerable.Range(0, 1000).Select(i => Reply("f", $$"""{"count": {{i}}}"""))]);
        Assert.InRange(values.Average(), 0.455, 0.545);
    }

    [Fact]
    public void Schema_CountsFindingsByKind()
    {
        var score = Assert.IsType<Scored>(One("schema", Reply("f", """{"ratio": "x", "flag": 3, "other": 1}""")));
        Assert.Equal(0, score.Value);
        Assert.Equal([new("missing-required", 1), new("type", 2), new("unexpected-param", 1)], score.Components);
        Assert.NotNull(score.Explanation);
    }

    [Fact]
    public void Schema_PassesWhatFits_AndWhatCallsNothing() => Assert.Equal(
        [1, 1, 1, 0, 0],
        Values("schema", Reply("f", """{"count": 1.0}"""), Text("I cannot do that."), Text("[f(count=1)]"), Text("[f(count=\"x\")]"), Text("<tool_call>{\"name\": \"f\"")));

    [Fact]
    public void Schema_CannotJudgeByABrokenSchema()
    {
        var group = Group(Reply("f", "{}"));
        var broken = new ToolDefinition("f", null, JsonText.Parse("""{"type": "object", "properties": {"a": {"type": "no such type"}}}"""));
        Assert.IsType<Unscored>(Score(Scorers.Create("schema", 0)!, group with { Prompt = new([], [broken]), Candidates = [Reply("f", """{"a": 1}""")] })[0]);
    }

    [Fact]
    public void Reference_JudgesByIt() => Assert.Equal(
        [1, 0, 0, 0],
        Values("reference", Reply("f", """{"count": 3}"""), Reply("f", """{"count": 4}"""), Text("No."), Text("<tool_call>{\"name\": \"f\"")));

    [Theory]
    [InlineData("""{"count": 1.0, "points": [1, 2]}""")] // BFCL's checker refuses both of them: 1.0 is no integer, and 1 no float in a list
    [InlineData("""{"count": 1, "points": [1.0, 2.0]}""")]
    public void Reference_DoesNotTellOneFromOnePointZero(string arguments)
    {
        var accepted = new AcceptedCalls([new("f", [new("count", [ArgumentValue.Of(1)]), new("points", [Value("[1.0, 2.0]")])])], CallMatching.Simple);
        Assert.Equal(1, Assert.IsType<Scored>(Score(Scorers.Create("reference", 0)!, Group(Reply("f", arguments)) with { Reference = accepted })[0]).Value);
    }

    [Fact]
    public void Reference_JudgesByItsOwnDocuments_WhereItHasThem()
    {
        // BFCL offers Java tools with texts for every parameter; its checker needs the type, long, to read 3L.
        var offered = new ToolDefinition("f", null, JsonText.Parse("""{"type": "object", "properties": {"n": {"type": "string"}}}"""));
        var document = offered with { Parameters = JsonText.Parse("""{"type": "dict", "properties": {"n": {"type": "long"}}}""") };
        var accepted = new AcceptedCalls([new("f", [new("n", [ArgumentValue.Of(3)])])], CallMatching.Simple, SourceLanguage.Java, [document]);
        var group = new CandidateGroup("java", new([], [offered]), [Reply("f", """{"n": "3L"}"""), Reply("f", """{"n": "4L"}""")], accepted);
        Assert.Equal([1, 0], Score(Scorers.Create("reference", 0)!, group).Select(score => ((Scored)score).Value));
        Assert.All(Score(Scorers.Create("reference", 0)!, group with { Reference = accepted with { Documents = [] } }), score => Assert.IsType<Unscored>(score));
    }

    [Fact]
    public void AnUnknownName_IsRefusedWithThoseThereAre()
    {
        Assert.Null(Scorers.Create("shorter", 0));
        var error = Assert.Throws<DataFormatException>(() => Scorers.Require("shorter"));
        Assert.Equal("--scorer: there is no scorer \"shorter\". Take one of random, shortest, format-only, schema, reference", error.Message);
    }

    [Fact]
    public void EntriesSayWhatTheirScorersSay()
    {
        foreach (var entry in Scorers.All)
        {
            Assert.Equal(new ScorerInfo(entry.Name, entry.Scale, entry.Needs.HasFlag(ScorerNeeds.Reference)), entry.Create(0).Info);
        }
        Assert.Equal(Scorers.All.Count, Scorers.All.Select(entry => entry.Name).Distinct().Count());
    }

    private static Candidate Reply(string name, string arguments) => new("", "", [new(name, arguments)]);

    private static Candidate Text(string text) => new("", text, []);

    private static ArgumentValue Value(string json) => JsonParse.Of(json).Value!;

    private static CandidateGroup Group(params Candidate[] candidates) => new(
        "group", new([], Tools), candidates.Select((candidate, i) => candidate with { Id = $"{i}" }).ToValueList(),
        new GoldCalls([new("f", """{"count": 3}""")]));

    private static Score One(string scorer, Candidate candidate) => Score(Scorers.Create(scorer, 0)!, Group(candidate))[0];

    private static double[] Values(string scorer, params Candidate[] candidates) =>
        [.. Score(Scorers.Create(scorer, 0)!, Group(candidates)).Select(score => ((Scored)score).Value)];
}
