using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Scoring;

/// <summary>Groups for the properties that every scorer keeps: calls that fit, nearly fit or make no sense, and odd ones of every kind.</summary>
internal static class ScorerCases
{
    public const string Schema = """
        {"type": "dict", "properties": {
          "count": {"type": "integer"}, "ratio": {"type": "float"}, "name": {"type": "string"}, "flag": {"type": "boolean"},
          "points": {"type": "array", "items": {"type": "float"}}, "ids": {"type": "array", "items": {"type": "integer"}},
          "filter": {"type": "dict", "properties": {"low": {"type": "number"}, "high": {"type": ["integer", "null"]}}}},
         "required": ["count"]}
        """;

    public static readonly ValueList<ToolDefinition> Tools = [new("f", "Does it.", JsonText.Parse(Schema)), new("g", null, JsonText.EmptyObject)];

    // Initialisers run in order of the text: a generator stands before its users.
    private static Gen<ArgumentValue> Number { get; } = Gen.Elements<ArgumentValue>(
        ArgumentValue.Of(0), ArgumentValue.Of(0.0), ArgumentValue.Of(-0.0), ArgumentValue.Of(1), ArgumentValue.Of(1.0), ArgumentValue.Of(-7.0),
        ArgumentValue.Of(2.5), ArgumentValue.Of(1e22), ArgumentValue.Of(9007199254740993));

    private static Gen<MapEntry> Entry { get; } = Gen.OneOf(
        from key in Gen.Elements("count", "ratio", "surplus") from value in Number select new MapEntry(key, value),
        from key in Gen.Elements("points", "ids") from items in NounGenerators.ListOf(Number) select new MapEntry(key, new ListValue(items)),
        from low in Number from high in Number select new MapEntry("filter", new MapValue([new("low", low), new("high", high)])),
        from key in Gen.Elements("name", "flag", "count") from value in NounGenerators.JsonValue select new MapEntry(key, value));

    private static Gen<ToolCall> NearlyFits { get; } =
        from name in Gen.Elements("f", "f", "f", "g", "h")
        from entries in NounGenerators.ListOf(Entry, most: 6)
        select ToolCall.Of(name, new MapValue(entries.DistinctBy(entry => entry.Key).ToValueList()));

    public static Gen<ToolCall> Call { get; } = Gen.OneOf(NearlyFits, NearlyFits, NounGenerators.Call);

    private static Gen<Reference?> Reference { get; } = Gen.OneOf(
        NounGenerators.Maybe(NounGenerators.Reference),
        from calls in NounGenerators.ListOf(NearlyFits) select (Reference?)new GoldCalls(calls),
        from call in NearlyFits
        from matching in Gen.Elements(CallMatching.Simple, CallMatching.Multiple, CallMatching.Parallel)
        select (Reference?)new AcceptedCalls([Accept(call)], matching));

    public static Gen<CandidateGroup> Group { get; } = Gen.OneOf(
        NounGenerators.CandidateGroup,
        from id in NounGenerators.Text
        from replies in NounGenerators.ListOf(from text in NounGenerators.Text from calls in NounGenerators.ListOf(Call) select (text, calls), most: 4)
        from reference in Reference
        select new CandidateGroup(
            id, new Conversation([new UserMessage("Do it.")], Tools),
            replies.Append(("", Right(reference))).Select((reply, i) => new Candidate($"{i}", reply.Item1, reply.Item2)).ToValueList(), reference));

    /// <summary>The reference that accepts a call as it is, number by number.</summary>
    private static AcceptedCall Accept(ToolCall call) => new(call.Name, ((MapValue)call.ParseArguments().Value!).Entries
        .Select(entry => new AcceptedParameter(entry.Key,
            [entry.Value is MapValue map ? new MapValue(map.Entries.Select(inner => new MapEntry(inner.Key, new ListValue([inner.Value]))).ToValueList()) : entry.Value]))
        .ToValueList());

    /// <summary>A reply that meets the reference, or nearly, where it names calls.</summary>
    private static ValueList<ToolCall> Right(Reference? reference) => reference switch
    {
        GoldCalls gold => gold.Calls,
        AcceptedCalls accepted => accepted.Calls.Select(call => ToolCall.Of(call.Name, new MapValue(call.Parameters
            .Where(parameter => parameter.Values.Count > 0 && ArgumentJson.CanCarry(parameter.Values[0]))
            .Select(parameter => new MapEntry(parameter.Name, parameter.Values[0]))
            .ToValueList()))).ToValueList(),
        _ => [],
    };

    public static ValueList<Score> Score(IScorer scorer, CandidateGroup group) => Score(scorer, [group])[0];

    // Properties are checked by a synchronous runner.
    public static IReadOnlyList<ValueList<Score>> Score(IScorer scorer, params CandidateGroup[] groups) =>
        scorer.ScoreAsync(groups).AsTask().GetAwaiter().GetResult();
}
