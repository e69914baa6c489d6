using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>English number words, alone and in runs such as <c>two hundred and five</c>.</summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<uint, double> Units = Table(
        "zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 "
        + "fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90");

    private static readonly FrozenDictionary<uint, double> Scales = Table("hundred 100 thousand 1000 k 1000 million 1000000 mio 1000000 m 1000000 billion 1000000000 bn 1000000000 dozen 12 dozens 12");

    private static readonly FrozenDictionary<uint, double> Others = Table(
        "half 0.5 quarter 0.25 couple 2 pair 2 twice 2 double 2 triple 3 thrice 3 once 1 single 1 both 2 dozen 12 hundred 100 thousand 1000 million 1000000 "
        + "first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10");

    private static readonly uint And = WordHash.Of("and");
    private static readonly uint Letter = WordHash.Of("m");

    /// <summary>Reads the number that starts at a token.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="position">Where it starts.</param>
    /// <param name="value">Its value.</param>
    /// <returns>How many tokens it takes; 0 when there is none.</returns>
    public static int Read(ReadOnlySpan<Token> tokens, int position, out double value)
    {
        var next = position;
        var first = tokens[next];
        if (first.IsNumber)
        {
            value = first.Number;
            next++;
            // 2 million, 5k; a lone m after a blank is metres more often than a million.
            while (next < tokens.Length && Scales.TryGetValue(tokens[next].Word, out var scale) && (tokens[next].Word != Letter || tokens[next].Start == tokens[next - 1].End && tokens[next].Has(TokenMarks.Capital)))
            {
                value *= scale;
                next++;
            }
            return next - position;
        }
        if (!Units.TryGetValue(first.Word, out value)) return Others.TryGetValue(first.Word, out value) ? 1 : 0;
        var (total, part) = (0.0, value);
        for (next++; next < tokens.Length && !tokens[next].Has(TokenMarks.Apart | TokenMarks.Opens); next++)
        {
            var word = tokens[next].Word;
            if (word == And && next + 1 < tokens.Length && part >= 100 && Units.ContainsKey(tokens[next + 1].Word)) continue;
            if (Units.TryGetValue(word, out var unit) && unit > 0 && ((part % 100 >= 20 && part % 10 == 0 && unit < 10) || (part > 0 && part % 100 == 0))) part += unit;
            else if (Scales.TryGetValue(word, out var scale) && word != Letter)
            {
                if (scale == 100 || scale == 12) part *= scale;
                else (total, part) = (total + (part * scale), 0);
            }
            else break;
        }
        value = total + part;
        return next - position;
    }

    private static FrozenDictionary<uint, double> Table(string words)
    {
        var parts = words.Split(' ');
        return Enumerable.Range(0, parts.Length / 2)
            .ToFrozenDictionary(i => WordHash.Of(parts[2 * i]), i => double.Parse(parts[(2 * i) + 1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
