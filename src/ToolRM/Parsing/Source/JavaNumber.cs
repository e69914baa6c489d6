namespace ToolRM.Parsing.Source;

/// <summary>The longest Java number at a position: decimal, hexadecimal, octal, binary, floating.</summary>
internal static class JavaNumber
{
    /// <summary>Position behind the number; the caller has seen a digit, or a dot with a digit behind it.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var second = start + 1 < text.Length ? (char)(text[start + 1] | 0x20) : '\0';
        if (text[start] == '0' && second is 'x' or 'b' or 'o')
        {
            var radix = second == 'x' ? 16 : second == 'b' ? 2 : 8;
            var end = Digits(text, start + 2, radix);
            // Without digits the zero is a number by itself and the rest a word.
            if (end == start + 2) return start + 1;
            return Suffix(text, end, "lL");
        }
        var whole = Digits(text, start, 10);
        var position = whole;
        var floating = false;
        if (position < text.Length && text[position] == '.')
        {
            floating = true;
            position = Digits(text, position + 1, 10);
        }
        if (position < text.Length && text[position] is 'e' or 'E')
        {
            var exponent = position + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-') exponent++;
            var end = Digits(text, exponent, 10);
            if (end > exponent)
            {
                floating = true;
                position = end;
            }
        }
        if (position < text.Length && text[position] is 'f' or 'F' or 'd' or 'D') return position + 1;
        if (floating) return position;
        // "08" is a zero and an eight: no decimal literal starts with a zero, and eight is no octal digit.
        if (text[start] == '0' && whole > start + 1) whole = Math.Max(Digits(text, start + 1, 8), start + 1);
        return Suffix(text, whole, "lL");
    }

    private static int Suffix(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> suffixes) =>
        position < text.Length && suffixes.Contains(text[position]) ? position + 1 : position;

    /// <summary>Digits with underscores between them.</summary>
    private static int Digits(ReadOnlySpan<char> text, int position, int radix)
    {
        var end = position;
        for (var i = position; i < text.Length; i++)
        {
            if (text[i] == '_' && i > position) continue;
            if (!(radix == 16 ? char.IsAsciiHexDigit(text[i]) : char.IsAsciiDigit(text[i]) && text[i] - '0' < radix)) break;
            end = i + 1;
        }
        return end;
    }
}
