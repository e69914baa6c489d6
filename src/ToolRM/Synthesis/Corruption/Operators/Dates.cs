using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Dates and times that are another day or hour, or of another form than documented.</summary>
internal static class Dates
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Forms = ["yyyy-MM-dd", "MM/dd/yyyy", "dd/MM/yyyy", "MMMM d, yyyy", "d MMMM yyyy", "yyyy/MM/dd"];

    public static CorruptionOperator[] All { get; } =
    [
        new("date-day-month", CorruptionFamily.Value, 1, "day and month change places",
            "2024-03-05 -> 2024-05-03", (scene, random) => EachDate(scene, random, date => date.Day <= 12 ? [new(date.Year, date.Day, date.Month)] : [])),
        new("date-shifted", CorruptionFamily.Value, 1.5, "a date is a day, a week or a month off, as when a weekday is counted wrongly",
            "2024-03-05 -> 2024-03-06", (scene, random) => EachDate(scene, random, date => Shifted(date, random))),
        new("date-year", CorruptionFamily.Value, 1.2, "a date is of another year",
            "2024-03-05 -> 2023-03-05", (scene, random) => EachDate(scene, random, date => random.Shuffled([-1, 1, -2, -5]).Where(years => date.Year + years is > 1 and < 9999).Select(date.AddYears))),
        new("date-form", CorruptionFamily.Value, 1.2, "a date is of another form than the documentation asks for",
            "2024-03-05 -> March 5, 2024", (scene, random) => scene.Each(random, place => OtherForms(scene, place, random))),
        new("date-relative", CorruptionFamily.Value, 1.2, "a date or time is left as it was said though it is to be worked out",
            "2024-03-06 -> \"tomorrow\"", (scene, random) => scene.Each(random, place => Relative(scene, place))),
        new("weekday-other", CorruptionFamily.Value, 1, "another day of the week",
            "Friday -> Saturday", (scene, random) => scene.Each(random, place => OtherDay(place, random))),
        new("time-half", CorruptionFamily.Value, 1, "morning and afternoon are confused",
            "19:15 -> 07:15", (scene, random) => EachTime(scene, random, time => [time.AddHours(12)])),
        new("time-shifted", CorruptionFamily.Value, 0.8, "a time is some minutes or an hour off",
            "19:15 -> 19:00", (scene, random) => EachTime(scene, random, time => random.Shuffled([-60, 60, 30, -time.Minute]).Where(minutes => minutes != 0).Select(minutes => time.AddMinutes(minutes)))),
    ];

    private static IEnumerable<Product> EachDate(Scene scene, SeededRandom random, Func<DateOnly, IEnumerable<DateOnly>> near) => scene.Each(random, place =>
        place.Value is TextValue text && DateText.Parse(text.Value) is var (date, format)
            ? near(date).Where(other => other != date).Select(other => ArgumentValue.Of(DateText.Write(other, format)))
            : []);

    private static IEnumerable<Product> EachTime(Scene scene, SeededRandom random, Func<TimeOnly, IEnumerable<TimeOnly>> near) => scene.Each(random, place =>
        place.Value is TextValue text && DateText.ParseTime(text.Value) is { } time
            ? near(time).Select(other => ArgumentValue.Of(other.ToString(text.Value.Length > 5 ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture)))
            : []);

    private static IEnumerable<DateOnly> Shifted(DateOnly date, SeededRandom random)
    {
        if (date.Year is < 2 or > 9998) return [];
        return random.Shuffled([date.AddDays(1), date.AddDays(-1), date.AddDays(7), date.AddMonths(1), date.AddMonths(-1), date.AddDays(2)]);
    }

    private static IEnumerable<ArgumentValue> OtherForms(Scene scene, ValuePlace place, SeededRandom random)
    {
        // Without a documented form every form is right.
        if (place.Value is not TextValue text || DateText.Parse(text.Value) is not var (date, format) || !IsFormAskedFor(scene, place)) return [];
        return random.Shuffled(Forms.Where(form => form != format)).Select(form => ArgumentValue.Of(DateText.Write(date, form))).Where(value => value.Value != text.Value);
    }

    private static IEnumerable<ArgumentValue> Relative(Scene scene, ValuePlace place)
    {
        if (place.Value is not TextValue text) return [];
        var kind = DateText.Parse(text.Value) is not null ? MentionKind.Date : DateText.ParseTime(text.Value) is not null ? MentionKind.Time : MentionKind.Quote;
        return kind == MentionKind.Quote || !IsFormAskedFor(scene, place) ? []
            : scene.Mentions.OfKind(kind).Where(mention => mention.FromUser && DateText.Parse(mention.Text) is null && DateText.ParseTime(mention.Text) is null)
                .Select(mention => ArgumentValue.Of(mention.Text));
    }

    private static IEnumerable<ArgumentValue> OtherDay(ValuePlace place, SeededRandom random)
    {
        if (place.Value is not TextValue text) return [];
        var at = Array.FindIndex(Days, day => day.Equals(text.Value, StringComparison.OrdinalIgnoreCase));
        if (at < 0) return [];
        return random.Shuffled([1, 6, 2]).Select(step => Days[(at + step) % 7]).Select(day => ArgumentValue.Of(char.IsLower(text.Value[0]) ? day.ToLowerInvariant() : day));
    }

    private static bool IsFormAskedFor(Scene scene, ValuePlace place) =>
        Says(place.Shape?.Description ?? "") || scene.Prompt.Messages.ToArray().OfType<SystemMessage>().Any(message => Says(message.Text));

    private static bool Says(string text) => text.Contains("YYYY", StringComparison.OrdinalIgnoreCase) || text.Contains("format", StringComparison.OrdinalIgnoreCase)
        || text.Contains("HH:MM", StringComparison.OrdinalIgnoreCase) || TextWord.Of(text, 60).Any(word => DateText.Parse(word.Text) is not null || DateText.ParseTime(word.Text) is not null);
}
