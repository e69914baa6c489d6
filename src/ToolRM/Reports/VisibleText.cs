using System.Globalization;
using System.Text;

namespace ToolRM.Reports;

/// <summary>
/// Text of models made fit to be read: what cannot be seen, or would change how the text around it is read, becomes visible.
/// Total and linear; the result is well-formed UTF-16.
/// </summary>
/// <remarks>
/// Control characters become their pictures (<c>␀</c>), other invisible ones their code point (<c>⟨U+202E⟩</c>: an override of
/// the writing direction makes one text look like another), lone surrogates and non-characters U+FFFD. Line feeds and
/// tabs stay, and so does the joiner that emoji and several scripts need.
/// </remarks>
internal static class VisibleText
{
    public static string Of(string text)
    {
        var clean = 0;
        while (clean < text.Length && IsPlain(text[clean])) clean++;
        if (clean == text.Length) return text;
        var builder = new StringBuilder(text.Length + 16).Append(text, 0, clean);
        foreach (var rune in text.AsSpan(clean).EnumerateRunes()) Append(builder, rune);
        return builder.ToString();
    }

    private static bool IsPlain(char character) => character is >= ' ' and < '\x7f' or '\n' or '\t';

    // A lone surrogate is enumerated as U+FFFD.
    private static void Append(StringBuilder builder, Rune rune)
    {
        var code = rune.Value;
        if (code is '\n' or '\t') builder.Append((char)code);
        else if (code < 0x20) builder.Append((char)(0x2400 + code));
        else if (code == 0x7F) builder.Append('␡');
        else if ((code & 0xFFFE) == 0xFFFE || code is >= 0xFDD0 and <= 0xFDEF) builder.Append('\uFFFD');
        else if (IsInvisible(code)) builder.Append(CultureInfo.InvariantCulture, $"⟨U+{code:X4}⟩");
        else builder.Append(rune.ToString());
    }

    private static bool IsInvisible(int code) => code
        is >= 0x80 and <= 0x9F                          // C1 controls
        or 0xAD or 0x61C or 0x180E or 0x200B            // soft hyphen, direction mark, vowel separator, zero-width space
        or 0x200E or 0x200F                             // direction marks
        or >= 0x2028 and <= 0x202E                      // line and paragraph separators, embeddings and overrides
        or >= 0x2060 and <= 0x206F                      // word joiner, isolates, deprecated format characters
        or 0xFEFF or >= 0xFFF9 and <= 0xFFFB            // byte order mark, interlinear marks
        or >= 0xE0000 and <= 0xE007F;                   // tags
}
