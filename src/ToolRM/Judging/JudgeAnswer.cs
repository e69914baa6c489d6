using System.Globalization;

namespace ToolRM.Judging;

/// <summary>Reads what a judge says between tags. Strict: a guess at what was meant would be a score that nobody gave.</summary>
/// <remarks>
/// Reasoning up to the last <c>&lt;/think&gt;</c> is passed over. Behind it the tag stands exactly once, and holds nothing but the answer and blanks; a
/// judge that quotes the tag, or answers twice, gave no answer. Source of the tag's way: toolrm 6.3, which takes the first of several.
/// </remarks>
internal static class JudgeAnswer
{
    /// <summary>The text between the tags, or why there is none.</summary>
    public static (string? Content, string? Problem) Between(string answer, string tag)
    {
        var (open, close) = ($"<{tag}>", $"</{tag}>");
        var think = answer.LastIndexOf("</think>", StringComparison.Ordinal);
        if (think < 0 && answer.AsSpan().TrimStart().StartsWith("<think>")) return (null, "the judge's reasoning was cut off");
        var said = answer[(think < 0 ? 0 : think + "</think>".Length)..];
        var start = said.IndexOf(open, StringComparison.Ordinal);
        if (start < 0) return (null, $"the judge's answer has no {open}");
        if (said.IndexOf(open, start + 1, StringComparison.Ordinal) >= 0) return (null, $"the judge's answer has {open} more than once");
        var end = said.IndexOf(close, start, StringComparison.Ordinal);
        return end < 0 ? (null, $"the judge's answer has no {close}") : (said[(start + open.Length)..end].Trim(), null);
    }

    /// <summary>A whole number from 1.</summary>
    public static (double Value, string? Problem) Points(string answer, int most)
    {
        var (content, problem) = Between(answer, "score");
        if (content is null) return (0, problem);
        return int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out var points) && points >= 1 && points <= most
            ? (points, null)
            : (0, string.Create(CultureInfo.InvariantCulture, $"the judge's score is no whole number from 1 to {most}"));
    }

    /// <summary>1 for yes, 0 for no.</summary>
    public static (double Value, string? Problem) Verdict(string answer) => Between(answer, "verdict") switch
    {
        (null, var problem) => (0, problem),
        ({ } content, _) when content.Equals("yes", StringComparison.OrdinalIgnoreCase) => (1, null),
        ({ } content, _) when content.Equals("no", StringComparison.OrdinalIgnoreCase) => (0, null),
        _ => (0, "the judge's verdict is neither yes nor no"),
    };

    /// <summary>Which of two.</summary>
    public static (Preference Value, string? Problem) Choice(string answer) => Between(answer, "choice") switch
    {
        (null, var problem) => (default, problem),
        ("A", _) => (Preference.First, null),
        ("B", _) => (Preference.Second, null),
        _ => (default, "the judge's choice is neither A nor B"),
    };
}
