using System.Text;

namespace ToolRM.Reports;

/// <summary>Text put into Markdown so that it reads as itself: no markup, no HTML, no new cell or line.</summary>
internal static class MarkdownText
{
    /// <summary>The text on one line.</summary>
    public static string Inline(string text)
    {
        var visible = VisibleText.Of(text).Trim();
        var builder = new StringBuilder(visible.Length + 8);
        for (var i = 0; i < visible.Length; i++)
        {
            var character = visible[i];
            switch (character)
            {
                case '\n' or '\t':
                    builder.Append(' ');
                    break;
                case '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '~' or '$' or '&':
                    builder.Append('\\').Append(character);
                    break;
                // Inside a word an underscore is no emphasis; names of parameters stay readable.
                case '_' when !IsInWord(visible, i):
                    builder.Append("\\_");
                    break;
                // Marks of headings, lists and quotations, which count at the start of a line only.
                case '#' or '+' or '-' or '=' when builder.Length == 0:
                    builder.Append('\\').Append(character);
                    break;
                case '.' or ')' when EndsListNumber(visible, i):
                    builder.Append('\\').Append(character);
                    break;
                default:
                    builder.Append(character);
                    break;
            }
        }
        return builder.ToString();
    }

    /// <summary>Paragraphs, separated by blank lines.</summary>
    public static IEnumerable<string> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Inline);

    /// <summary>Lines of text as a code block; the fence is longer than any run of back ticks inside.</summary>
    public static string Fenced(string language, IEnumerable<string> lines)
    {
        var content = VisibleText.Of(string.Join('\n', lines));
        int longest = 0, run = 0;
        foreach (var character in content)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{content}\n{fence}\n";
    }

    // "12. " at the start of a line begins a list; 0.5 does not. CommonMark reads at most nine digits.
    private static bool EndsListNumber(string text, int i) =>
        i is > 0 and < 10 && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])) && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsInWord(string text, int i) =>
        i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
}
