using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Right values at wrong places.</summary>
internal static class Swaps
{
    public static CorruptionOperator[] All { get; } =
    [
        new("arguments-swapped", CorruptionFamily.Value, 3, "two arguments of a call have each other's values",
            "from Oslo to Bergen -> from Bergen to Oslo", Swapped),
        new("calls-swapped", CorruptionFamily.Value, 2, "an argument has the value that it has in another call, and the other way round",
            "[f(a: 1, b: 2), f(a: 3, b: 4)] -> [f(a: 3, b: 2), f(a: 1, b: 4)]", AcrossCalls),
        new("argument-copied", CorruptionFamily.Value, 1.5, "an argument has the value of another one, which keeps it too",
            "title \"Dune\", author \"Herbert\" -> author \"Dune\"", Copied),
        new("argument-moved", CorruptionFamily.Optional, 1.5, "a value stands under another parameter that takes it",
            "city: Texas -> state: Texas where the city was meant", Moved),
    ];

    private static IEnumerable<Product> Swapped(Scene scene, SeededRandom random)
    {
        foreach (var (i, left, right) in random.Shuffled(Pairs(scene)))
        {
            var call = scene.Calls[i];
            if (Fits(call.Parameter(right.Key), left.Value) && Fits(call.Parameter(left.Key), right.Value))
            {
                yield return scene.Replace(i, call.With(RightCall.Set(RightCall.Set(call.Arguments, left.Key, right.Value), right.Key, left.Value)));
            }
        }
    }

    private static IEnumerable<Product> AcrossCalls(Scene scene, SeededRandom random)
    {
        var calls = scene.Calls;
        var slots = Enumerable.Range(0, Math.Min(calls.Count, 12)).SelectMany(i => Enumerable.Range(i + 1, Math.Max(0, Math.Min(calls.Count, 12) - i - 1)).Select(j => (i, j)));
        foreach (var (i, j) in random.Shuffled(slots))
        {
            foreach (var entry in random.Shuffled(calls[i].Arguments.Entries))
            {
                // The same parameter first; between different tools any that takes the value.
                var other = calls[j].Arguments.Entries.FirstOrDefault(candidate =>
                    calls[i].Name == calls[j].Name ? candidate.Key == entry.Key : SameKind(candidate.Value, entry.Value) && NameWords.Share(candidate.Key, entry.Key));
                if (other.Value is null || JsonEquality.AreEqual(other.Value, entry.Value)) continue;
                yield return new(calls.Select((call, at) => at == i ? call.With(entry.Key, other.Value) : at == j ? call.With(other.Key, entry.Value) : call.With(call.Arguments)).ToValueList());
            }
        }
    }

    private static IEnumerable<Product> Copied(Scene scene, SeededRandom random)
    {
        foreach (var (i, left, right) in random.Shuffled(Pairs(scene)))
        {
            var (from, to) = random.Chance(0.5) ? (left, right) : (right, left);
            if (Fits(scene.Calls[i].Parameter(to.Key), from.Value)) yield return scene.Replace(i, scene.Calls[i].With(to.Key, from.Value));
        }
    }

    private static IEnumerable<Product> Moved(Scene scene, SeededRandom random)
    {
        foreach (var place in random.Shuffled(scene.Places.Where(place => place.Path.Count == 0 && place.Value is not BooleanValue)))
        {
            var call = scene.Calls[place.Call];
            var free = (call.Tool?.Parameters ?? []).Where(shape => shape.Kind != ShapeKind.Any && call.Arguments[shape.Name] is null && Fits(shape, place.Value));
            foreach (var shape in random.Shuffled(free).Take(3))
            {
                yield return scene.Replace(place.Call, call.With(new MapValue(call.Arguments.Entries
                    .Select(entry => entry.Key == place.Argument ? new MapEntry(shape.Name, entry.Value) : entry).ToValueList())));
            }
        }
    }

    /// <summary>Arguments of one call whose values are of one kind and differ.</summary>
    private static IEnumerable<(int Call, MapEntry Left, MapEntry Right)> Pairs(Scene scene)
    {
        for (var i = 0; i < scene.Calls.Count; i++)
        {
            var entries = scene.Calls[i].Arguments.Entries.Take(16).ToArray();
            for (var j = 0; j < entries.Length; j++)
            {
                for (var k = j + 1; k < entries.Length; k++)
                {
                    if (SameKind(entries[j].Value, entries[k].Value) && !JsonEquality.AreEqual(entries[j].Value, entries[k].Value)) yield return (i, entries[j], entries[k]);
                }
            }
        }
    }

    private static bool SameKind(ArgumentValue left, ArgumentValue right) =>
        TextClasses.Of(left) == TextClasses.Of(right) && (left.GetType() == right.GetType() || Numbers.Of(left) is not null && Numbers.Of(right) is not null);

    private static bool Fits(ParameterShape? shape, ArgumentValue value) =>
        shape is null || shape.Takes(value) && (shape.Members.Count == 0 || shape.Members.Any(member => JsonEquality.AreEqual(member, value)));
}
