using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Values that come from the documentation or from nowhere, not from the conversation.</summary>
internal static class Placeholders
{
    public static CorruptionOperator[] All { get; } =
    [
        new("example-value", CorruptionFamily.Value, 2.5, "a value is another of the options or examples that the documentation lists",
            "\"colour, such as red or blue\": green -> red", (scene, random) => scene.Each(random, place => Examples(place, random))),
        new("invented-value", CorruptionFamily.Value, 2, "a value is made up",
            "date 2024-03-05 -> 2023-10-01", (scene, random) => scene.Each(random, place => place.Shape is { Members.Count: 0, Kind: not (ShapeKind.Any or ShapeKind.Boolean or ShapeKind.Map) } shape
                ? [InventedValue.For(shape with { Name = place.Name }, random), InventedValue.For(shape with { Name = place.Name }, random)] : [])),
        new("name-as-value", CorruptionFamily.Value, 0.8, "a value is a placeholder made of the parameter's name or type",
            "user_id \"u17\" -> \"your_user_id\"", (scene, random) => scene.Each(random, place => Names(place, random))),
        new("description-as-value", CorruptionFamily.Value, 0.4, "a value is the parameter's description",
            "city \"Oslo\" -> \"Name of the city\"", (scene, random) => scene.Each(random, place => IsText(place) && place.Shape is { Description.Length: > 2 and < 120 } shape
                ? [ArgumentValue.Of(shape.Description.TrimEnd('.'))] : [])),
        new("text-emptied", CorruptionFamily.Value, 0.6, "a text is empty",
            "city \"Oslo\" -> \"\"", (scene, random) => scene.Each(random, place => IsText(place) ? [ArgumentValue.Of("")] : [])),
        new("value-null", CorruptionFamily.Type, 0.6, "a value is null",
            "city \"Oslo\" -> null", (scene, random) => scene.Each(random, place => place.Value is NullValue ? [] : [ArgumentValue.Null])),
    ];

    private static bool IsText(ValuePlace place) => place.Value is TextValue && place.Shape is not { Members.Count: > 0 };

    private static IEnumerable<ArgumentValue> Examples(ValuePlace place, SeededRandom random)
    {
        if (place.Shape is not { Members.Count: 0, Description.Length: > 0 } shape) return [];
        var examples = DocumentedExamples.Of(shape.Description).Where(example => place.Value is not TextValue text || ConventionGuard.Fold(example) != ConventionGuard.Fold(text.Value));
        return random.Shuffled(examples).Select(ArgumentValue? (example) => place.Value is TextValue ? ArgumentValue.Of(example)
            : Numbers.Of(place.Value) is not null && DescribedDefault.Value(example) is IntegerValue or FloatValue ? DescribedDefault.Value(example) : null)
            .OfType<ArgumentValue>().Where(shape.Takes);
    }

    private static IEnumerable<ArgumentValue> Names(ValuePlace place, SeededRandom random)
    {
        if (!IsText(place)) return [];
        var name = NameWords.Snake(NameWords.Of(place.Name));
        return random.Shuffled((string[])[name, $"<{name}>", $"your_{name}", "string", $"{name}_value", string.Join(' ', NameWords.Of(place.Name))]).Select(ArgumentValue.Of);
    }
}
