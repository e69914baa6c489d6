using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Parameters that the tool does not have.</summary>
internal static class ParameterNames
{
    // A word and what models write in its place.
    private static readonly Dictionary<string, string[]> Synonyms = ((string[][])
    [
        ["city", "location", "town", "place"], ["location", "city", "place", "address"], ["place", "location"], ["date", "day", "when"],
        ["day", "date"], ["time", "hour", "when"], ["start", "from", "begin"], ["end", "to", "until"], ["from", "origin", "source"],
        ["to", "destination", "target"], ["origin", "from", "source"], ["destination", "to", "target"], ["name", "title", "label"], ["title", "name"],
        ["query", "search", "q", "keyword"], ["keyword", "query"], ["id", "identifier", "code"], ["number", "count", "num"],
        ["count", "number", "limit"], ["limit", "max_results", "count"], ["amount", "value", "quantity"], ["type", "kind", "category"],
        ["category", "type", "genre"], ["genre", "category", "style"], ["price", "cost"], ["cost", "price"], ["user", "customer", "person"],
        ["person", "name", "user"], ["people", "guests", "persons"], ["size", "length"], ["message", "text", "body"], ["text", "message", "content"],
        ["language", "lang"], ["year", "date"], ["duration", "length", "time"], ["unit", "units"],
    ]).ToDictionary(row => row[0], row => row[1..], StringComparer.Ordinal);

    private static readonly string[] Plausible =
        ["limit", "language", "unit", "format", "country", "page", "include_details", "verbose", "user_id", "api_key", "date", "location", "type", "max_results", "sort_by", "description", "name"];

    public static CorruptionOperator[] All { get; } =
    [
        new("parameter-renamed", CorruptionFamily.ParameterName, 2, "a parameter has another plausible name",
            "city: Oslo -> location: Oslo", (scene, random) => Renamed(scene, random, name => Others(name, random))),
        new("parameter-recased", CorruptionFamily.ParameterName, 0.8, "a parameter's name is of another case style",
            "max_price: 5 -> maxPrice: 5", (scene, random) => Renamed(scene, random, name => Recased(name, random))),
        new("parameter-extra", CorruptionFamily.ParameterName, 2, "a parameter is added that the tool does not have",
            "weather(city: Oslo) -> weather(city: Oslo, unit: \"metric\")", Extra),
        new("arguments-wrapped", CorruptionFamily.ParameterName, 0.5, "all arguments stand inside one more object",
            "{city: Oslo} -> {arguments: {city: Oslo}}", Wrapped),
    ];

    private static IEnumerable<Product> Renamed(Scene scene, SeededRandom random, Func<string, IEnumerable<string>> names)
    {
        foreach (var place in random.Shuffled(scene.Places.Where(place => place.Path.Count == 0)))
        {
            var call = scene.Calls[place.Call];
            foreach (var name in names(place.Argument).Where(name => IsUnknown(call, name)))
            {
                yield return scene.Replace(place.Call, call.With(new MapValue(call.Arguments.Entries
                    .Select(entry => entry.Key == place.Argument ? new MapEntry(name, entry.Value) : entry).ToValueList())));
            }
        }
    }

    private static bool IsUnknown(RightCall call, string name) => name.Length > 0 && call.Tool is not null && call.Parameter(name) is null && call.Arguments[name] is null;

    private static IEnumerable<string> Others(string name, SeededRandom random)
    {
        var words = NameWords.Of(name);
        if (words.Count == 0) return [];
        var names = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var synonym in Synonyms.GetValueOrDefault(words[i]) ?? []) names.Add(Joined(name, words.Select((word, j) => j == i ? synonym : word)));
        }
        if (words.Count > 1)
        {
            names.Add(Joined(name, words.Skip(1)));
            names.Add(Joined(name, words.SkipLast(1)));
        }
        else
        {
            names.Add(Joined(name, words.Append("name")));
            names.Add(Joined(name, words.Append("value")));
        }
        if (name[^1] is not ('y' or 'S')) names.Add(name.EndsWith('s') ? name[..^1] : name + "s");
        return random.Shuffled(names);
    }

    private static string Joined(string like, IEnumerable<string> words) =>
        like.Contains('_') || like.All(character => !char.IsUpper(character)) ? NameWords.Snake([.. words]) : NameWords.Camel([.. words]);

    private static IEnumerable<string> Recased(string name, SeededRandom random)
    {
        var words = NameWords.Of(name);
        return words.Count == 0 ? [] : random.Shuffled((string[])[NameWords.Camel(words), NameWords.Snake(words), NameWords.Pascal(words)]);
    }

    private static IEnumerable<Product> Extra(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            // Names of other tools' parameters leak more often than invented ones.
            var leaked = scene.Tools.Where(tool => tool.Name != scene.Calls[i].Name).SelectMany(tool => tool.Parameters).Take(40).ToArray();
            var names = random.Shuffled(leaked).Take(3).Concat(random.Shuffled(Plausible).Take(3).Select(name => new ParameterShape(
                name, name is "limit" or "page" or "max_results" ? ShapeKind.Integer : name is "verbose" or "include_details" ? ShapeKind.Boolean : ShapeKind.Text, "", [], null, false, null, [])));
            foreach (var shape in random.Shuffled(names))
            {
                if (!IsUnknown(scene.Calls[i], shape.Name)) continue;
                var value = random.Chance(0.5) ? new ArgumentFiller(scene, random).Mentioned(shape) : null;
                yield return scene.Replace(i, scene.Calls[i].With(shape.Name, value ?? InventedValue.For(shape, random)));
            }
        }
    }

    private static IEnumerable<Product> Wrapped(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            if (scene.Calls[i].Arguments.Entries.Count == 0) continue;
            foreach (var key in random.Shuffled((string[])["arguments", "parameters", "input", "params"]))
            {
                if (IsUnknown(scene.Calls[i], key)) yield return scene.Replace(i, scene.Calls[i].With(new MapValue([new(key, scene.Calls[i].Arguments)])));
            }
        }
    }
}
