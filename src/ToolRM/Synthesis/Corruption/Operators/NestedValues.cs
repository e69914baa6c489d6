using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Objects inside the arguments whose entries stand at another depth.</summary>
internal static class NestedValues
{
    public static CorruptionOperator[] All { get; } =
    [
        new("nested-lifted", CorruptionFamily.ParameterName, 0.8, "an entry of an object stands beside it, not in it",
            "{filter: {min: 1, max: 5}} -> {filter: {min: 1}, max: 5}", (scene, random) => Each(scene, random, (call, place, map) => random.Shuffled(map.Entries)
                .Where(entry => call.Arguments[entry.Key] is null)
                .Select(entry => RightCall.Set(RightCall.Set(call.Arguments, place.Argument, RightCall.Remove(map, entry.Key)), entry.Key, entry.Value)))),
        new("nested-flattened", CorruptionFamily.ParameterName, 0.8, "the entries of an object stand in its place",
            "{filter: {min: 1, max: 5}} -> {min: 1, max: 5}", (scene, random) => Each(scene, random, (call, place, map) =>
                [map.Entries.Aggregate(RightCall.Remove(call.Arguments, place.Argument), (flat, entry) => RightCall.Set(flat, entry.Key, entry.Value))])),
    ];

    private static IEnumerable<Product> Each(Scene scene, SeededRandom random, Func<RightCall, ValuePlace, MapValue, IEnumerable<MapValue>> change)
    {
        foreach (var place in random.Shuffled(scene.Places))
        {
            if (place.Path.Count > 0 || place.Value is not MapValue { Entries.Count: > 0 and < 50 } map) continue;
            foreach (var arguments in change(scene.Calls[place.Call], place, map)) yield return scene.Replace(place.Call, scene.Calls[place.Call].With(arguments));
        }
    }
}
