using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Too few and too many calls.</summary>
internal static class CallCounts
{
    // Models that lose the thread repeat a call many times; more than these say nothing new.
    private const int MaximumLoop = 6;

    public static CorruptionOperator[] All { get; } =
    [
        new("call-dropped", CorruptionFamily.Count, 3, "one of several calls is missing",
            "[weather(Oslo), weather(Rome)] -> [weather(Oslo)]", (scene, random) => scene.Calls.Count < 2 ? []
                : random.Shuffled(Enumerable.Range(0, scene.Calls.Count)).Select(i => scene.Replace(i))),
        new("call-first-only", CorruptionFamily.Count, 1.5, "only the first of three or more calls is made",
            "[f(1), f(2), f(3)] -> [f(1)]", (scene, _) => scene.Calls.Count < 3 ? [] : [new([scene.RightCalls().First()])]),
        new("call-repeated", CorruptionFamily.Count, 1, "a call is made twice",
            "[f(1)] -> [f(1), f(1)]", (scene, random) => random.Shuffled(Enumerable.Range(0, scene.Calls.Count)).Select(i =>
                scene.Replace(i, scene.Calls[i].With(scene.Calls[i].Arguments), scene.Calls[i].With(scene.Calls[i].Arguments)))),
        new("call-repeated-changed", CorruptionFamily.Count, 1.5, "a call is made a second time with another value of the conversation",
            "[weather(Oslo)] -> [weather(Oslo), weather(Norway)]", RepeatedChanged),
        new("call-looped", CorruptionFamily.Count, 0.5, "a call is made over and over, counting up where it holds a number",
            "[page(1)] -> [page(1), page(2), page(3)]", Looped),
        new("call-extra", CorruptionFamily.Count, 2, "another tool is called as well, though nothing asks for it",
            "[weather(Oslo)] -> [weather(Oslo), news(Oslo)]", Extra),
        new("calls-merged", CorruptionFamily.Count, 1.5, "two calls of one tool are made one, with lists or both values in one text",
            "[weather(Oslo), weather(Rome)] -> [weather(\"Oslo, Rome\")]", Merged),
        new("call-split", CorruptionFamily.Count, 1.5, "one call is made several, one for each item or argument",
            "[sum([1, 2])] -> [sum([1]), sum([2])]", Split),
        new("call-echoed", CorruptionFamily.Value, 1, "a second call repeats the arguments of the first",
            "[weather(Oslo), weather(Rome)] -> [weather(Oslo), weather(Oslo)]", Echoed),
    ];

    private static IEnumerable<Product> RepeatedChanged(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            var call = scene.Calls[i];
            foreach (var entry in random.Shuffled(call.Arguments.Entries))
            {
                if (call.Parameter(entry.Key) is not { } shape) continue;
                var other = shape.Members.Count > 0 ? random.Pick(shape.Members) : new ArgumentFiller(scene, random).Mentioned(shape) ?? InventedValue.For(shape, random);
                if (!JsonEquality.AreEqual(other, entry.Value)) yield return scene.Replace(i, call.With(call.Arguments), call.With(entry.Key, other));
            }
        }
    }

    private static IEnumerable<Product> Looped(Scene scene, SeededRandom random)
    {
        if (scene.Calls.Count == 0) yield break;
        var last = scene.Calls.Count - 1;
        var call = scene.Calls[last];
        var count = 3 + random.Next(MaximumLoop - 2);
        var counted = call.Arguments.Entries.FirstOrDefault(entry => entry.Value is IntegerValue);
        yield return scene.Replace(last, [.. Enumerable.Range(0, count).Select(i =>
            counted.Value is IntegerValue start ? call.With(counted.Key, ArgumentValue.Of(start.Value + i)) : call.With(call.Arguments))]);
    }

    private static IEnumerable<Product> Extra(Scene scene, SeededRandom random)
    {
        if (scene.Calls.Count == 0) yield break;
        foreach (var tool in random.Shuffled(scene.Tools.Where(tool => scene.Calls.All(call => call.Name != tool.Name))))
        {
            var calls = scene.RightCalls().ToList();
            calls.Insert(random.Chance(0.7) ? calls.Count : random.Next(calls.Count), ToolCall.Of(tool.Name, new ArgumentFiller(scene, random).Fill(tool)));
            yield return new(calls.ToValueList());
        }
    }

    private static IEnumerable<Product> Merged(Scene scene, SeededRandom random)
    {
        for (var i = 0; i + 1 < scene.Calls.Count; i++)
        {
            var (first, second) = (scene.Calls[i], scene.Calls[i + 1]);
            if (first.Name != second.Name) continue;
            foreach (var asLists in random.Shuffled([true, false]))
            {
                var merged = first.With(Union(first.Arguments, second.Arguments, asLists));
                yield return new(scene.RightCalls().Where((_, j) => j != i + 1).Select((call, j) => j == i ? merged : call).ToValueList());
            }
        }
    }

    private static MapValue Union(MapValue first, MapValue second, bool asLists)
    {
        var union = first;
        foreach (var entry in second.Entries)
        {
            if (union[entry.Key] is not { } value) union = RightCall.Set(union, entry.Key, entry.Value);
            else if (!JsonEquality.AreEqual(value, entry.Value)) union = RightCall.Set(union, entry.Key, Both(value, entry.Value, asLists));
        }
        return union;
    }

    private static ArgumentValue Both(ArgumentValue left, ArgumentValue right, bool asList) => (left, right) switch
    {
        (ListValue one, ListValue two) => new ListValue([.. one.Items, .. two.Items]),
        (TextValue one, TextValue two) when !asList => ArgumentValue.Of(one.Value + ", " + two.Value),
        _ => new ListValue([left, right]),
    };

    private static IEnumerable<Product> Split(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            var call = scene.Calls[i];
            foreach (var entry in random.Shuffled(call.Arguments.Entries))
            {
                if (entry.Value is ListValue { Items.Count: > 1 and <= 12 } list)
                {
                    yield return scene.Replace(i, [.. list.Items.Select(item => call.With(entry.Key, new ListValue([item])))]);
                }
                else if (entry.Value is TextValue text && text.Value.Split([" and ", ", "], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 and <= 4 } parts)
                {
                    yield return scene.Replace(i, [.. parts.Select(part => call.With(entry.Key, ArgumentValue.Of(part)))]);
                }
            }
            if (call.Arguments.Entries.Count is > 1 and <= 6)
            {
                yield return scene.Replace(i, [.. call.Arguments.Entries.Select(entry => call.With(new MapValue([entry])))]);
            }
        }
    }

    private static IEnumerable<Product> Echoed(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(1, Math.Max(0, scene.Calls.Count - 1))))
        {
            if (scene.Calls[i].Name == scene.Calls[i - 1].Name) yield return scene.Replace(i, scene.Calls[i].With(scene.Calls[i - 1].Arguments));
        }
    }
}
