using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Rewards.Combining;

/// <summary>
/// The JSON Schema (2020-12) of <c>toolrm/reward@1</c>, made from <see cref="RewardFunctions.All"/>: editors complete names and options by
/// it. <c>docs/schemas/toolrm-reward-1.schema.json</c> is this text.
/// </summary>
/// <remarks>It is a little wider than <see cref="RewardJson"/>: an order of bounds, such as in <c>clip</c>, is not said.</remarks>
public static class RewardSchema
{
    /// <summary>The schema.</summary>
    public static MapValue Write() => new MapBuilder()
        .Add("$schema", "https://json-schema.org/draft/2020-12/schema")
        .Add("title", RewardJson.Schema)
        .Add("type", "object")
        .Add("properties", Map(("schema", Map(("const", Text(RewardJson.Schema))))))
        .Add("required", Texts("schema"))
        .Add("allOf", List(Ref("composed")))
        .Add("$defs", Map(
            ("node", Any(Map(("type", Text("number"))), Map(("enum", Texts([.. RewardFunctions.All.Where(NeedsNothing).Select(entry => entry.Info.Name)]))), Ref("composed"))),
            ("composed", Any([.. Combinators(), .. RewardFunctions.All.Select(Named)])),
            ("nodes", Map(("type", Text("array")), ("items", Ref("node")), ("minItems", ArgumentValue.Of(1)))),
            ("weighted", Any(Ref("node"), Closed(["weight", "of"], ("weight", Ref("schedule")), ("of", Ref("node"))))),
            ("schedule", Any(Number(), Closed(["linear", "steps"], ("linear", Numbers(2)), ("steps", Steps())), Closed(["cosine", "steps"], ("cosine", Numbers(2)), ("steps", Steps())))),
            ("condition", Any([.. RewardJson.ComparisonWords.Select(word => (ArgumentValue)Closed(["of", word], ("of", Ref("node")), (word, Number())))]))))
        .ToMap();

    /// <summary>The schema as text for people and editors.</summary>
    public static string WriteText() => JsonLayout.Write(Write());

    private static IEnumerable<ArgumentValue> Combinators() =>
    [
        Node("scorer", Map(("type", Text("string")))),
        Node("constant", Number()),
        Node("sum", Map(("type", Text("array")), ("items", Ref("weighted")), ("minItems", ArgumentValue.Of(1)))),
        Node("product", Ref("nodes")),
        Node("ladder", Map(("type", Text("array")), ("items", Closed(["when", "then"], ("when", Ref("condition")), ("then", Ref("node")))), ("minItems", ArgumentValue.Of(1))), "otherwise"),
        Node("clip", Numbers(2), "of"),
        Node("affine", Closed([], ("scale", Number()), ("offset", Number())), "of"),
        Node("tanh", Closed([], ("scale", Above()), ("width", Above())), "of"),
        Node("min-max", Closed([], ("when-equal", Number())), "of"),
        Node("rank", Map(("const", ArgumentValue.Of(true))), "of"),
        Node("normalise", Closed([], ("deviation", Map(("enum", Texts("sample", "population")))), ("epsilon", From(0)), ("single", Map(("enum", Texts("raw", "zero"))))), "of"),
        Node("component", Map(("type", Text("string"))), "of"),
        Node("shaped", Closed(["potential", "discount"], ("potential", Ref("node")), ("discount", Map(("type", Text("number")), ("minimum", ArgumentValue.Of(0)), ("maximum", ArgumentValue.Of(1))))), "of"),
        Node("shapley", Closed([], ("orders", Map(("type", Text("integer")), ("minimum", ArgumentValue.Of(1)))), ("seed", Map(("type", Text("integer"))))), "of"),
    ];

    private static MapValue Named(RewardEntry entry)
    {
        var options = Closed(
            [.. entry.Options.Where(option => option.Default is null).Select(option => option.Name)],
            [.. entry.Options.Select(option => (option.Name, (ArgumentValue)Option(option)))]);
        return NodeOf(
            NeedsNothing(entry) ? ["reward"] : ["reward", "options"],
            ("reward", Map(("const", Text(entry.Info.Name)), ("description", Text(entry.Info.Summary)))), ("options", options));
    }

    private static MapValue Option(RewardOption option)
    {
        var schema = new MapBuilder().Add("description", option.Description).Add("default", option.Default);
        switch (option.Kind)
        {
            case RewardOptionKind.Word: schema.Add("enum", Texts([.. option.Words])); break;
            case RewardOptionKind.Flag: schema.Add("type", "boolean"); break;
            case RewardOptionKind.Scorer: schema.Add("type", "string"); break;
            case RewardOptionKind.Numbers: schema.Add("type", "array").Add("items", Number()); break;
            case RewardOptionKind.Texts: schema.Add("type", "array").Add("items", Map(("type", Text("string")))); break;
            default:
                schema.Add("type", "number");
                if (option.Minimum == double.Epsilon) schema.Add("exclusiveMinimum", ArgumentValue.Of(0));
                else if (double.IsFinite(option.Minimum)) schema.Add("minimum", ArgumentValue.Of(option.Minimum));
                if (double.IsFinite(option.Maximum)) schema.Add("maximum", ArgumentValue.Of(option.Maximum));
                break;
        }
        return schema.ToMap();
    }

    private static bool NeedsNothing(RewardEntry entry) => entry.Options.All(option => option.Default is not null);

    private static MapValue Node(string kind, ArgumentValue value, params string[] beside) =>
        NodeOf([kind, .. beside], [(kind, value), .. beside.Select(key => (key, (ArgumentValue)Ref("node")))]);

    // "schema" stands at the root alone; the schema says so by requiring it there, and lets it pass below.
    private static MapValue NodeOf(string[] required, params (string, ArgumentValue)[] properties) =>
        Closed(required, [.. properties, ("name", Map(("type", Text("string")))), ("schema", Map(("const", Text(RewardJson.Schema))))]);

    private static MapValue Closed(string[] required, params (string, ArgumentValue)[] properties) => new MapBuilder()
        .Add("type", "object")
        .Add("properties", Map(properties))
        .Add("required", required.Length == 0 ? null : Texts(required))
        .Add("additionalProperties", ArgumentValue.Of(false))
        .ToMap();

    private static MapValue Any(params ArgumentValue[] schemas) => Map(("anyOf", List(schemas)));

    private static MapValue Ref(string definition) => Map(("$ref", Text("#/$defs/" + definition)));

    private static MapValue Number() => Map(("type", Text("number")));

    private static MapValue Above() => Map(("type", Text("number")), ("exclusiveMinimum", ArgumentValue.Of(0)));

    private static MapValue From(double minimum) => Map(("type", Text("number")), ("minimum", ArgumentValue.Of(minimum)));

    private static MapValue Numbers(int count) => Map(("type", Text("array")), ("items", Number()), ("minItems", ArgumentValue.Of(count)), ("maxItems", ArgumentValue.Of(count)));

    private static MapValue Steps() => Map(
        ("type", Text("array")), ("items", Map(("type", Text("integer")), ("minimum", ArgumentValue.Of(0)))), ("minItems", ArgumentValue.Of(2)), ("maxItems", ArgumentValue.Of(2)));

    private static MapValue Map(params (string Key, ArgumentValue Value)[] entries) => new(entries.Select(entry => new MapEntry(entry.Key, entry.Value)).ToValueList());

    private static ListValue List(params ArgumentValue[] items) => new(items.ToValueList());

    private static ListValue Texts(params string[] texts) => new(texts.Select(text => (ArgumentValue)Text(text)).ToValueList());

    private static TextValue Text(string text) => ArgumentValue.Of(text);
}
