using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Preferences;

namespace ToolRM.Evaluation.Pairs;

/// <summary>A part of the pairs.</summary>
/// <param name="Name">Its name in a table.</param>
/// <param name="Pairs">Positions of its pairs.</param>
internal sealed record PairStratum(string Name, int[] Pairs);

/// <summary>Parts of a set of pairs, by what accuracy may depend on.</summary>
internal static class PairStrata
{
    /// <summary>By a word; parts by falling size, then by name. Pairs without the word are in no part.</summary>
    public static List<PairStratum> By(ValueList<PreferencePair> pairs, Func<PreferencePair, string?> word) =>
        [.. Enumerable.Range(0, pairs.Count)
            .Where(i => word(pairs[i]) is not null)
            .GroupBy(i => word(pairs[i])!, StringComparer.Ordinal)
            .Select(part => new PairStratum(part.Key, [.. part]))
            .OrderByDescending(part => part.Pairs.Length).ThenBy(part => part.Name, StringComparer.Ordinal)];

    /// <summary>The same, with parts of fewer than <paramref name="least"/> pairs taken together at the end.</summary>
    public static List<PairStratum> By(ValueList<PreferencePair> pairs, Func<PreferencePair, string?> word, int least)
    {
        var parts = By(pairs, word);
        var small = parts.Where(part => part.Pairs.Length < least).ToList();
        if (small.Count < 2) return parts;
        return [.. parts.Except(small), new($"{small.Count} others with fewer than {least}", [.. small.SelectMany(part => part.Pairs).Order()])];
    }

    /// <summary>
    /// Whether a pair's function documents were seen elsewhere: of the functions that the right reply calls (of all offered ones
    /// when it calls none), at least one stands with the same name, description and parameters among the tools of another group.
    /// </summary>
    public static bool[] DocumentsSeenElsewhere(ValueList<PreferencePair> pairs)
    {
        var groups = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var texts = pairs.Select(pair => pair.Prompt.Tools.Select(tool => (tool.Name, Text: CanonicalText(tool))).ToList()).ToList();
        for (var i = 0; i < pairs.Count; i++)
        {
            foreach (var (_, text) in texts[i])
            {
                if (!groups.TryGetValue(text, out var seen)) groups.Add(text, seen = new(StringComparer.Ordinal));
                seen.Add(pairs[i].GroupId);
            }
        }
        return [.. pairs.Select((pair, i) => texts[i].Any(tool =>
            (pair.Chosen.Count == 0 || pair.Chosen.Any(call => call.Name == tool.Name)) && groups[tool.Text].Count > 1))];
    }

    private static string CanonicalText(ToolDefinition tool) => ArgumentJson.WriteCanonical(ToolJson.WriteBare(tool with { Returns = null, Strict = null }));
}
