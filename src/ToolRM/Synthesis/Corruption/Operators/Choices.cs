using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Choices among given members: enums and truth values.</summary>
internal static class Choices
{
    public static CorruptionOperator[] All { get; } =
    [
        new("enum-other", CorruptionFamily.Value, 2, "another member of the enum is chosen",
            "class economy -> business", (scene, random) => scene.Each(random, place => random.Shuffled(place.Shape?.Members ?? [])
                .Where(member => !JsonEquality.AreEqual(member, place.Value)).Take(3))),
        new("enum-outside", CorruptionFamily.Value, 1, "a value is given that is no member of the enum, such as the user's own wording",
            "enum [low, high]: high -> very high", Outside),
        new("boolean-flipped", CorruptionFamily.Value, 1.5, "true stands for false, or the other way round",
            "refundable true -> false", (scene, random) => scene.Each(random, place => place.Value is BooleanValue flag ? [ArgumentValue.Of(!flag.Value)] : [])),
    ];

    private static IEnumerable<Product> Outside(Scene scene, SeededRandom random) => scene.Each(random, place =>
    {
        if (place.Shape is not { Members.Count: > 0 } shape || place.Value is not TextValue text) return [];
        var phrases = scene.Mentions.OfKind(MentionKind.Phrase).Take(10).Select(mention => mention.Text);
        return random.Shuffled(phrases.Where(phrase => NameWords.Content(phrase).Overlaps(NameWords.Content(text.Value))))
            .Concat(random.Shuffled((string[])["very " + text.Value, text.Value + " " + NameWords.Of(shape.Name).LastOrDefault("type"), "other", "any"]))
            .Where(other => shape.Members.All(member => member is not TextValue known || ConventionGuard.Fold(known.Value) != ConventionGuard.Fold(other)))
            .Select(ArgumentValue.Of);
    });
}
