using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Calling when no call is right, and not calling when one is.</summary>
internal static class Relevance
{
    public static CorruptionOperator[] All { get; } =
    [
        new("needless-call", CorruptionFamily.Relevance, 4, "the offered tool that fits best is called although no call is right",
            "[] -> [weather(city: Oslo)]", (scene, random) => Needless(scene, random, invent: false)),
        new("needless-call-invented", CorruptionFamily.Relevance, 2, "a tool is called with made-up values although no call is right",
            "[] -> [weather(city: New York)]", (scene, random) => Needless(scene, random, invent: true)),
        new("needless-calls", CorruptionFamily.Relevance, 0.7, "several tools are called although no call is right",
            "[] -> [weather(city: Oslo), news(topic: Oslo)]", Several),
        new("abstained", CorruptionFamily.Relevance, 1, "the reply asks or refuses although everything for a call is there",
            "[weather(Oslo)] -> \"Could you tell me more?\"", (scene, random) => scene.Calls.Count == 0 ? [] : random.Shuffled(Abstentions.Texts.Concat(Missing(scene))).Select(text => new Product([], text))),
        new("answered-in-prose", CorruptionFamily.Relevance, 0.7, "the reply claims to have done it, without a call",
            "[weather(Oslo)] -> \"I have called weather for Oslo.\"", Prose),
    ];

    /// <summary>Best-fitting tools first: those that share words with the request.</summary>
    private static List<ToolShape> Fitting(Scene scene) =>
        [.. scene.Tools.OrderByDescending(tool => ToolSimilarity.Words(tool).Count(scene.Words.Contains) / Math.Sqrt(1 + ToolSimilarity.Words(tool).Count))];

    private static IEnumerable<Product> Needless(Scene scene, SeededRandom random, bool invent)
    {
        if (scene.Calls.Count > 0) yield break;
        var tools = Fitting(scene);
        foreach (var tool in tools.Take(1).Concat(random.Shuffled(tools.Skip(1).Take(4))))
        {
            yield return new([ToolCall.Of(tool.Name, new ArgumentFiller(scene, random).Fill(tool, invent))]);
        }
    }

    private static IEnumerable<Product> Several(Scene scene, SeededRandom random)
    {
        if (scene.Calls.Count > 0 || scene.Tools.Count < 2) yield break;
        yield return new(Fitting(scene).Take(2 + random.Next(2)).Select(tool => ToolCall.Of(tool.Name, new ArgumentFiller(scene, random).Fill(tool))).ToValueList());
    }

    private static IEnumerable<string> Missing(Scene scene) => scene.Calls[0].Arguments.Entries.Take(3)
        .Select(entry => $"What should I use for the {string.Join(' ', NameWords.Of(entry.Key))}?");

    private static IEnumerable<Product> Prose(Scene scene, SeededRandom random)
    {
        if (scene.Calls.Count == 0) yield break;
        var call = scene.Calls[random.Next(scene.Calls.Count)];
        if (call.Arguments.Entries.Count == 0)
        {
            yield return new([], $"I have used {call.Name} for your request.");
            yield break;
        }
        var values = string.Join(" and ", call.Arguments.Entries.Take(3).Select(entry => entry.Value is TextValue text ? text.Value : ArgumentJson.Write(entry.Value)));
        var task = string.Join(' ', NameWords.Of(call.Name));
        foreach (var text in random.Shuffled((string[])[$"I have completed your request: {task} for {values}.", $"Done! The {task} is ready.", $"To {task}, you can use {values}."]))
        {
            yield return new([], text);
        }
    }
}
