using ToolRM.Conversations;

namespace ToolRM.Preferences.Overlap;

/// <summary>Texts as words, and what they share.</summary>
internal static class WordSequences
{
    /// <summary>Words in a sequence (the data kit's README: six).</summary>
    public const int Length = 6;

    /// <summary>Runs of letters and digits of any script, in lower case.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]) || char.GetUnicodeCategory(text[i]) is System.Globalization.UnicodeCategory.NonSpacingMark);
            if (isWord && start < 0) start = i;
            if (isWord || start < 0) continue;
            words.Add(text[start..i].ToLowerInvariant());
            start = -1;
        }
        return words;
    }

    /// <summary>The distinct sequences of six words; none for shorter texts.</summary>
    public static HashSet<string> Of(List<string> words)
    {
        var sequences = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + Length <= words.Count; i++) sequences.Add(string.Join(' ', words.GetRange(i, Length)));
        return sequences;
    }

    /// <summary>A tool's name without case and separators: <c>get_weather</c> and <c>getWeather</c> are one.</summary>
    public static string Name(ToolDefinition tool) => Name(tool.Name);

    public static string Name(string tool) => string.Concat(Words(tool));
}
