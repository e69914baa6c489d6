using System.Text;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>Changes names inside a text where they stand as words of their own; of two that fit, the longer.</summary>
internal static class WordChange
{
    /// <param name="text">Any text.</param>
    /// <param name="names">Pairs of what to look for and what to write.</param>
    public static string Apply(string text, IEnumerable<KeyValuePair<string, string>> names)
    {
        var byFirst = names.Where(name => name.Key.Length > 0).GroupBy(name => name.Key[0]).ToDictionary(group => group.Key, group => group.OrderByDescending(name => name.Key.Length).ToList());
        if (byFirst.Count == 0) return text;
        var changed = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var length = 0;
            if ((i == 0 || !IsInWord(text[i - 1])) && byFirst.TryGetValue(text[i], out var candidates))
            {
                foreach (var (old, name) in candidates)
                {
                    if (!text.AsSpan(i).StartsWith(old, StringComparison.Ordinal) || (i + old.Length < text.Length && IsInWord(text[i + old.Length]))) continue;
                    changed.Append(name);
                    length = old.Length;
                    break;
                }
            }
            if (length == 0) changed.Append(text[i++]);
            i += length;
        }
        return changed.ToString();
    }

    /// <summary>Whether a name would hardly stand in prose by accident: it has a digit, a separator or an inner capital.</summary>
    public static bool IsIdentifier(string name) => name.Any(character => !char.IsLetter(character)) || name.Skip(1).Any(char.IsUpper);

    private static bool IsInWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
