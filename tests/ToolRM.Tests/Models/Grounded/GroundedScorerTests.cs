using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;
using ToolRM.Training;
using static ToolRM.Tests.Models.Grounded.FeatureCases;

namespace ToolRM.Tests.Models.Grounded;

/// <summary>The model that ships, on calls of our own and on bad input.</summary>
public class GroundedScorerTests
{
    private static readonly IScorer Scorer = GroundedModel.Shipped!.CreateScorer();

    private static readonly ToolDefinition Weather = Tool("get_weather", "Weather forecast of a city", """
        "city": {"type": "string", "description": "The city"}, "days": {"type": "integer", "description": "Number of days"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}
        """, "city");

    [Fact]
    public void TheWeights_AreOfTheseFeatures()
    {
        Assert.NotNull(GroundedModel.Shipped);
        Assert.Equal(GroundedSchema.Schema.Hash, GroundedModel.Shipped.Trained.Scorer.Schema.Hash);
    }

    [Fact]
    public void Directions_AreKept()
    {
        foreach (var (kind, part) in GroundedSchema.Schema.Kinds.Zip(GroundedModel.Shipped!.Trained.Scorer.Linear))
        {
            for (var i = 0; i < kind.Features.Length; i++) Assert.True(part!.Weights[i] * kind.Features[i].Monotone >= 0, kind.Features[i].Name);
        }
    }

    [Theory]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"city": "Rome", "days": 3}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"city": "Oslo", "days": 4}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"city": "Oslo"}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"city": "Oslo", "days": 3, "unit": "fahrenheit"}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"city": "weather in Oslo for the next 3 days", "days": 3}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"city": "Oslo", "days": "three"}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"town": "Oslo", "days": 3}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", """{"days": 3}""")]
    [InlineData("""{"city": "Oslo", "days": 3}""", "{")]
    public void TheRightCall_ScoresHigher(string right, string wrong)
    {
        var scores = Score("What is the weather in Oslo for the next 3 days?", [Weather], [new("", "", [new("get_weather", right)]), new("", "", [new("get_weather", wrong)])]);
        Assert.True(scores[0] > scores[1], $"{scores[0]} {scores[1]}");
    }

    public static TheoryData<string> Requests =>
    [
        "", " ", "?", "天气怎么样？", "ما هو الطقس في القاهرة؟", "מה מזג האוויר", "\ud800", "🙂🙂🙂", "0 1 2 3 4 5 6 7 8 9", "%%% 5% % 1e400 99999999999999999999999999",
        new('x', 100_000), string.Concat(Enumerable.Repeat("the ", 100_000)), string.Concat(Enumerable.Repeat("Oslo and ", 20_000)), string.Concat(Enumerable.Repeat("\"", 50_000)),
        string.Concat(Enumerable.Repeat("12:30 am on March 5, 2026; ", 5_000)),
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void AnyRequest_IsScored(string request)
    {
        var huge = string.Concat(Enumerable.Repeat("Oslo ", 20_000));
        var deep = string.Concat(Enumerable.Repeat("[", 400)) + string.Concat(Enumerable.Repeat("]", 400));
        string[] arguments = ["{}", "{", "", "[]", "null", """{"city": "Oslo"}""", """{"city": null, "days": 1e300}""", $$"""{"city": "{{huge}}"}""", $$"""{"city": {{deep}}}""", """{"city": "\ud800", "": ""}"""];
        var candidates = arguments.Select(text => new Candidate("", "", [new("get_weather", text)])).Append(new("", "", [])).Append(new("", huge, [])).ToValueList();
        Assert.All(Score(request, [Weather], candidates), score => Assert.InRange(score, 0, 1));
        Assert.All(Score(request, [], candidates), score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void FiveHundredTools_AreScored()
    {
        var tools = Enumerable.Range(0, 500).Select(i => Weather with { Name = $"tool_{i}" }).ToValueList();
        Assert.All(Score("Weather in Oslo?", tools, [new("", "", [new("tool_3", """{"city": "Oslo"}""")])]), score => Assert.InRange(score, 0, 1));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"properties": 3, "required": "x"}""")]
    [InlineData("""{"properties": {"city": true, "days": []}, "type": "no such"}""")]
    [InlineData("""{"properties": {"city": {"type": "dict", "properties": {"city": {"type": "dict", "properties": {}}}}}}""")]
    public void AnySchema_IsRead(string schema) => Assert.All(
        Score("Weather in Oslo?", [new("get_weather", null, JsonText.Parse(schema))], [new("", "", [new("get_weather", """{"city": "Oslo", "days": 3}""")])]), score => Assert.InRange(score, 0, 1));

    [Fact]
    public void AnyValue_GivesFeaturesWithoutInfinity() => NounGenerators.Holds(
        NounGenerators.AnyValue.Select(value => ToolCall.Of("get_weather", ArgumentJson.CanCarry(value) ? new MapValue([new("city", value)]) : MapValue.Empty)),
        call =>
        {
            var rows = new FeatureRows(GroundedSchema.Schema);
            Rows("Weather in Oslo?", [Weather], call).CopyTo(rows);
            for (var kind = 0; kind < GroundedSchema.Schema.Kinds.Count; kind++) Assert.DoesNotContain(rows.Values(kind).ToArray(), float.IsInfinity);
        });

    [Fact]
    public void TheColumns_AreAsManyAsTheirNames()
    {
        Assert.Equal(Enum.GetValues<ArgumentFeature>().Length, ArgumentFeatures.All.Length);
        Assert.Equal(Enum.GetValues<CallFeature>().Length, CallFeatures.All.Length);
        Assert.Equal(Enum.GetValues<ReplyFeature>().Length, ReplyFeatures.All.Length);
        Assert.All(ArgumentFeatures.All.Concat(CallFeatures.All).Concat(ReplyFeatures.All), info => Assert.True(info.Direction * info.Prior >= 0, info.Name));
    }

    private static double[] Score(string request, ValueList<ToolDefinition> tools, ValueList<Candidate> candidates)
    {
        var group = new CandidateGroup("g", new([new UserMessage(request)], tools), candidates.Select((candidate, i) => candidate with { Id = $"{i}" }).ToValueList());
        return [.. Scorer.ScoreAsync([group]).AsTask().GetAwaiter().GetResult()[0].AsSpan().ToArray().Select(score => Assert.IsType<Scored>(score).Value)];
    }

    [Fact]
    public void WeightsRaisedAfterLearning_AreOfRepliesWithoutCallsAlone()
    {
        var added = ArgumentFeatures.All.Concat(CallFeatures.All).Concat(ReplyFeatures.All).Where(info => info.Added != 0).ToList();
        Assert.Equal(["no-call", "no-call-best-fit", "no-call-fillable"], added.Select(info => info.Name));
        Assert.All(added, info => Assert.True(info.Direction * info.Added >= 0, info.Name));
        // And they are 0 wherever something is called.
        var extractor = new FeatureExtractor(new([new UserMessage("How warm is it in Lisbon?")], [new("weather", null, JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}}}"""))]));
        var reply = extractor.Extract([new("weather", """{"city": "Lisbon"}""")], isUnreadable: false, isFromText: false).Reply;
        Assert.All((ReplyFeature[])[ReplyFeature.NoCall, ReplyFeature.NoCallBestFit, ReplyFeature.NoCallFillable], feature => Assert.Equal(0, reply[(int)feature]));
    }
}
