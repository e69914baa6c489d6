using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Calls;

/// <summary>The rewards of ToolRM's RL experiment (toolrm 4.3).</summary>
public class ToolRmRewardTests
{
    private const string Text = "<think>a</think>\n<tool_call>\n{\"name\": \"weather\", \"parameters\": {\"city\": \"Paris\"}}\n</tool_call>";

    private static readonly RewardServices Services = new(name => name == "fake" ? new Fake(ScoreScale.Raw) : name == "probable" ? new Fake(ScoreScale.Probability) : RewardModels.Require(name).Create(0));

    /// <summary>Scores are the numbers that candidates have as ids.</summary>
    private sealed class Fake(ScoreScale scale) : IScorer
    {
        public ScorerInfo Info { get; } = new("fake", scale);

        public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>(
            [.. groups.Select(group => group.Candidates.Select(candidate => (Score)new Scored(double.Parse(candidate.Id, System.Globalization.CultureInfo.InvariantCulture), scale)).ToValueList())]);
    }

    [Theory] // 1 for the layout, and the score mapped
    [InlineData("""{"mapping": "clip", "model": "fake"}""", new[] { -2, 1.5, 4 })]
    [InlineData("""{"mapping": "clip", "model": "fake", "width": 5}""", new[] { -1, 1.1, 3 })]
    [InlineData("""{"mapping": "clip", "model": "fake", "layout": "none"}""", new[] { -3, 0.5, 3 })]
    [InlineData("""{"mapping": "clip", "model": "fake", "layout": "response"}""", new[] { -3, 0.5, 3 })]
    [InlineData("""{"mapping": "tanh", "model": "fake"}""", new[] { -2, 2.3864, 4 })] // 3 tanh 0.5 = 1.3864
    [InlineData("""{"mapping": "group-rank", "model": "fake"}""", new[] { -2.0, 1, 4 })]
    public void Mappings(string options, double[] expected) =>
        Assert.Equal(expected, Rollouts.Values(RewardFunctions.Create("toolrm-reward", options, Services), Context("-10", "0.5", "10")));

    [Fact] // logit(0.5) = 0, logit(0.9) = ln 9 = 2.1972; 0 and 1 are cut off, not infinite
    public void AProbability_IsTakenAsItsLogit() =>
        Assert.Equal([1, 3.1972, -2, 4], Rollouts.Values(RewardFunctions.Create("toolrm-reward", """{"mapping": "clip", "model": "probable"}""", Services), Context("0.5", "0.9", "0", "1")));

    [Fact]
    public void TheMappingIsUnknown_SoItHasToBeGiven() =>
        Assert.Contains("mapping has to be given", Assert.Throws<DataFormatException>(() => RewardFunctions.Create("toolrm-reward", null, Services)).Message, StringComparison.Ordinal);

    [Fact]
    public void WithoutServices_OnlyRulesAreFound()
    {
        var error = Assert.Throws<DataFormatException>(() => RewardFunctions.Create("toolrm-reward", """{"mapping": "clip"}"""));
        Assert.Contains("RewardServices", error.Message, StringComparison.Ordinal);
        Assert.NotNull(RewardFunctions.Create("toolrm-reward", """{"mapping": "clip", "model": "schema"}"""));
    }

    [Fact]
    public void InACompositionFile_TheFilesScorersAreAsked()
    {
        var reward = RewardJson.Read(JsonParse.Of("""{"schema": "toolrm/reward@1", "sum": [{"reward": "toolrm-reward", "options": {"mapping": "clip", "model": "fake"}}, 10]}""").Value!, Services.Scorers);
        Assert.Equal([11.5], Rollouts.Values(reward, Context("0.5")));
    }

    [Fact]
    public void TheComponents_AreFormatAndScore()
    {
        var scored = Assert.IsType<Scored>(Rollouts.Score1(RewardFunctions.Create("toolrm-reward", """{"mapping": "clip", "model": "fake"}""", Services), Context("2"))[0]);
        Assert.Equal([new("format", 1), new("score", 2)], scored.Components);
    }

    [Fact]
    public void Grounded_IsTheModelByDefault_AndTellsRightFromWrong()
    {
        var tools = new ValueList<ToolDefinition>([new("weather", "Weather of a city.", JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"""))]);
        var context = new RewardContext(new("q", new([new UserMessage("How is the weather in Paris?")], tools),
            [new("a", Text, [new("weather", """{"city": "Paris"}""")]), new("b", Text, [new("weather", """{"town": 7}""")])]));
        var values = Rollouts.Values(RewardFunctions.Create("toolrm-reward", """{"mapping": "clip"}""", Services), context);
        Assert.True(values[0] > values[1], $"{values[0]} and {values[1]}");
        Assert.Equal([1.0, -1.0], Rollouts.Values(RewardFunctions.Create("schema-reward"), context));
        Assert.Equal([2.0, 0.0], Rollouts.Values(RewardFunctions.Create("schema-reward", """{"layout": "call"}"""), context));
    }

    [Fact]
    public void AReplyWithoutCall_FitsTheSchemas_UnlessItShouldNot()
    {
        var context = new RewardContext(new("q", new([], [new("f", null, JsonText.EmptyObject)]), [new("0", "No.", [])]));
        Assert.Equal([1.0], Rollouts.Values(RewardFunctions.Create("schema-reward"), context));
        Assert.Equal([-1.0], Rollouts.Values(RewardFunctions.Create("schema-reward", """{"no-call": "fails"}"""), context));
    }

    private static RewardContext Context(params string[] ids) => new(new("q", new([], []), ids.Select(id => new Candidate(id, Text, [])).ToValueList()));
}
