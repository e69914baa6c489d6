using System.Globalization;
using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>Finds the default that a description states in words: "Default is 5", "defaults to 'cait'", "(default: `all`)".</summary>
internal static class DescribedDefault
{
    private static readonly string[] Links = ["value", "is", "to", "of", "being", "set"];

    /// <summary>The default as a number, truth value or text; null when none is stated.</summary>
    public static ArgumentValue? Of(string description)
    {
        var at = description.IndexOf("default", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var rest = description.AsSpan(at + "default".Length).TrimStart("sed");
        while (true)
        {
            rest = rest.TrimStart(" \t:=(");
            var length = LinkLength(rest);
            if (length == 0) break;
            rest = rest[length..];
        }
        if (rest.IsEmpty) return null;
        var quote = rest[0];
        if (quote is '\'' or '"' or '`' or '“' or '‘')
        {
            var closing = quote switch { '“' => '”', '‘' => '’', _ => quote };
            var end = rest[1..].IndexOf(closing);
            return end < 0 ? null : Value(rest.Slice(1, end));
        }
        var stop = rest.IndexOfAny(" ,;)");
        return Value((stop < 0 ? rest : rest[..stop]).TrimEnd('.'));
    }

    /// <summary>A number or truth value where the text reads as one, else the text.</summary>
    public static ArgumentValue? Value(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 200) return null;
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return ArgumentValue.Of(integer);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return ArgumentValue.Of(number);
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase)) return ArgumentValue.True;
        if (text.Equals("false", StringComparison.OrdinalIgnoreCase)) return ArgumentValue.False;
        return ArgumentValue.Of(text.ToString());
    }

    private static int LinkLength(ReadOnlySpan<char> text)
    {
        foreach (var link in Links)
        {
            if (Starts(text, link)) return link.Length;
        }
        return 0;
    }

    private static bool Starts(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (!char.IsLetter(word[^1]) || text.Length == word.Length || !char.IsLetterOrDigit(text[word.Length]));
}
