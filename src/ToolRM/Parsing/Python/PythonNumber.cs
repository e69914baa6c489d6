using System.Globalization;
using System.Numerics;

namespace ToolRM.Parsing.Python;

/// <summary>Python's <c>int(text)</c> and <c>float(text)</c>.</summary>
/// <remarks>
/// Both take blanks around the number, a sign, single underscores between digits, and decimal digits of any script; float
/// also takes <c>inf</c>, <c>infinity</c> and <c>nan</c> in any case. Source: tools-and-data 1.7, free reader.
/// </remarks>
internal static class PythonNumber
{
    /// <summary>Longest integer that Python reads, in digits.</summary>
    public const int MaximumDigits = 4300;

    /// <summary>Reads what <c>int(text)</c> reads.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        text = PythonCharacters.WithAsciiDigits(PythonCharacters.Trim(text));
        var start = !text.IsEmpty && text[0] is '+' or '-' ? 1 : 0;
        var position = start;
        if (!Digits(text, ref position, out var underscores) || position != text.Length) return false;
        return TryDigits(underscores ? Without(text) : text, out value);
    }

    /// <summary>Reads what <c>float(text)</c> reads. Numbers too large give infinity.</summary>
    public static bool TryFloat(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        text = PythonCharacters.WithAsciiDigits(PythonCharacters.Trim(text));
        var position = !text.IsEmpty && text[0] is '+' or '-' ? 1 : 0;
        if (Named(text[position..]) is { } named)
        {
            value = text[0] == '-' ? -named : named;
            return true;
        }
        var whole = Digits(text, ref position, out var underscores);
        var fraction = false;
        if (position < text.Length && text[position] == '.')
        {
            position++;
            fraction = Digits(text, ref position, out var more);
            underscores |= more;
        }
        if (!whole && !fraction) return false;
        if (position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            if (position < text.Length && text[position] is '+' or '-') position++;
            if (!Digits(text, ref position, out var more)) return false;
            underscores |= more;
        }
        return position == text.Length
            && double.TryParse(underscores ? Without(text) : text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A sign and ASCII digits to a number; false when there are more digits than Python takes.</summary>
    public static bool TryDigits(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        if (text.Length - (!text.IsEmpty && text[0] is '+' or '-' ? 1 : 0) > MaximumDigits) return false;
        if (text.Length <= 18)
        {
            var small = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = number;
            return small;
        }
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static double? Named(ReadOnlySpan<char> word)
    {
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase)) return double.NaN;
        return word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            ? double.PositiveInfinity : null;
    }

    /// <summary>Digits with single underscores between them; an underscore at an end stays unread and fails the caller.</summary>
    private static bool Digits(ReadOnlySpan<char> text, ref int position, out bool underscores)
    {
        var start = position;
        underscores = false;
        while (position < text.Length)
        {
            if (char.IsAsciiDigit(text[position])) position++;
            else if (text[position] == '_' && position > start && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]))
            {
                underscores = true;
                position += 2;
            }
            else break;
        }
        return position > start;
    }

    private static string Without(ReadOnlySpan<char> text) => text.ToString().Replace("_", "", StringComparison.Ordinal);
}
