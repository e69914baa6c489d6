using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Texts that say more or less than was meant: the value is there, with its surroundings or without a part of itself.</summary>
internal static class Specificity
{
    // A model that copies a clause stops somewhere; ours.
    private const int MaximumClauseWords = 25;

    private static readonly string[] PlaceWords = ["city", "location", "place", "destination", "origin", "departure", "town", "address", "area", "where", "from", "to"];
    private static readonly string[] PlaceTails = [", USA", ", CA", ", NY", ", UK", ", France", ", Germany", " City", ", United States"];

    public static CorruptionOperator[] All { get; } =
    [
        new("text-widened", CorruptionFamily.Value, 3, "a text takes in the words beside it in the request",
            "cuisine \"Italian\" -> \"Italian restaurant\"", (scene, random) => Each(scene, random, text => Widened(scene, text, random))),
        new("text-clause", CorruptionFamily.Value, 1.2, "a text is the whole clause or request that it stands in",
            "topic \"whales\" -> \"tell me a fact about whales\"", (scene, random) => Each(scene, random, text => Clause(scene, text))),
        new("text-labelled", CorruptionFamily.Value, 1.2, "a text carries the name of its parameter",
            "city \"Oslo\" -> \"the city of Oslo\"", (scene, random) => scene.Each(random, place => Labelled(place, random))),
        new("place-completed", CorruptionFamily.Value, 1.2, "a place gets a state or country that nobody named",
            "city \"Oslo\" -> \"Oslo, USA\"", (scene, random) => scene.Each(random, place => Completed(scene, place, random))),
        new("text-shortened", CorruptionFamily.Value, 3, "a text loses a part of itself",
            "place \"Bergen, Norway\" -> \"Bergen\"", (scene, random) => Each(scene, random, text => Shortened(text, random))),
        new("text-misspelt", CorruptionFamily.Value, 0.5, "a letter of a text is lost or doubled",
            "name \"Katrin\" -> \"Katin\"", (scene, random) => Each(scene, random, text => Misspelt(text, random))),
    ];

    /// <summary>What a function makes of each text that has no fixed choices and is no date or number.</summary>
    private static IEnumerable<Product> Each(Scene scene, SeededRandom random, Func<string, IEnumerable<string>> change) =>
        scene.Each(random, place => IsFreeText(place, out var text) ? change(text).Select(ArgumentValue.Of) : []);

    private static bool IsFreeText(ValuePlace place, out string text)
    {
        text = (place.Value as TextValue)?.Value ?? "";
        return text.Length is > 0 and < 300 && place.Shape is not { Members.Count: > 0 } && DateText.Parse(text) is null && DateText.ParseTime(text) is null;
    }

    private static IEnumerable<string> Widened(Scene scene, string text, SeededRandom random)
    {
        foreach (var (message, words, first, last) in Occurrences(scene, text))
        {
            foreach (var (left, right) in random.Shuffled(((int, int)[])[(0, 1), (1, 0), (0, 2), (2, 0), (1, 1)]))
            {
                var (from, to) = (first - left, last + right);
                if (from < 0 || to >= words.Count || !AreJoined(words, from, to)) continue;
                var added = Enumerable.Range(from, left).Concat(Enumerable.Range(last + 1, right)).Select(i => words[i].Text).ToList();
                // "the Oslo" and "in Oslo" say the same; ends that say nothing look cut off.
                if (added.Any(word => !NameWords.IsStop(word)) && !NameWords.IsStop(words[to].Text)) yield return message[words[from].Start..words[to].End];
            }
        }
    }

    private static IEnumerable<string> Clause(Scene scene, string text)
    {
        foreach (var (message, words, first, last) in Occurrences(scene, text))
        {
            var (from, to) = (first, last);
            while (from > 0 && words[from].Follows) from--;
            while (to + 1 < words.Count && words[to + 1].Follows) to++;
            if (to - from <= MaximumClauseWords && to - from > last - first) yield return message[words[from].Start..words[to].End];
            if (words.Count <= MaximumClauseWords && words.Count > last - first + 1) yield return message.Trim();
        }
    }

    private static IEnumerable<ArgumentValue> Labelled(ValuePlace place, SeededRandom random)
    {
        if (!IsFreeText(place, out var text) || TextClasses.Of(text) != TextClass.Words) return [];
        var words = NameWords.Of(place.Name);
        if (words.Count == 0 || words[^1].Length < 3 || text.Contains(words[^1], StringComparison.OrdinalIgnoreCase)) return [];
        var label = words[^1] is "name" && words.Count > 1 ? words[^2] : words[^1];
        return random.Shuffled((string[])[$"{text} {label}", $"{label} {text}", $"the {label} of {text}"]).Select(ArgumentValue.Of);
    }

    private static IEnumerable<ArgumentValue> Completed(Scene scene, ValuePlace place, SeededRandom random)
    {
        // Where the documentation shows "Paris, France", the longer form is the right one.
        if (!IsFreeText(place, out var text) || text.Contains(',') || text.Any(char.IsDigit) || place.Shape?.Description.Contains("e.g. ", StringComparison.OrdinalIgnoreCase) == true) return [];
        if (!NameWords.Of(place.Name).Any(PlaceWords.Contains)) return [];
        var said = scene.Request;
        return random.Shuffled(PlaceTails.Where(tail => !said.Contains(tail.Trim(',', ' '), StringComparison.OrdinalIgnoreCase))).Select(tail => ArgumentValue.Of(text + tail));
    }

    private static IEnumerable<string> Shortened(string text, SeededRandom random)
    {
        var parts = new List<string>();
        if (text.IndexOf(',') is var comma and > 0)
        {
            parts.Add(text[..comma].Trim());
            parts.Add(text[(comma + 1)..].Trim());
        }
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1)
        {
            parts.Add(string.Join(' ', words[..^1]).TrimEnd(','));
            parts.Add(string.Join(' ', words[1..]));
            if (words.Length > 3) parts.Add(string.Join(' ', words[..(words.Length / 2)]));
            if (words.Length > 2) parts.Add(words[0]);
        }
        return random.Shuffled(parts.Where(part => NameWords.Content(part).Count > 0));
    }

    private static IEnumerable<string> Misspelt(string text, SeededRandom random)
    {
        if (text.Length is < 5 or > 60) yield break;
        for (var tries = 0; tries < 4; tries++)
        {
            var i = 1 + random.Next(text.Length - 2);
            if (!char.IsLetter(text[i]) || !char.IsAscii(text[i])) continue;
            yield return random.Chance(0.5) ? text.Remove(i, 1) : text.Insert(i, text[i].ToString());
        }
    }

    /// <summary>Where the user wrote a text, as ranges of whole words.</summary>
    private static IEnumerable<(string Message, List<TextWord> Words, int First, int Last)> Occurrences(Scene scene, string text)
    {
        for (var m = scene.Prompt.Messages.Count - 1; m >= 0; m--)
        {
            if (scene.Prompt.Messages[m] is not UserMessage { Text: { Length: < 20_000 } message }) continue;
            var at = message.IndexOf(text, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            var words = TextWord.Of(message);
            var first = words.FindIndex(word => word.Start == at);
            var last = words.FindIndex(word => word.End == at + text.Length);
            if (first >= 0 && last >= first) yield return (message, words, first, last);
        }
    }

    private static bool AreJoined(List<TextWord> words, int from, int to)
    {
        for (var i = from + 1; i <= to; i++)
        {
            if (!words[i].Follows) return false;
        }
        return true;
    }
}
