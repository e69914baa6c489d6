using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Lists with an item too few, too many or changed.</summary>
internal static class Lists
{
    public static CorruptionOperator[] All { get; } =
    [
        new("list-item-dropped", CorruptionFamily.Value, 2, "an item of a list is missing",
            "[2, 4, 6] -> [2, 4]", (scene, random) => Each(scene, random, (list, _) => list.Items.Count < 2 ? []
                : random.Shuffled(Enumerable.Range(0, list.Items.Count)).Select(i => List(list.Items.Where((_, j) => j != i))))),
        new("list-item-added", CorruptionFamily.Value, 1.5, "a list has an item more, from the conversation or made up",
            "[2, 4] -> [2, 4, 10]", (scene, random) => Each(scene, random, (list, place) => Others(scene, list, place, random).Select(item => List(list.Items.Append(item))))),
        new("list-item-changed", CorruptionFamily.Value, 1.5, "an item of a list is another one",
            "[2, 4] -> [2, 5]", (scene, random) => Each(scene, random, (list, place) => list.Items.Count == 0 ? []
                : Others(scene, list, place, random).Select(item => { var at = random.Next(list.Items.Count); return List(list.Items.Select((old, i) => i == at ? item : old)); }))),
        new("list-nested", CorruptionFamily.Type, 0.5, "a list stands inside a list",
            "[2, 4] -> [[2, 4]]", (scene, random) => Each(scene, random, (list, _) => [List([list])])),
    ];

    private static IEnumerable<Product> Each(Scene scene, SeededRandom random, Func<ListValue, ValuePlace, IEnumerable<ArgumentValue>> change) =>
        scene.Each(random, place => place.Value is ListValue { Items.Count: < 200 } list ? change(list, place) : []);

    private static ListValue List(IEnumerable<ArgumentValue> items) => new(items.ToValueList());

    /// <summary>Items of the list's kind that are not in it.</summary>
    private static IEnumerable<ArgumentValue> Others(Scene scene, ListValue list, ValuePlace place, SeededRandom random)
    {
        var first = list.Items.Count > 0 ? list.Items[0] : null;
        var shape = place.Shape?.Items ?? ParameterShape.Read("", null, true);
        IEnumerable<ArgumentValue> others =
            shape.Members.Count > 0 ? random.Shuffled(shape.Members)
            : first is not null && Numbers.Of(first) is { } number
                ? random.Shuffled(scene.Mentions.OfKind(MentionKind.Number).Take(8).Select(mention => mention.Number).Append(number + 1).Append(number * 2).OfType<double>())
                    .Select(other => Numbers.For(shape, other)).OfType<ArgumentValue>()
            : first is TextValue or null && shape.Kind is ShapeKind.Text or ShapeKind.Any
                ? random.Shuffled(scene.Mentions.OfKind(MentionKind.Name).Concat(scene.Mentions.OfKind(MentionKind.Phrase)).Take(8)).Select(mention => ArgumentValue.Of(mention.Text))
            : first is MapValue && shape.Kind == ShapeKind.Map ? [InventedValue.For(shape, random)] : [];
        return others.Where(other => !list.Items.Any(item => JsonEquality.AreEqual(item, other)));
    }
}
