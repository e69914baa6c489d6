namespace ToolRM.Parsing.Source;

/// <summary>Backslash escapes, which Java and JavaScript share in the original's grammars.</summary>
internal static class SourceEscape
{
    /// <summary>Position behind the escape whose backslash stands at <paramref name="position"/>; -1 when it is none.</summary>
    public static int End(ReadOnlySpan<char> text, int position)
    {
        position++;
        if (position >= text.Length) return -1;
        switch (text[position])
        {
            case 'x':
                return Hex(text, position + 1, 2);
            case 'u' when position + 1 < text.Length && text[position + 1] == '{':
                var digits = position + 2;
                while (digits < text.Length && char.IsAsciiHexDigit(text[digits])) digits++;
                return digits > position + 2 && digits < text.Length && text[digits] == '}' ? digits + 1 : -1;
            case 'u':
                return Hex(text, position + 1, 4);
            default:
                // Further octal digits are ordinary characters; a surrogate pair counts as one and its half is one too.
                return position + 1;
        }
    }

    private static int Hex(ReadOnlySpan<char> text, int position, int count)
    {
        if (position + count > text.Length) return -1;
        foreach (var c in text.Slice(position, count))
        {
            if (!char.IsAsciiHexDigit(c)) return -1;
        }
        return position + count;
    }
}
