using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Replies that look like calls and cannot be read as such.</summary>
internal static class BrokenFormats
{
    private const string Open = "<tool_call>\n", Close = "\n</tool_call>";

    public static CorruptionOperator[] All { get; } =
    [
        new("json-truncated", CorruptionFamily.Format, 0.8, "the reply ends inside the call",
            "<tool_call>{\"name\": \"weather\", \"argum", Truncated),
        new("json-broken", CorruptionFamily.Format, 0.6, "a quote or bracket of the call is missing, or a comma too many",
            "{\"city\": \"Oslo} ", (scene, random) => Json(scene).SelectMany(text => Broken(text, random)).Select(text => new Product([], Open + text + Close))),
        new("arguments-broken", CorruptionFamily.Format, 0.6, "the call's arguments are not JSON",
            "weather with arguments {city: Oslo", ArgumentsBroken),
        new("call-in-prose", CorruptionFamily.Format, 0.6, "the call is told, not made",
            "\"I would call weather with city set to Oslo.\"", Told),
        new("fence-broken", CorruptionFamily.Format, 0.4, "the call stands in a code fence with prose that breaks it",
            "```json {\"name\": \"weather\", ... // city goes here", Fenced),
    ];

    private static IEnumerable<string> Json(Scene scene) => scene.RightCalls().Take(4).Select(call => Spaced(call));

    private static string Spaced(ToolCall call) => ArgumentJson.WriteSpaced(new MapValue([new("name", ArgumentValue.Of(call.Name)), new("arguments", call.ParseArguments().Value!)]));

    private static IEnumerable<Product> Truncated(Scene scene, SeededRandom random)
    {
        foreach (var text in Json(scene).Take(2))
        {
            if (text.Length < 20) continue;
            for (var i = 0; i < 3; i++) yield return new([], Open + text[..(10 + random.Next(text.Length - 10))]);
        }
    }

    private static IEnumerable<Product> Told(Scene scene, SeededRandom random)
    {
        if (scene.Calls.Count == 0) yield break;
        var call = scene.Calls[random.Next(scene.Calls.Count)];
        var values = string.Join(" and ", call.Arguments.Entries.Take(4).Select(entry => $"{entry.Key} set to {ArgumentJson.Write(entry.Value)}"));
        var with = values.Length == 0 ? "" : " with " + values;
        foreach (var text in random.Shuffled((string[])[$"I would call {call.Name}{with}.", $"The function to use here is `{call.Name}`{with}.", $"First, use the {call.Name} tool{with}, then tell the user the result."]))
        {
            yield return new([], text);
        }
    }

    private static IEnumerable<Product> Fenced(Scene scene, SeededRandom random)
    {
        foreach (var text in Json(scene).Take(2))
        {
            foreach (var broken in random.Shuffled((string[])[text.TrimEnd('}') + "\n// fill in the rest", text.Replace('"', '\''), text.TrimEnd('}') + ", ...}"]))
            {
                yield return new([], $"Here is the call:\n```json\n{broken}\n```\nLet me know if you need anything else.");
            }
        }
    }

    private static IEnumerable<string> Broken(string text, SeededRandom random)
    {
        var quotes = Enumerable.Range(0, text.Length).Where(i => text[i] == '"').ToArray();
        if (quotes.Length > 4) yield return text.Remove(quotes[4 + random.Next(quotes.Length - 4)], 1);
        yield return text.TrimEnd('}');
        if (text.LastIndexOf(':') is var colon and > 0) yield return text.Remove(colon, 1);
    }

    private static IEnumerable<Product> ArgumentsBroken(Scene scene, SeededRandom random)
    {
        foreach (var i in random.Shuffled(Enumerable.Range(0, scene.Calls.Count)))
        {
            if (scene.Calls[i].Arguments.Entries.Count == 0) continue;
            foreach (var text in Broken(ArgumentJson.WriteSpaced(scene.Calls[i].Arguments), random)) yield return scene.Replace(i, new ToolCall(scene.Calls[i].Name, text));
        }
    }
}
