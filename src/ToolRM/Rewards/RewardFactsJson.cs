using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Rewards;

/// <summary>
/// Facts as the key <c>facts</c> of <c>toolrm/rewards@1</c> holds them: <c>{"answers"?: [text], "expected_results"?: [{"tool", "result"}],
/// "preferences"?: {name: number}, "rollouts"?: {candidate id: {name: number or [numbers]}}}</c>. Exact both ways.
/// </summary>
internal static class RewardFactsJson
{
    /// <summary>Reads facts; ids that are no candidate's are refused.</summary>
    public static RewardFacts Read(DocumentNode node, IReadOnlySet<string> candidates)
    {
        node.OnlyKeys("answers", "expected_results", "preferences", "rollouts");
        return new(
            node.Optional("answers")?.List(answer => answer.Text()) ?? [],
            node.Optional("expected_results")?.List(ReadResult) ?? [],
            node.Optional("preferences")?.Numbers() ?? [],
            node.Optional("rollouts")?.Entries((id, rollout) => candidates.Contains(id)
                ? new RolloutFacts(id, rollout.Entries((name, number) => KeyValuePair.Create(name, number.Value is ListValue ? number.List(one => one.FiniteNumber()) : [number.FiniteNumber()])))
                : throw rollout.Error("expected the id of a candidate")) ?? []);
    }

    public static MapValue Write(RewardFacts facts) => new MapBuilder()
        .AddListUnlessEmpty("answers", facts.Answers, ArgumentValue.Of)
        .AddListUnlessEmpty("expected_results", facts.ExpectedResults, expected => new MapBuilder().Add("tool", expected.Tool).Add("result", expected.Result).ToMap())
        .Add("preferences", NumberJson.Write(facts.Preferences, preference => (preference.Key, preference.Value)))
        .Add("rollouts", facts.Rollouts.Count == 0 ? null : new MapValue(facts.Rollouts.Select(rollout => new MapEntry(rollout.Id, Write(rollout))).ToValueList()))
        .ToMap();

    private static ExpectedResult ReadResult(DocumentNode node)
    {
        node.OnlyKeys("tool", "result");
        return new(node.Required("tool").Text(), node.Required("result").Text());
    }

    private static MapValue Write(RolloutFacts rollout) => new(rollout.Numbers.Select(number => new MapEntry(
        number.Key,
        number.Value.Count == 1 ? ArgumentValue.Of(number.Value[0]) : new ListValue(number.Value.Select(one => (ArgumentValue)ArgumentValue.Of(one)).ToValueList()))).ToValueList());
}
