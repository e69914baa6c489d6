using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using static ToolRM.Tests.Conversations.Formats.NounGenerators;

namespace ToolRM.Tests.Synthesis.Obfuscation;

/// <summary>Random groups whose names recur everywhere: catalogue, nested schemas, history, reference and replies.</summary>
internal static class NamedGroups
{
    private static readonly string[] ToolNames = ["get_weather", "math.factorial", "Search Managers", "find", "名前"];
    private static readonly string[] Keys = ["city", "days", "filters", "tags", "headers", "name", "properties", "required", "ville é"];

    // The same parameters for every tool, in several spellings of JSON Schema and of BFCL's dialect.
    private static readonly string[] Schemas =
    [
        """
        {"type": "object", "properties": {"city": {"type": "string", "enum": ["days", "Paris"]}, "days": {"type": "integer", "default": 3},
         "filters": {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["days", "city"], "default": {"city": "days"}},
         "tags": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
         "headers": {"type": "object", "additionalProperties": {"type": "object", "properties": {"name": {"type": "string"}}}}}, "required": ["city", "days"]}
        """,
        """
        {"type": "object", "$defs": {"f": {"type": "object", "properties": {"city": {"$ref": "#/properties/city"}, "filters": {"$ref": "#/$defs/f"}}}},
         "properties": {"city": {"anyOf": [{"type": "string"}, {"type": "null"}]}, "filters": {"oneOf": [{"$ref": "#/$defs/f"}, {"type": "string"}]},
         "required": {"type": "string"}, "properties": {"type": "object", "properties": {"required": {"enum": [{"required": "required"}, "x"]}}}},
         "dependentRequired": {"city": ["filters"]}, "additionalProperties": false}
        """,
        """{"type": "dict", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}, "filters": {"type": "dict", "properties": {"name": {"type": "string"}}}}, "required": ["city"]}""",
        """{"type": "object"}""",
        "true",
    ];

    private static Gen<string> Key { get; } = Gen.Elements(Keys);

    private static Gen<ArgumentValue> Value { get; } = Values(3);

    private static Gen<MapValue> Arguments { get; } = ListOf(Entry(Value), most: 5).Select(Map);

    private static Gen<ToolCall> Call { get; } =
        from name in Gen.Elements([.. ToolNames, "get_weathr", "math_factorial", "unknown"])
        from text in Gen.OneOf(
            Arguments.Select(map => map.ToString()), Arguments.Select(map => map.ToString()), Arguments.Select(map => ArgumentJson.WriteSpaced(map)),
            Gen.Elements("""{"city": "Paris",}""", """{"city":1,"city":2}""", "", "null", "[1, {\"city\": 2}]", """{"days":1e5, "x":NaN}""", """{'city': "days"}"""))
        select new ToolCall(name, text);

    private static Gen<ToolDefinition> Tool { get; } =
        from name in Gen.Elements(ToolNames)
        from schema in Gen.Elements(Schemas)
        select new ToolDefinition(name, "Use get_weather to find the city.", JsonText.Of(JsonParse.Of(schema).Value!));

    private static Gen<AcceptedCalls> Accepted { get; } =
        from calls in ListOf(
            from name in Gen.Elements(ToolNames)
            from parameters in ListOf(
                from key in Key
                from values in ListOf(Gen.OneOf(Value, Gen.Constant<ArgumentValue>(ArgumentValue.Of("")), Arguments.Select(ArgumentValue (map) => new MapValue(map.Entries.Select(entry => new MapEntry(entry.Key, new ListValue([entry.Value]))).ToValueList()))))
                select new AcceptedParameter(key, values), most: 4)
            select new AcceptedCall(name, parameters.DistinctBy(parameter => parameter.Name).ToValueList()), most: 2)
        from matching in Gen.Elements(CallMatching.Simple, CallMatching.Multiple, CallMatching.Parallel)
        from underscore in Gen.Elements(true, false)
        from documents in ListOf(Tool, most: 2)
        select new AcceptedCalls(calls, matching, SourceLanguage.Python, documents, underscore);

    private static Gen<Reference> Reference { get; } = Gen.OneOf(
        ListOf(Call, most: 2).Select(Reference (calls) => new GoldCalls(calls)),
        ListOf(Call, most: 2).Select(Reference (calls) => new GoldCalls(calls, GoldRule.BfclNormalised)),
        Accepted.Select(Reference (accepted) => accepted),
        Gen.Constant<Reference>(new NoCall()),
        from one in Call from accepted in Accepted select (Reference)new AnyOf([new GoldCalls([one]), accepted, new NoCall()]),
        from one in Call select (Reference)new PerTurn([null, new GoldCalls([one])]),
        Gen.Constant<Reference>(new ExpectedResults([new("get_weather", ["21C"])], "21C")));

    private static Gen<Candidate> Candidate { get; } = Gen.OneOf(
        from calls in ListOf(Call) select new Candidate("", "", calls, "model"),
        Gen.Elements("I would call get_weather, but find no city.", "", """<tool_call>{"name": "get_weather", "arguments": {"city": </tool_call>""").Select(text => new Candidate("", text, [], "model")));

    /// <summary>Groups in which right replies are not rare: some candidates are the reference's calls.</summary>
    public static Gen<CandidateGroup> Group { get; } =
        from id in Gen.Choose(0, 1_000_000)
        from tools in ListOf(Tool, most: 4)
        from history in ListOf(from calls in ListOf(Call, most: 2) from tool in Gen.Elements<string?>(null, "get_weather", "gone") select (calls, tool), most: 2)
        from reference in Maybe(Reference)
        from candidates in ListOf(Candidate, most: 4)
        from repeated in Gen.Elements(true, false)
        let right = repeated && reference is GoldCalls gold ? [new Candidate("", "", gold.Calls, "reference")] : new ValueList<Candidate>()
        select new CandidateGroup(
            $"q{id}",
            new(
            [
                new UserMessage("What is the weather in the city?"),
                .. history.SelectMany(turn => new Message[] { new AssistantMessage("", turn.calls), new ToolMessage(new("city: Paris", ToolStatus.Ok), "c", turn.tool) }),
            ], tools.DistinctBy(tool => tool.Name).ToValueList()),
            candidates.Concat(right).Select((candidate, index) => candidate with { Id = $"{index}" }).ToValueList(), reference);

    private static Gen<ArgumentValue> Values(int depth)
    {
        var flat = Gen.Elements<ArgumentValue>(
            ArgumentValue.Of("city"), ArgumentValue.Of("Paris"), ArgumentValue.Of("{\"city\": 1}"), ArgumentValue.Of("a\"}\\"), ArgumentValue.Of(3), ArgumentValue.Of(2.5), ArgumentValue.Null, ArgumentValue.True);
        if (depth == 0) return flat;
        var inner = Values(depth - 1);
        return Gen.OneOf(flat, flat, ListOf(inner).Select(ArgumentValue (items) => new ListValue(items)), ListOf(Entry(inner)).Select(ArgumentValue (entries) => Map(entries)));
    }

    private static Gen<MapEntry> Entry(Gen<ArgumentValue> value) => from key in Key from item in value select new MapEntry(key, item);

    private static MapValue Map(ValueList<MapEntry> entries) => new(entries.DistinctBy(entry => entry.Key).ToValueList());
}
