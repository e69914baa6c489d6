namespace ToolRM.Synthesis.Corruption;

/// <summary>A word of a text with its place: letters and digits, and signs between them as in <c>19:15</c>, <c>a@b.org</c>, <c>don't</c>.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Text">The word.</param>
/// <param name="StartsSentence">Whether it stands first in a sentence.</param>
/// <param name="Follows">Whether only blanks stand between it and the word before.</param>
internal readonly record struct TextWord(int Start, int End, string Text, bool StartsSentence, bool Follows)
{
    private const string Inner = "'’-.,:/@_#%&+*?=~";

    public bool IsCapital => char.IsUpper(Text[0]);

    /// <summary>The words of a text, at most so many.</summary>
    public static List<TextWord> Of(string text, int most = 4000)
    {
        var words = new List<TextWord>();
        var starts = true;
        var follows = false;
        for (var i = 0; i < text.Length && words.Count < most;)
        {
            var character = text[i];
            var opens = character is '$' or '€' or '£' or '#' or '-' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])
                && (character != '-' || char.IsDigit(text[i + 1]) && (i == 0 || char.IsWhiteSpace(text[i - 1])));
            if (!char.IsLetterOrDigit(character) && !opens)
            {
                if (character is '.' or '!' or '?' or '\n') starts = true;
                if (!char.IsWhiteSpace(character)) follows = false;
                i++;
                continue;
            }
            var end = i + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end])
                || Inner.Contains(text[end]) && end + 1 < text.Length && (char.IsLetterOrDigit(text[end + 1]) || text[end] is ':' or '/' && text[end + 1] == '/'))) end++;
            if (end < text.Length && text[end] == '%' && char.IsDigit(text[end - 1])) end++;
            words.Add(new(i, end, text[i..end], starts, follows));
            (starts, follows, i) = (false, true, end);
        }
        return words;
    }
}
