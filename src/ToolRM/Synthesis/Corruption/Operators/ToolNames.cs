using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Names of tools that are not offered.</summary>
internal static class ToolNames
{
    private static readonly string[][] Verbs =
    [
        ["get", "fetch", "retrieve", "find", "lookup", "query", "show"], ["search", "find", "lookup", "query"], ["calculate", "compute", "calc", "get"], ["create", "add", "make", "generate", "new"],
        ["delete", "remove", "cancel"], ["update", "set", "modify", "change", "edit"], ["book", "reserve", "order", "schedule"], ["send", "post", "write"], ["list", "get", "show"], ["play", "start", "stream"],
        ["check", "verify", "get"], ["convert", "translate", "change"],
    ];

    public static CorruptionOperator[] All { get; } =
    [
        new("tool-renamed", CorruptionFamily.Tool, 1, "the tool has a name of like meaning that is not offered",
            "get_weather -> fetch_weather", (scene, random) => Renamed(scene, random, name => Synonyms(name, random))),
        new("tool-recased", CorruptionFamily.Tool, 0.5, "the tool's name is of another case style",
            "get_weather -> getWeather", (scene, random) => Renamed(scene, random, name => Recased(name, random))),
        new("tool-prefixed", CorruptionFamily.Tool, 0.5, "the tool's name has a prefix or ending that it does not have",
            "get_weather -> weather_api.get_weather", (scene, random) => Renamed(scene, random, name => Affixed(name, random))),
        new("tool-shortened", CorruptionFamily.Tool, 0.8, "the tool's name lacks a word",
            "math.triangle_area -> area", (scene, random) => Renamed(scene, random, name => Shortened(name, random))),
        new("tool-imagined", CorruptionFamily.Tool, 0.8, "a tool is called that would do what was asked if it were offered",
            "\"how tall is Everest\" -> get_tall_everest", (scene, random) => Renamed(scene, random, _ => Imagined(scene, random))),
    ];

    private static IEnumerable<Product> Renamed(Scene scene, SeededRandom random, Func<string, IEnumerable<string>> names)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            var call = scene.Calls[i];
            foreach (var name in names(call.Name))
            {
                if (name.Length > 0 && scene.Prompt.Tool(name) is null && !DiffersBySigns(name, call.Name)) yield return scene.Replace(i, ToolCall.Of(name, call.Arguments));
            }
        }
    }

    /// <summary>Servers that cannot write dots in names write other signs; that is no mistake of the model's.</summary>
    private static bool DiffersBySigns(string left, string right) => Letters(left) == Letters(right);

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    private static IEnumerable<string> Synonyms(string name, SeededRandom random)
    {
        var words = NameWords.Of(name);
        if (words.Count == 0) yield break;
        foreach (var verbs in random.Shuffled(Verbs.Where(verbs => verbs[0] == words[0])))
        {
            foreach (var verb in random.Shuffled(verbs.Skip(1))) yield return Like(name, [verb, .. words.Skip(1)]);
        }
        var rest = Verbs.Any(verbs => verbs.Contains(words[0])) && words.Count > 1 ? words.Skip(1) : words;
        foreach (var verb in random.Shuffled((string[])["get", "find", "search"])) yield return Like(name, [verb, .. rest]);
        yield return Like(name, [.. words, random.Chance(0.5) ? "info" : "details"]);
    }

    private static IEnumerable<string> Recased(string name, SeededRandom random)
    {
        var words = NameWords.Of(name);
        return words.Count == 0 ? [] : random.Shuffled((string[])[NameWords.Camel(words), NameWords.Snake(words), NameWords.Pascal(words), name.ToLowerInvariant()]);
    }

    private static IEnumerable<string> Affixed(string name, SeededRandom random)
    {
        var noun = NameWords.Of(name).LastOrDefault("tool");
        return random.Shuffled((string[])["api." + name, "functions." + name, noun + "_api." + name, name + "_v2", name + ".call", name + "_function", "tool_" + name]);
    }

    private static IEnumerable<string> Shortened(string name, SeededRandom random)
    {
        var dot = name.LastIndexOf('.');
        var words = NameWords.Of(name);
        var shorter = new List<string>();
        if (dot > 0)
        {
            shorter.Add(name[(dot + 1)..]);
            shorter.Add(name[..dot]);
        }
        if (words.Count > 1)
        {
            shorter.Add(Like(name, words[1..]));
            shorter.Add(Like(name, words[..^1]));
        }
        return random.Shuffled(shorter);
    }

    private static IEnumerable<string> Imagined(Scene scene, SeededRandom random)
    {
        var words = scene.Mentions.OfKind(MentionKind.Phrase).Where(mention => mention.FromUser).SelectMany(mention => NameWords.Of(mention.Text))
            .Where(word => word.Length > 2 && word.All(char.IsAsciiLetter)).Distinct().Take(12).ToArray();
        if (words.Length == 0) yield break;
        for (var i = 0; i < 4; i++)
        {
            var verb = random.Pick((string[])["get", "find", "search", "calculate", "create", "check"]);
            yield return NameWords.Snake([verb, .. random.Shuffled(words).Take(1 + random.Next(2))]);
        }
    }

    private static string Like(string name, IReadOnlyList<string> words) =>
        name.Contains('_') || name.Contains('.') || name.All(character => !char.IsUpper(character)) ? NameWords.Snake(words)
        : char.IsUpper(name[0]) ? NameWords.Pascal(words) : NameWords.Camel(words);
}
