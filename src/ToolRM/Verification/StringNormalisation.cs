using System.Buffers;
using System.Globalization;
using System.Text;

namespace ToolRM.Verification;

/// <summary>
/// BFCL's normalisation of texts before they are compared (tools-and-data 1.6): delete blank, comma, full stop, slash,
/// hyphen, underscore, asterisk and caret; lower-case as Python does; write <c>'</c> as <c>"</c>. In this order, so a
/// deleted character no longer separates a final sigma from the next word.
/// </summary>
/// <remarks>
/// Python's lower-casing maps one code point to one, as .NET's invariant one does, with two exceptions: <c>İ</c> becomes
/// <c>i</c> and U+0307, and <c>Σ</c> at the end of a word becomes <c>ς</c> (tools-and-data 1.13).
/// Compared with Python 3.11 over every code point, alone and beside a sigma: the only differences are letters and marks
/// newer than its Unicode 14, beside a sigma.
/// </remarks>
internal static class StringNormalisation
{
    private const string Deleted = " ,./-_*^";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> DeletedCharacters = SearchValues.Create(Deleted);

    /// <summary>The ASCII characters that normalisation leaves as they are; a text of these alone is its own normal form.</summary>
    private static readonly SearchValues<char> Unchanged = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Select(code => (char)code).Where(c => !(Deleted + Capitals + "'").Contains(c))]);

    /// <summary>What an ASCII character becomes; U+FFFF where it is deleted.</summary>
    private static readonly char[] AsciiForm = [.. Enumerable.Range(0, 0x80).Select(code => Deleted.Contains((char)code) ? '\uFFFF' : Ascii((char)code))];

    /// <summary>The normal form of a text. Returns the same instance when nothing changes.</summary>
    /// <param name="text">The text; lone surrogates are kept.</param>
    public static string Bfcl(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Unchanged);
        if (first < 0) return text;
        var buffer = text.Length <= 256 ? null : ArrayPool<char>.Shared.Rent(text.Length);
        var kept = buffer ?? stackalloc char[256];
        var length = 0;
        var ascii = true;
        foreach (var character in text)
        {
            if (character >= 0x80) ascii = false;
            else if (DeletedCharacters.Contains(character)) continue;
            kept[length++] = character;
        }
        kept = kept[..length];
        // ' is case-ignorable, so it must still stand there while a sigma looks around.
        var result = ascii ? LowerAscii(kept) : LowerAsPython(kept);
        if (buffer is not null) ArrayPool<char>.Shared.Return(buffer);
        return result;
    }

    /// <summary>
    /// Whether the normal form of <paramref name="raw"/> is <paramref name="normalised"/>. Allocates only when it meets a
    /// character beyond ASCII before the two differ.
    /// </summary>
    /// <param name="raw">A text as given.</param>
    /// <param name="normalised">A normal form, as <see cref="Bfcl"/> returns it.</param>
    public static bool EqualsNormalised(ReadOnlySpan<char> raw, string normalised)
    {
        var matched = 0;
        foreach (var character in raw)
        {
            // What stands before is settled: no rule looks from an ASCII character at its neighbours.
            if (character >= 0x80) return string.Equals(Bfcl(raw.ToString()), normalised, StringComparison.Ordinal);
            var normal = AsciiForm[character];
            if (normal == '\uFFFF') continue;
            if ((uint)matched >= (uint)normalised.Length || normalised[matched] != normal) return false;
            matched++;
        }
        return matched == normalised.Length;
    }

    private static char Ascii(char character) => character switch
    {
        >= 'A' and <= 'Z' => (char)(character | 0x20),
        '\'' => '"',
        _ => character,
    };

    private static string LowerAscii(Span<char> text)
    {
        foreach (ref var character in text) character = Ascii(character);
        return new string(text);
    }

    private static string LowerAsPython(ReadOnlySpan<char> text)
    {
        var builder = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character < 0x80) builder.Append(Ascii(character));
            else if (character == 'İ') builder.Append("i\u0307");
            else if (character == 'Σ') builder.Append(IsFinalSigma(text, i) ? 'ς' : 'σ');
            else if (!char.IsSurrogate(character)) builder.Append(char.ToLowerInvariant(character));
            else if (Rune.DecodeFromUtf16(text[i..], out var rune, out var width) == OperationStatus.Done)
            {
                builder.Append(Rune.ToLowerInvariant(rune).ToString());
                i += width - 1;
            }
            else builder.Append(character);
        }
        return builder.ToString();
    }

    /// <summary>Unicode's Final_Sigma: a cased letter before and none after, case-ignorable characters skipped.</summary>
    private static bool IsFinalSigma(ReadOnlySpan<char> text, int position)
    {
        var before = text[..position];
        var ends = false;
        while (!before.IsEmpty && !ends)
        {
            Rune.DecodeLastFromUtf16(before, out var rune, out var width);
            before = before[..^width];
            if (IsCaseIgnorable(rune)) continue;
            if (!IsCased(rune)) return false;
            ends = true;
        }
        if (!ends) return false;
        var after = text[(position + 1)..];
        while (!after.IsEmpty)
        {
            Rune.DecodeFromUtf16(after, out var rune, out var width);
            after = after[width..];
            if (!IsCaseIgnorable(rune)) return !IsCased(rune);
        }
        return true;
    }

    /// <summary>Unicode's Cased, for characters that are not case-ignorable.</summary>
    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xAA or 0xBA                                                  // ordinal indicators
            or (>= 0x2160 and <= 0x217F)                                               // Roman numerals
            or (>= 0x24B6 and <= 0x24E9)                                               // letters in circles
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    /// <summary>Unicode's Case_Ignorable: marks, format characters, modifiers, and what may stand inside a word.</summary>
    private static bool IsCaseIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;
}
