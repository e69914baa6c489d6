using System.Globalization;

namespace ToolRM.Synthesis.Corruption;

/// <summary>Dates and times in texts: ISO and slashed dates, month names with days, day names, clock times.</summary>
internal static class DateText
{
    private static readonly string[] Numeric = ["yyyy-M-d", "yyyy/M/d", "M/d/yyyy", "d/M/yyyy", "d.M.yyyy", "M-d-yyyy"];

    private static readonly string[] Written =
        ["MMMM d, yyyy", "MMMM d yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMM d yyyy", "d MMM yyyy"];

    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    private static readonly HashSet<string> Relative = new(
        "today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday weekend".Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The date that a value is, with the format that it is written in; null when it is none.</summary>
    public static (DateOnly Date, string Format)? Parse(string text)
    {
        if (text.Length is < 6 or > 24) return null;
        foreach (var format in Numeric.Concat(Written))
        {
            if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                // The exact form, so that what is written back has the same leading zeros.
                var padded = format.Replace("M-d", "MM-dd", StringComparison.Ordinal).Replace("M/d", "MM/dd", StringComparison.Ordinal)
                    .Replace("d/M/", "dd/MM/", StringComparison.Ordinal).Replace("d.M.", "dd.MM.", StringComparison.Ordinal);
                return (date, date.ToString(padded, CultureInfo.InvariantCulture) == text ? padded : format);
            }
        }
        return null;
    }

    /// <summary>A date in a format.</summary>
    public static string Write(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The clock time that a value is; null when it is none.</summary>
    public static TimeOnly? ParseTime(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>How many words from a position on are a date; 0 when none starts there.</summary>
    public static int Length(List<TextWord> words, int i)
    {
        var word = words[i].Text;
        if (word.Length >= 8 && char.IsDigit(word[0]) && Parse(word) is not null) return 1;
        if (IsMonth(word)) return i + 1 < words.Count && words[i + 1].Follows && IsDay(words[i + 1].Text) ? 2 : 0;
        if (IsDay(word) && i + 1 < words.Count)
        {
            if (words[i + 1].Follows && IsMonth(words[i + 1].Text)) return 2;
            if (i + 2 < words.Count && words[i + 1].Text == "of" && IsMonth(words[i + 2].Text)) return 3;
        }
        if (word.Equals("next", StringComparison.OrdinalIgnoreCase) && i + 1 < words.Count && Relative.Contains(words[i + 1].Text)) return 2;
        return Relative.Contains(word) ? 1 : 0;
    }

    /// <summary>How many words from a position on are a time of day; 0 when none starts there.</summary>
    public static int TimeLength(List<TextWord> words, int i)
    {
        var word = words[i].Text;
        var half = i + 1 < words.Count && words[i + 1].Follows && IsHalf(words[i + 1].Text);
        if (ParseTime(word) is not null) return half ? 2 : 1;
        if (half && Mentions.NumberOf(word) is >= 0 and <= 12) return 2;
        if (word.Length is >= 3 and <= 7 && IsHalf(word[^2..]) && char.IsDigit(word[0])) return 1;
        return word.Equals("noon", StringComparison.OrdinalIgnoreCase) || word.Equals("midnight", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
    }

    private static bool IsHalf(string word) => word.Equals("am", StringComparison.OrdinalIgnoreCase) || word.Equals("pm", StringComparison.OrdinalIgnoreCase);

    private static bool IsMonth(string word) => Array.Exists(Months, month => month.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsDay(string word)
    {
        var digits = word.AsSpan().TrimEnd("stndrh");
        return digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31;
    }
}
