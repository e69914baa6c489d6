using System.Globalization;
using System.Numerics;

using ToolRM.Parsing.Python;

namespace ToolRM.Verification.Literals;

/// <summary>
/// The number patterns of the two converters: a minus or none, digits of any script, no blanks, and one trailing newline
/// let pass (the end anchor of the original's patterns does). Source: tools-and-data 1.7.
/// </summary>
internal static class LiteralNumber
{
    /// <summary>Digits, then one of <paramref name="suffixes"/>; none is wanted when that is empty.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, ReadOnlySpan<char> suffixes, out BigInteger value)
    {
        value = default;
        text = Body(text);
        if (!suffixes.IsEmpty)
        {
            if (text.IsEmpty || !suffixes.Contains(text[^1])) return false;
            text = text[..^1];
        }
        var position = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        return Digits(text, ref position) && position == text.Length && PythonNumber.TryDigits(text, out value);
    }

    /// <summary>Digits, <c>.digits</c> or none, an exponent or none where allowed, then the suffix when one is wanted.</summary>
    public static bool TryFloat(ReadOnlySpan<char> text, bool exponent, ReadOnlySpan<char> suffixes, out double value)
    {
        value = 0;
        text = Body(text);
        if (!suffixes.IsEmpty)
        {
            if (text.IsEmpty || !suffixes.Contains(text[^1])) return false;
            text = text[..^1];
        }
        var position = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        if (!Digits(text, ref position)) return false;
        if (position < text.Length && text[position] == '.')
        {
            position++;
            if (!Digits(text, ref position)) return false;
        }
        if (exponent && position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            if (position < text.Length && text[position] is '+' or '-') position++;
            if (!Digits(text, ref position)) return false;
        }
        return position == text.Length && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static ReadOnlySpan<char> Body(ReadOnlySpan<char> text) =>
        PythonCharacters.WithAsciiDigits(!text.IsEmpty && text[^1] == '\n' ? text[..^1] : text);

    private static bool Digits(ReadOnlySpan<char> text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        return position > start;
    }
}
