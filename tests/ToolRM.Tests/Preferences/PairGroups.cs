using ToolRM.Conversations;
using ToolRM.Preferences.Building;

namespace ToolRM.Tests.Preferences;

/// <summary>Small candidate groups for tests, written by hand.</summary>
internal static class PairGroups
{
    public static ToolDefinition Weather { get; } = new("get_weather", "Weather of a city", JsonText.Parse(
        """{"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"type": "string"}}, "required": ["city"]}"""));

    public static ToolDefinition Time { get; } = new("get_time", "Time in a city", JsonText.Parse(
        """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"""));

    public static ToolCall Call(string arguments, string name = "get_weather") => new(name, arguments);

    /// <summary>One wrong reply of each of six labels, and one right reply.</summary>
    public static ValueList<Candidate> EveryLabel { get; } =
    [
        new("r", "", [Call("""{"city":"Paris","days":3}""")], "reference"),
        new("value", "", [Call("""{"city":"Rome","days":3}""")], "corrupt:swap"),
        new("type", "", [Call("""{"city":"Paris","days":"3"}""")], "corrupt:type"),
        new("unexpected", "", [Call("""{"city":"Paris","days":3,"unit":"c"}""")], "corrupt:invent"),
        new("required", "", [Call("""{"days":3}""")], "corrupt:drop"),
        new("name", "", [Call("""{"city":"Paris"}""", "get_time")], "corrupt:tool"),
        new("count", "", [], "corrupt:abstain"),
    ];

    public static Reference Gold { get; } = new GoldCalls([Call("""{"city":"Paris","days":3}""")]);

    public static Conversation Prompt(string request) => new([new UserMessage(request)], [Weather, Time]);

    public static SourcedGroup Group(string id, ValueList<Candidate>? candidates = null, Reference? reference = null, string? request = null, string source = "hand") =>
        new(new(id, Prompt(request ?? $"Weather in Paris for three days, please, number {id}"), candidates ?? EveryLabel, reference ?? Gold), source);

    public static (List<BuiltPair> Pairs, PairCounts Counts) Build(IReadOnlyList<SourcedGroup> groups, PairBuildOptions? options = null, ToolRM.Preferences.Overlap.OverlapFilter? exclude = null)
    {
        var build = PairBuild.Plan(groups, options ?? new(), exclude);
        return ([.. build.Pairs(groups)], build.Counts);
    }
}
