using System.Text;

namespace ToolRM.Tests.Conventions;

/// <summary>C# source with comments and the content of plain texts blanked out, so that what is left is code.</summary>
/// <remarks>Interpolated texts are kept whole, since code stands in their holes: a guard that reads too much is the safe one.</remarks>
internal static class CSharpText
{
    public static string WithoutComments(string source)
    {
        var code = new StringBuilder(source.Length);
        for (var position = 0; position < source.Length;)
        {
            var rest = source.AsSpan(position);
            var (length, isCode) = rest switch
            {
                ['/', '/', ..] => (LineLength(rest), false),
                ['/', '*', ..] => (EndAfter(rest, 2, "*/"), false),
                ['\'', ..] => (QuotedLength(rest, 1, '\''), false),
                ['"', '"', '"', ..] => (RawLength(rest), IsInterpolated(source, position)),
                ['@', '"', ..] or ['@', '$', '"', ..] or ['$', '@', '"', ..] => VerbatimLength(rest),
                ['"', ..] => (QuotedLength(rest, 1, '"'), IsInterpolated(source, position)),
                _ => (1, true),
            };
            code.Append(isCode ? rest[..length] : " ");
            position += length;
        }
        return code.ToString();
    }

    private static bool IsInterpolated(string source, int quote) => quote > 0 && source[quote - 1] == '$';

    private static int LineLength(ReadOnlySpan<char> text) => text.IndexOf('\n') is >= 0 and var end ? end : text.Length;

    private static int EndAfter(ReadOnlySpan<char> text, int start, string end) =>
        text[start..].IndexOf(end) is >= 0 and var found ? start + found + end.Length : text.Length;

    private static int QuotedLength(ReadOnlySpan<char> text, int start, char quote)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == quote || text[i] == '\n') return i + 1;
        }
        return text.Length;
    }

    private static int RawLength(ReadOnlySpan<char> text)
    {
        var quotes = text.IndexOfAnyExcept('"') is >= 0 and var count ? count : text.Length;
        return EndAfter(text, quotes, new string('"', quotes));
    }

    private static (int Length, bool IsCode) VerbatimLength(ReadOnlySpan<char> text)
    {
        var start = text.IndexOf('"') + 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] != '"') continue;
            if (i + 1 < text.Length && text[i + 1] == '"') i++;
            else return (i + 1, start > 2);
        }
        return (text.Length, true);
    }
}
