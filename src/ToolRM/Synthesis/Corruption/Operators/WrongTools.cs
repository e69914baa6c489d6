using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Another offered tool in place of the right one.</summary>
internal static class WrongTools
{
    public static CorruptionOperator[] All { get; } =
    [
        new("tool-similar", CorruptionFamily.Tool, 4, "the offered tool most like the right one is called, its arguments filled from the conversation",
            "search_hotels(city: Oslo) -> search_hostels(place: Oslo)", (scene, random) => Others(scene, random, nearest: 3)),
        new("tool-other", CorruptionFamily.Tool, 3, "any other offered tool is called, its arguments filled from the conversation",
            "search_hotels(city: Oslo) -> get_weather(city: Oslo)", (scene, random) => Others(scene, random, nearest: int.MaxValue)),
        new("tool-other-same-arguments", CorruptionFamily.Tool, 1.2, "another offered tool is called with the right tool's arguments",
            "search_hotels(city: Oslo) -> search_flights(city: Oslo)", SameArguments),
    ];

    private static IEnumerable<Product> Others(Scene scene, SeededRandom random, int nearest)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            var rivals = Rivals(scene, i, nearest);
            foreach (var rival in random.Shuffled(rivals)) yield return scene.Replace(i, ToolCall.Of(rival.Name, new ArgumentFiller(scene, random).Fill(rival)));
        }
    }

    private static IEnumerable<Product> SameArguments(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            // Nearest first: those that share parameters are the ones that models confuse in this way.
            foreach (var rival in random.Shuffled(Rivals(scene, i, 4))) yield return scene.Replace(i, ToolCall.Of(rival.Name, scene.Calls[i].Arguments));
        }
    }

    /// <summary>Offered tools that no right call uses.</summary>
    private static IEnumerable<ToolShape> Rivals(Scene scene, int call, int nearest)
    {
        var free = scene.Tools.Where(tool => scene.Calls.All(right => right.Name != tool.Name)).ToList();
        return nearest < free.Count && scene.Calls[call].Tool is { } tool ? ToolSimilarity.Nearest(tool, free).Take(nearest) : free;
    }
}
