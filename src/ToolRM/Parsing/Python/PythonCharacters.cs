using System.Buffers;
using System.Globalization;
using System.Text;

namespace ToolRM.Parsing.Python;

/// <summary>Python's view of characters: blanks (<c>\s</c>, <c>strip</c>), words (<c>\w</c>) and decimal digits (<c>\d</c>).</summary>
/// <remarks>Not covered: word characters outside the basic plane.</remarks>
internal static class PythonCharacters
{
    // .NET does not count the four separators of ASCII as white space; Python does.
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    public static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || c > '\x7f' && (char.IsLetter(c) || char.IsNumber(c));

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = SkipBlanks(text, 0);
        var end = text.Length;
        while (end > start && IsBlank(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>First position at or after <paramref name="position"/> that is no blank; the length when there is none.</summary>
    public static int SkipBlanks(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && IsBlank(text[position])) position++;
        return position;
    }

    /// <summary>First position at or after <paramref name="position"/> that is no word character.</summary>
    public static int SkipWord(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && IsWord(text[position])) position++;
        return position;
    }

    /// <summary>Whether a text continues with a word at a position.</summary>
    public static bool HasAt(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> expected) =>
        position <= text.Length && text[position..].StartsWith(expected, StringComparison.Ordinal);

    /// <summary>The text with every decimal digit of Unicode as its ASCII digit, so that number readers see ASCII only.</summary>
    public static ReadOnlySpan<char> WithAsciiDigits(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text)) return text;
        var builder = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done
                && !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                builder.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            }
            else
            {
                builder.Append(text[..length]);
            }
            text = text[length..];
        }
        return builder.ToString();
    }
}
