using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Values of another JSON type than the schema asks for. Nothing is made where the schema leaves the type open.</summary>
internal static class WrongTypes
{
    public static CorruptionOperator[] All { get; } =
    [
        new("number-as-text", CorruptionFamily.Type, 1.2, "a number stands in quotes",
            "radius 5 -> \"5\"", (scene, random) => Typed(scene, random, (value, _) => Numbers.Of(value) is not null ? [ArgumentValue.Of(ArgumentJson.Write(value))] : [])),
        new("number-with-unit", CorruptionFamily.Type, 0.6, "a number is a text with its unit",
            "distance 5 -> \"5 km\"", (scene, random) => scene.Each(random, place => WithUnit(scene, place))),
        new("text-as-number", CorruptionFamily.Type, 0.8, "digits that should be a text are a number",
            "id \"73\" -> 73", (scene, random) => Typed(scene, random, (value, _) =>
                value is TextValue { Value.Length: < 16 } text && DescribedDefault.Value(text.Value) is IntegerValue or FloatValue ? [DescribedDefault.Value(((TextValue)value).Value)!] : [])),
        new("boolean-as-text", CorruptionFamily.Type, 0.8, "true or false stands in quotes",
            "wifi true -> \"yes\"", (scene, random) => Typed(scene, random, (value, _) =>
                value is BooleanValue flag ? random.Shuffled((string[])(flag.Value ? ["true", "True", "yes"] : ["false", "False", "no"])).Select(ArgumentValue.Of) : [])),
        new("text-as-list", CorruptionFamily.Type, 0.8, "a single value stands in a list",
            "ingredient \"flour\" -> [\"flour\"]", (scene, random) => Typed(scene, random, (value, _) => value is TextValue or IntegerValue or FloatValue ? [new ListValue([value])] : [])),
        new("list-as-text", CorruptionFamily.Type, 1, "a list is one text",
            "tags [\"a\", \"b\"] -> \"a, b\"", (scene, random) => Typed(scene, random, (value, _) => value is ListValue list ? ListTexts(list, random) : [])),
        new("object-as-text", CorruptionFamily.Type, 0.8, "an object is written as a text",
            "point {x: 1} -> \"{\\\"x\\\": 1}\"", (scene, random) => Typed(scene, random, (value, _) => value is MapValue ? [ArgumentValue.Of(ArgumentJson.WriteSpaced(value))] : [])),
        new("schema-echoed", CorruptionFamily.Type, 0.5, "a value is wrapped as the schema describes it",
            "city \"Oslo\" -> {\"type\": \"string\", \"value\": \"Oslo\"}", (scene, random) => Typed(scene, random, (value, shape) => value is TextValue or IntegerValue or FloatValue
                ? random.Shuffled((string[])["value", "description", "default"]).Select(key => new MapValue([new("type", ArgumentValue.Of(Word(shape))), new(key, value)]))
                : [])),
    ];

    private static IEnumerable<Product> Typed(Scene scene, SeededRandom random, Func<ArgumentValue, ParameterShape, IEnumerable<ArgumentValue>> change) =>
        scene.Each(random, place => place.Shape is { Kind: not ShapeKind.Any } shape && shape.Takes(place.Value)
            ? change(place.Value, shape).Where(value => !shape.Takes(value))
            : []);

    /// <summary>The number with the word that follows it in the conversation.</summary>
    private static IEnumerable<ArgumentValue> WithUnit(Scene scene, ValuePlace place)
    {
        if (place.Shape is not { Kind: ShapeKind.Integer or ShapeKind.Number } || Numbers.Of(place.Value) is not { } number) yield break;
        var words = TextWord.Of(scene.Request);
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (Mentions.NumberOf(words[i].Text) != number) continue;
            if (words[i].Text[^1] == '%') yield return ArgumentValue.Of(words[i].Text);
            else if (words[i + 1].Follows && !NameWords.IsStop(words[i + 1].Text)) yield return ArgumentValue.Of(ArgumentJson.Write(place.Value) + " " + words[i + 1].Text);
        }
    }

    private static IEnumerable<ArgumentValue> ListTexts(ListValue list, SeededRandom random)
    {
        var items = list.Items.Select(item => item is TextValue text ? text.Value : ArgumentJson.Write(item)).ToArray();
        return random.Shuffled((string[])[string.Join(", ", items), string.Join(",", items), ArgumentJson.WriteSpaced(list)]).Select(ArgumentValue.Of);
    }

    private static string Word(ParameterShape shape) => shape.Kind switch
    {
        ShapeKind.Text => "string",
        ShapeKind.Integer => "integer",
        _ => "number",
    };
}
