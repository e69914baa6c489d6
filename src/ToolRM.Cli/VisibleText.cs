using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Spectre.Console;

namespace ToolRM.Cli;

/// <summary>Lines that may hold a model's text: its control characters are written as escapes, so that none reaches the terminal.</summary>
internal static class VisibleText
{
    /// <summary>Writes a line of markup whose inserted values are text, never markup and never control characters.</summary>
    public static void Line(this IAnsiConsole console, FormattableString markup) =>
        console.MarkupLineInterpolated(FormattableStringFactory.Create(
            markup.Format, [.. markup.GetArguments().Select(value => value is string text ? Of(text) : value)]));

    /// <summary>The text with line ends as ⏎ and other control characters, lone surrogates and direction marks as <c>\\u001b</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsHidden)) return text;
        var builder = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) builder.Append(text[i]).Append(text[++i]);
            else if (text[i] == '\n') builder.Append('⏎');
            else if (IsHidden(text[i])) builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else builder.Append(text[i]);
        }
        return builder.ToString();
    }

    private static bool IsHidden(char character) => char.IsControl(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
