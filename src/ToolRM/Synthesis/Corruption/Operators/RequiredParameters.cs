using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Required arguments that are missing.</summary>
internal static class RequiredParameters
{
    public static CorruptionOperator[] All { get; } =
    [
        new("required-dropped", CorruptionFamily.Required, 1.5, "a required argument is left out",
            "convert(amount, currency) -> convert(amount)", (scene, random) => random.Shuffled(scene.Places.Where(place => place.Path.Count == 0 && place.Shape is { Required: true }))
                .Select(place => scene.Replace(place.Call, scene.Calls[place.Call].Without(place.Argument)))),
        new("arguments-emptied", CorruptionFamily.Required, 0.5, "a call has no arguments at all",
            "convert(amount, currency) -> convert()", (scene, random) => random.Shuffled(Enumerable.Range(0, scene.Calls.Count)
                .Where(i => scene.Calls[i].Arguments.Entries.Count > 0)).Select(i => scene.Replace(i, scene.Calls[i].With(MapValue.Empty)))),
        new("nested-dropped", CorruptionFamily.Required, 0.8, "an entry of an object inside the arguments is left out",
            "filter {min: 1, max: 5} -> {min: 1}", NestedDropped),
    ];

    private static IEnumerable<Product> NestedDropped(Scene scene, SeededRandom random) => scene.Each(random, place => place.Value is MapValue map
        ? random.Shuffled(map.Entries).Select(entry => RightCall.Remove(map, entry.Key))
        : []);
}
