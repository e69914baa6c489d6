using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using static ToolRM.Tests.Models.Grounded.FeatureCases;

namespace ToolRM.Tests.Models.Grounded;

/// <summary>Which tool, how many calls, what is left out, by examples of our own.</summary>
public class CallFeatureTests
{
    private static readonly ToolDefinition Weather = Tool("get_weather", "Weather forecast of a city", """
        "city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}
        """, "city");

    private static readonly ToolDefinition Hotel = Tool("book_hotel", "Reserve a hotel room", "\"city\": {\"type\": \"string\"}", "city");

    [Fact]
    public void TheToolThatTheRequestSpeaksOf_FitsBetter()
    {
        var right = Rows("Reserve a hotel in Oslo.", [Weather, Hotel], new ToolCall("book_hotel", """{"city": "Oslo"}""")).Calls[0];
        var wrong = Rows("Reserve a hotel in Oslo.", [Weather, Hotel], new ToolCall("get_weather", """{"city": "Oslo"}""")).Calls[0];
        Assert.True(right.Of(CallFeature.ToolFitMargin) > 0);
        Assert.True(wrong.Of(CallFeature.ToolFitMargin) < 0);
        Assert.True(right.Of(CallFeature.NameFitMargin) > wrong.Of(CallFeature.NameFitMargin));
    }

    [Fact]
    public void AToolThatIsNotOffered_IsUnknown()
    {
        var row = Rows("Weather in Oslo?", [Weather], new ToolCall("weather", """{"city": "Oslo"}""")).Calls[0];
        Assert.Equal(1, row.Of(CallFeature.Unknown));
        Assert.Equal(1, row.Of(CallFeature.NearMiss));
        Assert.True(float.IsNaN(row.Of(CallFeature.ToolFit)));
    }

    [Fact]
    public void WhatIsLeftOut_IsLookedForInTheRequest()
    {
        var row = Rows("Weather in Oslo for 5 days, in celsius", [Weather], new ToolCall("get_weather", """{"city": "Oslo"}""")).Calls[0];
        Assert.Equal(1, row.Of(CallFeature.AbsentEnumCue));
        Assert.True(row.Of(CallFeature.AbsentNumberCue) > 0);
        var whole = Rows("Weather in Oslo for 5 days, in celsius", [Weather], new ToolCall("get_weather", """{"city": "Oslo", "days": 5, "unit": "celsius"}""")).Calls[0];
        Assert.Equal(0, whole.Of(CallFeature.AbsentEnumCue));
        Assert.Equal(0, whole.Of(CallFeature.AbsentNumberCue));
    }

    [Fact]
    public void AMissingRequiredArgument_IsCounted() => Assert.Equal(1, Rows("Weather?", [Weather], new ToolCall("get_weather", "{}")).Calls[0].Of(CallFeature.MissingRequired));

    [Fact]
    public void OneCallForAList_LeavesTheRestUnused()
    {
        var one = Rows("Weather in Oslo, Rome and Cairo?", [Weather], new ToolCall("get_weather", """{"city": "Oslo"}"""));
        var all = Rows("Weather in Oslo, Rome and Cairo?", [Weather], [.. ((string[])["Oslo", "Rome", "Cairo"]).Select(city => new ToolCall("get_weather", $$"""{"city": "{{city}}"}"""))]);
        Assert.Equal(1, one.Of(ReplyFeature.UnusedNeighbours));
        Assert.Equal(0, all.Of(ReplyFeature.UnusedNeighbours));
        Assert.True(one.Of(ReplyFeature.UnusedNames) > all.Of(ReplyFeature.UnusedNames));
        Assert.Equal(0, all.Of(ReplyFeature.IdleCalls)); // each has a city of its own
    }

    [Fact]
    public void ACallTwice_IsIdle()
    {
        var call = new ToolCall("get_weather", """{"city": "Oslo"}""");
        var rows = Rows("Weather in Oslo?", [Weather], call, call);
        Assert.Equal(2, rows.Of(ReplyFeature.IdleCalls));
        Assert.All(rows.Calls, row => Assert.Equal(1, row.Of(CallFeature.Repeats)));
    }

    [Fact]
    public void ACallDoneBefore_IsKnown()
    {
        var call = new ToolCall("get_weather", """{"city": "Oslo"}""");
        var prompt = new Conversation(
            [new UserMessage("Weather in Oslo?"), new AssistantMessage("", [call]), new ToolMessage(new("12 degrees", ToolStatus.Ok))], [Weather]);
        var rows = new FeatureExtractor(prompt).Extract([new("get_weather", """{ "city" : "Oslo" }""")]);
        Assert.Equal(1, rows.Calls[0].Of(CallFeature.DoneBefore));
        Assert.Equal(1, rows.Of(ReplyFeature.AfterToolResult));
    }

    [Fact]
    public void SilenceIsWorse_TheBetterAToolFits()
    {
        var fits = Rows("Weather forecast of Oslo?", [Weather]);
        var not = Rows("How are you?", [Weather]);
        Assert.Equal(1, fits.Of(ReplyFeature.NoCall));
        Assert.True(fits.Of(ReplyFeature.NoCallBestFit) > not.Of(ReplyFeature.NoCallBestFit));
    }
}
