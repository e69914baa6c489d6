using ToolRM.Conversations;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Combining;

/// <summary>Compositions as files: every combinator is reached, and every mistake is named with its place.</summary>
public class RewardJsonTests
{
    private static ToolRM.Rewards.RewardFunction Read(string json) =>
        RewardJson.Read(JsonParse.Of(json).Value!, name => Scorers.Require(name).Create(0), "my.json");

    [Theory]
    [InlineData("""{"sum": [1, {"weight": 2, "of": 3}]}""", 7)]
    [InlineData("""{"product": [2, 3]}""", 6)]
    [InlineData("""{"ladder": [{"when": {"of": 1, "above": 1}, "then": 5}, {"when": {"of": 1, "equals": 1}, "then": 6}], "otherwise": 0}""", 6)]
    [InlineData("""{"clip": [-1, 1], "of": 3}""", 1)]
    [InlineData("""{"affine": {"scale": 2, "offset": -1}, "of": 3}""", 5)]
    [InlineData("""{"tanh": {"scale": 3}, "of": 0}""", 0)]
    [InlineData("""{"min-max": {"when-equal": 0.5}, "of": 3}""", 0.5)]
    [InlineData("""{"rank": true, "of": 3}""", 0.5)]
    [InlineData("""{"shapley": {"orders": 5, "seed": 1}, "of": 3}""", 3)]
    [InlineData("""{"normalise": {"single": "zero"}, "of": 3}""", 0)]
    [InlineData("""{"component": "constant", "of": {"sum": [4]}}""", 4)]
    [InlineData("""{"sum": [{"weight": {"linear": [0, 1], "steps": [0, 10]}, "of": 8}]}""", 4)]
    [InlineData("""{"reward": "otc", "options": {"smoothing": 5, "form": "ppo"}}""", 0.901)]
    [InlineData("""{"scorer": "shortest"}""", -34)]
    public void EveryCombinator(string node, double expected)
    {
        var reward = Read("""{"schema": "toolrm/reward@1", "name": "mine", """ + node[1..]);
        Assert.Equal("mine", reward.Info.Name);
        Assert.Empty(BySchema("""{"schema": "toolrm/reward@1", "name": "mine", """ + node[1..]));
        Assert.Equal([expected], Values(reward, Group([1], [1], new(5))));
    }

    [Theory]
    [InlineData("""{"sum": [1], "product": [2]}""", "my.json: expected one of the keys")]
    [InlineData("""{"sum": []}""", "my.json: sum: expected at least one part")]
    [InlineData("""{"sum": ["otcc"]}""", "sum[0]: there is no reward \"otcc\"")]
    [InlineData("""{"sum": ["otc"]}""", "sum[0]: reward \"otc\": smoothing has to be given")]
    [InlineData("""{"reward": "otc", "options": {"smoothing": 0, "from": "ppo"}}""", "options: reward \"otc\": smoothing: expected a number above 0")]
    [InlineData("""{"reward": "otc", "options": {"smoothing": 1, "from": "ppo"}}""", "there is no option \"from\"; there are form, smoothing, scale")]
    [InlineData("""{"clip": [1, -1], "of": 1}""", "clip: expected two numbers, the lower first")]
    [InlineData("""{"clip": [1, 2]}""", "\"of\" is missing")]
    [InlineData("""{"shapley": {}, "of": {"rank": true, "of": 1}}""", "shapley: \"constant\" compares rollouts")]
    [InlineData("""{"shapley": {"orders": 0}, "of": 1}""", "orders: expected an integer of 1 or more")]
    [InlineData("""{"scorer": "nope"}""", "there is no scorer \"nope\"")]
    [InlineData("""{"sum": [{"weight": {"linear": [0], "steps": [0, 1]}, "of": 1}]}""", "sum[0].weight.linear: expected two numbers")]
    [InlineData("""{"ladder": [{"when": {"of": 1}, "then": 1}], "otherwise": 0}""", "ladder[0].when: expected one of above")]
    [InlineData("""{"gate": 1}""", "found \"gate\"")]
    [InlineData("""{"constant": 1, "otherwise": 2}""", "expected the keys constant, name, schema, found \"otherwise\"")]
    public void MistakesAreNamedWithTheirPlace(string node, string message) =>
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => Read("""{"schema": "toolrm/reward@1", """ + node[1..])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"sum": []}""")]
    [InlineData("""{"sum": ["otcc"]}""")]
    [InlineData("""{"sum": ["otc"]}""")] // its smoothing has to be given
    [InlineData("""{"reward": "otc"}""")]
    [InlineData("""{"reward": "otc", "options": {"smoothing": 0}}""")]
    [InlineData("""{"reward": "otc", "options": {"smoothing": 1, "from": "ppo"}}""")]
    [InlineData("""{"clip": [1, 2]}""")]
    [InlineData("""{"sum": [{"weight": {"linear": [0], "steps": [0, 1]}, "of": 1}]}""")]
    [InlineData("""{"ladder": [{"when": {"of": 1}, "then": 1}], "otherwise": 0}""")]
    [InlineData("""{"constant": 1, "otherwise": 2}""")]
    [InlineData("""{"gate": 1}""")]
    public void TheSchemaRefusesWhatTheReaderRefuses(string node)
    {
        var document = """{"schema": "toolrm/reward@1", """ + node[1..];
        Assert.Throws<DataFormatException>(() => Read(document));
        Assert.NotEmpty(BySchema(document));
    }

    private static ValueList<Finding> BySchema(string document) => new SchemaVerifier().Verify(
        [new ToolDefinition("composition", null, JsonText.Of(RewardSchema.Write()))], [new ToolCall("composition", document)]).Findings;

    [Fact]
    public void NestingEnds()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"rank\": true, \"of\": ", 100)) + "1" + new string('}', 100);
        Assert.Contains("nested deeper", Assert.Throws<DataFormatException>(() => Read("{\"schema\": \"toolrm/reward@1\", \"sum\": [" + deep + "]}")).Message, StringComparison.Ordinal);
    }
}
