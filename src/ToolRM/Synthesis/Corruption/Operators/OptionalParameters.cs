using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Optional arguments: made up, copied, dropped though asked for, left at their default.</summary>
internal static class OptionalParameters
{
    public static CorruptionOperator[] All { get; } =
    [
        new("optional-invented", CorruptionFamily.Optional, 2.5, "an optional argument that nobody asked for gets a made-up value",
            "search(query) -> search(query, sort: \"relevance\")", (scene, random) => Added(scene, random, (shape, _) => InventedValue.For(shape, random))),
        new("optional-copied", CorruptionFamily.Optional, 1.5, "an optional argument that nobody asked for gets a value that belongs to another one",
            "weather(city: Oslo) -> weather(city: Oslo, country: Oslo)", (scene, random) => Added(scene, random, (shape, call) => Copied(scene, shape, call, random))),
        new("optional-flood", CorruptionFamily.Optional, 0.8, "every parameter of the tool is filled in, the optional ones with made-up values",
            "search(query) -> search(query, page: 1, sort: \"all\", limit: 10)", Flood),
        new("optional-dropped", CorruptionFamily.Optional, 3, "an optional argument is left out although the conversation asks for it",
            "book(hotel, with_breakfast: true) -> book(hotel)", Dropped),
        new("default-kept", CorruptionFamily.Optional, 1.2, "an argument has its documented default in place of what was asked for",
            "limit 50 -> 10, which is the default", (scene, random) => scene.Each(random, place =>
                place.Path.Count == 0 && place.Shape is { Default: { } value } shape && shape.Takes(value) ? [value] : [])),
    ];

    private static IEnumerable<Product> Added(Scene scene, SeededRandom random, Func<ParameterShape, RightCall, ArgumentValue?> value)
    {
        var free = Enumerable.Range(0, scene.Calls.Count).SelectMany(i => Free(scene.Calls[i]).Select(shape => (Call: i, Shape: shape)));
        foreach (var (call, shape) in random.Shuffled(free))
        {
            if (value(shape, scene.Calls[call]) is { } invented) yield return scene.Replace(call, scene.Calls[call].With(shape.Name, invented));
        }
    }

    private static IEnumerable<Product> Flood(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            var free = Free(scene.Calls[i]).ToList();
            if (free.Count < 2) continue;
            var arguments = scene.Calls[i].Arguments;
            foreach (var shape in free) arguments = RightCall.Set(arguments, shape.Name, InventedValue.For(shape, random));
            yield return scene.Replace(i, scene.Calls[i].With(arguments));
        }
    }

    private static IEnumerable<Product> Dropped(Scene scene, SeededRandom random)
    {
        foreach (var place in random.Shuffled(scene.Places.Where(place => place.Path.Count == 0)))
        {
            if (place.Shape is not { Required: false } || place.Value is not BooleanValue && !scene.IsAskedFor(place.Value)) continue;
            yield return scene.Replace(place.Call, scene.Calls[place.Call].Without(place.Argument));
        }
    }

    private static ArgumentValue? Copied(Scene scene, ParameterShape shape, RightCall call, SeededRandom random)
    {
        if (shape.Members.Count > 0) return null;
        var values = call.Arguments.Entries.Where(entry => shape.Kind != ShapeKind.Any && shape.Takes(entry.Value)).Select(entry => entry.Value).ToList();
        return random.PickOrNone(values) ?? new ArgumentFiller(scene, random).Mentioned(shape);
    }

    private static IEnumerable<ParameterShape> Free(RightCall call) =>
        (call.Tool?.Parameters ?? []).Where(shape => !shape.Required && call.Arguments[shape.Name] is null);
}
