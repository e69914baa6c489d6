using System.Globalization;
using System.Text;

namespace ToolRM.Reports.Charts;

/// <summary>How wide text in a system font is, roughly: SVG breaks no lines, so room must be known beforehand.</summary>
internal static class TextWidth
{
    /// <summary>Width in pixels, on the generous side.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size in pixels.</param>
    public static double Of(string text, double size)
    {
        double width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Relative(rune);
        return width * size;
    }

    /// <summary>The text, or its start and end around <c>…</c>: long ids often begin alike.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="room">Pixels there are.</param>
    public static string Fit(string text, double size, double room)
    {
        // Twice the room of the narrowest letter: what lies beyond cannot be seen, and need not be measured.
        var visible = VisibleText.Of(text.Length > 4000 ? text[..2000] + text[^2000..] : text).Replace('\n', ' ').Replace('\t', ' ');
        if (Of(visible, size) <= room) return visible;
        // Whole graphemes, so that no emoji or accent is cut in two.
        var starts = StringInfo.ParseCombiningCharacters(visible);
        string Cut(int kept)
        {
            var head = (kept + 1) / 2;
            var tail = kept / 2;
            return visible[..starts[head]].TrimEnd() + "…" + (tail == 0 ? "" : visible[starts[^tail]..].TrimStart());
        }
        int low = 0, high = starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Of(Cut(middle), size) <= room) low = middle;
            else high = middle - 1;
        }
        return Cut(low);
    }

    private static double Relative(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.3,
        'f' or 't' or 'r' or ' ' or '(' or ')' or '[' or ']' or '-' or '/' => 0.4,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.92,
        >= 'A' and <= 'Z' => 0.72,
        >= 0x300 and <= 0x36F => 0,                                     // combining marks
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x1F000 => 1.05, // wide scripts, emoji
        _ => 0.59,
    };
}
