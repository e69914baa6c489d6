using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Calls;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Calls;

/// <summary>Vectors of rewards 1.2, which were executed against the released scorer.</summary>
public class TlTrainingTests
{
    private static readonly ValueList<ToolDefinition> Tools =
    [
        new("get_weather", null, JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}, "day": {"type": "string"}, "unit": {"type": "string"}}}""")),
        new("search", null, JsonText.Parse("""{"type": "object", "properties": {"query": {"type": "string"}}}""")),
    ];

    [Theory]
    [InlineData("get_weather", "city='Paris', day='Tue'", -0.25)]
    [InlineData("get_weather", "city='Paris'", -0.5)]
    [InlineData("get_weather", "city='Paris', day='Mon', unit='C'", -0.5)]
    [InlineData("get_weather", "city='Paris', day='Mon', lang='fr'", -0.8)]
    [InlineData("get_weather", "city='Paris', unit='C'", -1.0)]
    [InlineData("get_weather", "city='Paris', lang='fr'", -1.3)]
    [InlineData("get_weather", "city='Paris', unit='C', lang='fr'", -1.8)]
    [InlineData("search", "query='weather'", -1.5)]
    [InlineData("", "query='weather'", -1.5)] // an empty name is a wrong tool, not a missing one
    [InlineData("lookup", "query='weather'", -2)]
    [InlineData(null, "", -2)] // prose
    [InlineData("get_weather", "city='Paris', day='Mon'", 1)]
    [InlineData("get_weather", "day='Mon', city='Paris'", 1)]
    public void Vectors_InBothReaders(string? name, string quoted, double expected)
    {
        Assert.Equal(expected, Score(name, Json(quoted), null));
        Assert.Equal(expected, Score(name, quoted, """{"reader": "single-quoted"}""", "city='Paris', day='Mon'"));
    }

    [Theory] // the released bug: JSON has no text in single quotes, so two empty sets of arguments are equal
    [InlineData("""{"city": "Rome"}""")]
    [InlineData("""{"invented": 7}""")]
    [InlineData("no JSON at all")]
    public void TheReleasedReader_SeesNoArgumentOfJson(string arguments)
    {
        Assert.Equal(1, Score("get_weather", arguments, """{"reader": "single-quoted"}"""));
        Assert.True(Score("get_weather", arguments, null) < 0);
        Assert.Equal(-1.5, Score("search", arguments.Contains('{', StringComparison.Ordinal) ? arguments : "{}", """{"reader": "single-quoted"}"""));
    }

    [Fact]
    public void TheTableIsASetting_AndTheRangeFollows()
    {
        const string options = """{"unknown-redundant-missing": -1.4, "unusable": -3}""";
        Assert.Equal(-1.4, Score("get_weather", Json("city='Paris', unit='C', lang='fr'"), options));
        Assert.Equal((-3.0, 1.0), (RewardFunctions.Create("tl-training", options).Info.Minimum, RewardFunctions.Create("tl-training", options).Info.Maximum));
    }

    [Fact]
    public void EveryMixOfErrors_HasARow()
    {
        foreach (var errors in Enumerable.Range(1, 7).Select(bits => (ArgumentErrors)bits))
        {
            var row = TlTraining.Row(CallErrorCategory.Arguments, errors);
            Assert.Contains(TlTraining.Entry.Options, option => option.Name == row);
        }
    }

    [Fact]
    public void TheErrorsAreComponents_AndWords()
    {
        var scored = Assert.IsType<Scored>(Scores("get_weather", Json("city='Paris', lang='fr'"), null)[0]);
        Assert.Equal([new("unknown", 1), new("redundant", 0), new("missing", 1)], scored.Components);
        Assert.Contains("H, and R or M", scored.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMissing_IsNamed()
    {
        var reward = RewardFunctions.Create("tl-training");
        string Reason(ValueList<ToolDefinition> tools, Reference? reference) =>
            Rollouts.Reason(Rollouts.Score1(reward, new(new("q", new([], tools), [new("0", "", [new("search", "{}")])], reference)))[0]);
        Assert.Contains("gold calls", Reason(Tools, null), StringComparison.Ordinal);
        Assert.Contains("one call", Reason(Tools, new NoCall()), StringComparison.Ordinal);
        Assert.Contains("offered tools", Reason([], new GoldCalls([new("search", "{}")])), StringComparison.Ordinal);
    }

    private static double Score(string? name, string arguments, string? options, string? reference = null) =>
        Assert.IsType<Scored>(Assert.Single(Scores(name, arguments, options, reference))).Value;

    private static ValueList<Score> Scores(string? name, string arguments, string? options, string? reference = null) => Rollouts.Score1(
        RewardFunctions.Create("tl-training", options),
        new(new("q", new([], Tools), [new("0", "It will rain.", name is null ? [] : [new(name, arguments)])], new GoldCalls([new("get_weather", reference ?? """{"city": "Paris", "day": "Mon"}""")]))));

    /// <summary><c>a='b', c='d'</c> as JSON.</summary>
    private static string Json(string quoted) => "{" + string.Join(", ", quoted.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(pair => $"\"{pair.Replace("='", "\": \"", StringComparison.Ordinal).Replace('\'', '"')}")) + "}";
}
