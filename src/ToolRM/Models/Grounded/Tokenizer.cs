using System.Globalization;

namespace ToolRM.Models.Grounded;

/// <summary>Texts to tokens. Total and linear; what is neither letter nor digit separates and is not kept.</summary>
/// <remarks>
/// A number is a run of digits with <c>,</c> before three digits and <c>.</c> before a digit; letters after it start a word of
/// their own (<c>5km</c>), digits after letters do not (<c>AA1234</c>). Ideographs are a token each: their texts have no blanks.
/// </remarks>
internal static class Tokenizer
{
    private const int LongestHashed = 64;

    /// <summary>Appends the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isIdentifier">Whether words are split where a small letter meets a capital, as in names of tools.</param>
    /// <param name="tokens">Where they go.</param>
    public static void Add(ReadOnlySpan<char> text, bool isIdentifier, List<Token> tokens)
    {
        var (position, opens, between) = (0, true, TokenMarks.None);
        Span<char> lower = stackalloc char[LongestHashed];
        while (position < text.Length)
        {
            var unit = text[position];
            if (char.IsAsciiDigit(unit))
            {
                var end = NumberEnd(text, position);
                var marks = between | (opens ? TokenMarks.Opens : 0);
                if (end < text.Length && (text[end] == '%' || (text[end] == ' ' && end + 1 < text.Length && text[end + 1] == '%'))) marks |= TokenMarks.Percent;
                if (double.TryParse(text[position..end], NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                {
                    var hash = WordHash.Of(number);
                    tokens.Add(new(position, end - position, hash, hash, number, marks));
                }
                (position, opens, between) = (end, false, 0);
            }
            else if (IsIdeograph(unit))
            {
                var hash = WordHash.Of([unit]);
                tokens.Add(new(position, 1, hash, hash, double.NaN, between | (opens ? TokenMarks.Opens : 0)));
                (position, opens, between) = (position + 1, false, 0);
            }
            else if (IsLetter(unit))
            {
                var end = position + 1;
                while (end < text.Length && IsInside(text, end, isIdentifier)) end++;
                tokens.Add(Word(text[position..end], position, between | (opens ? TokenMarks.Opens : 0), lower));
                (position, opens, between) = (end, false, 0);
            }
            else
            {
                if (IsSentenceEnd(text, position)) opens = true;
                else if (unit == ',') between |= TokenMarks.Apart | TokenMarks.Comma;
                else if (!char.IsWhiteSpace(unit) && unit is not ('-' or '_' or '.' or '\'' or '’' or '&' or '$' or '#' or '@')) between |= TokenMarks.Apart;
                position++;
            }
        }
    }

    /// <summary>The tokens of a text.</summary>
    public static Token[] Of(ReadOnlySpan<char> text, bool isIdentifier = false)
    {
        var tokens = new List<Token>();
        Add(text, isIdentifier, tokens);
        return [.. tokens];
    }

    private static Token Word(ReadOnlySpan<char> word, int start, TokenMarks marks, Span<char> lower)
    {
        var (length, capitals, letters) = (0, 0, 0);
        foreach (var unit in word)
        {
            if (unit is '\'' or '’') continue;
            if (char.IsUpper(unit)) capitals++;
            if (char.IsLetter(unit)) letters++;
            if (length < lower.Length) lower[length++] = char.ToLowerInvariant(unit);
        }
        var form = (ReadOnlySpan<char>)lower[..length];
        if (length > 2 && form[^1] == 's' && word[^2] is '\'' or '’') form = form[..^1];
        if (char.IsUpper(word[0])) marks |= TokenMarks.Capital;
        if (capitals >= 2 && capitals == letters) marks |= TokenMarks.AllCapitals;
        var hash = WordHash.Of(form);
        if (FunctionWords.Contains(hash)) marks |= TokenMarks.Function;
        return new(start, word.Length, hash, WordHash.Stem(form), double.NaN, marks);
    }

    private static int NumberEnd(ReadOnlySpan<char> text, int start)
    {
        var end = start + 1;
        var fraction = false;
        while (end < text.Length)
        {
            if (char.IsAsciiDigit(text[end])) end++;
            else if (text[end] == '.' && !fraction && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])) (end, fraction) = (end + 2, true);
            else if (text[end] == ',' && !fraction && end + 3 < text.Length && AreDigits(text.Slice(end + 1, 3)) && (end + 4 >= text.Length || !char.IsAsciiDigit(text[end + 4]))) end += 4;
            else break;
        }
        return end;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]);

    private static bool IsInside(ReadOnlySpan<char> text, int position, bool isIdentifier)
    {
        var unit = text[position];
        if (unit is '\'' or '’') return position + 1 < text.Length && IsLetter(text[position + 1]);
        if (isIdentifier && char.IsUpper(unit) && (char.IsLower(text[position - 1]) || (position + 1 < text.Length && char.IsLower(text[position + 1])))) return false;
        return (IsLetter(unit) && !IsIdeograph(unit)) || char.IsDigit(unit);
    }

    private static bool IsLetter(char unit) => char.IsAsciiLetter(unit) || (unit >= 0x80
        && (char.IsLetter(unit) || char.IsSurrogate(unit) || char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));

    private static bool IsIdeograph(char unit) => unit is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\u0E00' and <= '\u0E7F');

    private static bool IsSentenceEnd(ReadOnlySpan<char> text, int position) => text[position] is '\n' or '?' or '!' or ';'
        || (text[position] == '.' && (position + 1 >= text.Length || char.IsWhiteSpace(text[position + 1])));
}
