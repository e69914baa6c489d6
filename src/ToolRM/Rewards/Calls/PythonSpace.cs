namespace ToolRM.Rewards.Calls;

/// <summary>White space as Python's <c>str.strip</c> and <c>str.split</c> see it: .NET's, and the separators U+001C to U+001F.</summary>
internal static class PythonSpace
{
    public static bool Is(char unit) => char.IsWhiteSpace(unit) || unit is >= '\u001c' and <= '\u001f';

    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && Is(text[start])) start++;
        while (end > start && Is(text[end - 1])) end--;
        return text[start..end];
    }

    public static int CountWords(ReadOnlySpan<char> text)
    {
        var (words, inside) = (0, false);
        foreach (var unit in text)
        {
            var space = Is(unit);
            if (!space && !inside) words++;
            inside = !space;
        }
        return words;
    }
}
