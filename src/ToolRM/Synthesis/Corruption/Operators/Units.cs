using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Units: converted though nobody asked, not converted though the parameter wants it, named wrongly.</summary>
internal static class Units
{
    // From a unit to another one that models reach for; the factor turns the first into the second.
    private static readonly (string[] From, double Factor)[] Conversions =
    [
        (["km", "kilometer", "kilometre"], 0.621371), (["mile", "mi"], 1.60934), (["kg", "kilogram", "kilo"], 2.20462), (["lb", "pound"], 0.453592),
        (["m", "meter", "metre"], 3.28084), (["meter", "metre"], 100), (["foot", "feet", "ft"], 0.3048), (["cm", "centimeter", "centimetre"], 0.393701), (["cm", "centimeter"], 0.01),
        (["inch", "inche"], 2.54), (["minute", "min"], 60), (["minute", "min"], 1 / 60.0), (["hour", "hr"], 60), (["hour", "hr"], 3600), (["day"], 24), (["week"], 7),
        (["month"], 30), (["month"], 1 / 12.0), (["year"], 12), (["year"], 365), (["dollar", "euro", "buck"], 100), (["thousand", "k"], 1000), (["million"], 1_000_000), (["km", "kilometer"], 1000),
        (["gram", "g"], 0.001), (["kg", "kilogram"], 1000), (["liter", "litre"], 1000), (["gb", "gigabyte"], 1024), (["percent"], 0.01),
    ];

    private static readonly string[][] Dimensions =
    [
        ["metric", "imperial"], ["celsius", "fahrenheit", "kelvin"], ["km", "miles", "m"], ["kilometers", "miles", "meters", "feet"], ["kg", "lb", "g"], ["kilograms", "pounds", "grams"],
        ["USD", "EUR", "GBP", "JPY"], ["seconds", "minutes", "hours", "days"], ["daily", "weekly", "monthly", "yearly"], ["am", "pm"], ["C", "F"], ["cm", "inches"],
        ["ascending", "descending"], ["asc", "desc"], ["min", "max"], ["minimum", "maximum"], ["male", "female"], ["left", "right"], ["north", "south", "east", "west"], ["buy", "sell"],
        ["one-way", "round-trip"], ["up", "down"], ["on", "off"], ["morning", "afternoon", "evening", "night"], ["cheap", "moderate", "expensive"],
    ];

    public static CorruptionOperator[] All { get; } =
    [
        new("unit-converted", CorruptionFamily.Value, 1.2, "a number is converted to another unit though the tool wants it as it was said",
            "\"5 km\": distance 5 -> 3.107", (scene, random) => scene.Each(random, place => Converted(scene, place, random))),
        new("unit-unconverted", CorruptionFamily.Value, 1.5, "a number is taken as it was said though the tool wants it in another unit",
            "\"2 hours\": minutes 120 -> 2", (scene, random) => scene.Each(random, place => Unconverted(scene, place))),
        new("unit-word", CorruptionFamily.Value, 1.5, "another word of the same dimension or pair of opposites",
            "unit \"celsius\" -> \"fahrenheit\"", (scene, random) => scene.Each(random, place => OtherWords(place, random))),
    ];

    private static IEnumerable<ArgumentValue> Converted(Scene scene, ValuePlace place, SeededRandom random)
    {
        if (Numbers.Of(place.Value) is not { } number || number == 0 || place.Shape?.Members.Count > 0) yield break;
        foreach (var unit in UnitsOf(scene, number))
        {
            if (unit is "celsius" or "c") yield return Numbers.For(place.Shape, number * 9 / 5 + 32) ?? ArgumentValue.Of(0);
            foreach (var (_, factor) in random.Shuffled(Conversions.Where(conversion => conversion.From.Contains(unit))))
            {
                var converted = number * factor;
                if (Numbers.For(place.Shape, Math.Round(converted, 3)) is { } value) yield return value;
                else yield return Numbers.Value(Math.Round(converted));
            }
        }
    }

    private static IEnumerable<ArgumentValue> Unconverted(Scene scene, ValuePlace place)
    {
        if (Numbers.Of(place.Value) is not { } number || number == 0 || place.Shape?.Members.Count > 0) yield break;
        foreach (var mention in scene.Mentions.OfKind(MentionKind.Number).Take(20))
        {
            if (mention.Number is not { } said || said == number || said == 0) continue;
            var isConverted = UnitsOf(scene, said).Any(unit => Conversions.Any(conversion =>
                conversion.From.Contains(unit) && Math.Abs(said * conversion.Factor - number) <= 0.005 * Math.Abs(number)));
            if (isConverted && Numbers.For(place.Shape, said) is { } value) yield return value;
        }
    }

    private static IEnumerable<ArgumentValue> OtherWords(ValuePlace place, SeededRandom random)
    {
        if (place.Value is not TextValue { Value: { Length: < 40 } text } || place.Shape?.Members.Count > 0) yield break;
        foreach (var dimension in Dimensions)
        {
            var at = Array.FindIndex(dimension, word => text.Equals(word, StringComparison.OrdinalIgnoreCase) || text.Equals(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase));
            if (at < 0) continue;
            foreach (var other in random.Shuffled(dimension.Where((_, i) => i != at)))
            {
                yield return ArgumentValue.Of(char.IsUpper(text[0]) && char.IsLower(other[0]) ? char.ToUpperInvariant(other[0]) + other[1..] : other);
            }
        }
    }

    /// <summary>The words that follow a number in what the user said, in the singular.</summary>
    private static IEnumerable<string> UnitsOf(Scene scene, double number)
    {
        foreach (var message in scene.Prompt.Messages.ToArray().Reverse().OfType<UserMessage>().Take(4))
        {
            var words = TextWord.Of(message.Text);
            for (var i = 0; i + 1 < words.Count; i++)
            {
                if (Mentions.NumberOf(words[i].Text) == number) yield return NameWords.Stem(words[i + 1].Text.ToLowerInvariant());
            }
        }
    }
}
