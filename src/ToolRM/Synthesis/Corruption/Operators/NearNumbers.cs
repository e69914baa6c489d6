using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>Numbers that are nearly right.</summary>
internal static class NearNumbers
{
    public static CorruptionOperator[] All { get; } =
    [
        new("number-off-by-one", CorruptionFamily.Value, 1.5, "a whole number is one too high or too low",
            "guests 4 -> 5", (scene, random) => Each(scene, random, number => number == Math.Floor(number) ? random.Shuffled([number + 1, number - 1]) : [])),
        new("number-factor", CorruptionFamily.Value, 1.5, "a number is ten, a hundred or a thousand times too high or too low",
            "amount 2500 -> 250", (scene, random) => Each(scene, random, number => Factors(number, random))),
        new("number-percent", CorruptionFamily.Value, 1.2, "a percentage is given as a fraction, or a fraction as a percentage",
            "rate 5 -> 0.05", (scene, random) => scene.Each(random, place => Percent(scene, place))),
        new("number-sign", CorruptionFamily.Value, 0.6, "a number has the other sign",
            "latitude -33.9 -> 33.9", (scene, random) => Each(scene, random, number => number != 0 ? [-number] : [], negative: true)),
        new("number-rounded", CorruptionFamily.Value, 0.8, "digits of a number are rounded away",
            "weight 72.5 -> 72", (scene, random) => Each(scene, random, Rounded)),
        new("number-digits", CorruptionFamily.Value, 0.8, "two digits change places, or one is lost",
            "account 48213 -> 48123", (scene, random) => scene.Each(random, place => Digits(place, random))),
    ];

    /// <summary>What a function makes of each number that has no fixed choices.</summary>
    private static IEnumerable<Product> Each(Scene scene, SeededRandom random, Func<double, IEnumerable<double>> near, bool negative = false) => scene.Each(random, place =>
        Numbers.Of(place.Value) is { } number && place.Shape is not { Members.Count: > 0 }
            ? near(number).Where(other => other != number && (negative || number < 0 || other >= 0)).Select(other => Numbers.For(place.Shape, other)).OfType<ArgumentValue>()
            : []);

    private static IEnumerable<double> Factors(double number, SeededRandom random)
    {
        var up = random.Shuffled([10.0, 100, 1000]).Select(factor => number * factor);
        // Dividing a small whole number gives a fraction that nobody would write.
        var down = random.Shuffled([10.0, 100, 1000]).Select(factor => number / factor).Where(value => number != Math.Floor(number) || value == Math.Floor(value));
        return number == 0 ? [] : random.Chance(0.5) ? down.Concat(up) : up.Concat(down);
    }

    private static IEnumerable<ArgumentValue> Percent(Scene scene, ValuePlace place)
    {
        if (Numbers.Of(place.Value) is not { } number || number == 0) yield break;
        // Only where a percentage is talked of: in the request or in the parameter's documentation.
        var words = NameWords.Content(place.Name + " " + place.Shape?.Description);
        var isShare = words.Overlaps(["rate", "percent", "percentage", "interest", "discount", "probability", "fraction", "ratio", "growth", "yield", "tax", "tip"]);
        var isWritten = scene.Mentions.OfKind(MentionKind.Number).Any(mention => mention.Text.EndsWith('%') && (mention.Number == number || mention.Number == number * 100));
        if (!isShare && !isWritten) yield break;
        var other = Math.Abs(number) < 1 ? number * 100 : number / 100;
        if (Numbers.For(place.Shape, other) is { } value) yield return value;
    }

    private static IEnumerable<double> Rounded(double number)
    {
        if (number != Math.Floor(number))
        {
            yield return Math.Floor(number);
            yield return Math.Round(number, MidpointRounding.AwayFromZero);
            yield return Math.Round(number, 1);
        }
        else if (Math.Abs(number) >= 100)
        {
            yield return Math.Round(number / 100) * 100;
            yield return Math.Round(number / 10) * 10;
        }
    }

    private static IEnumerable<ArgumentValue> Digits(ValuePlace place, SeededRandom random)
    {
        if (place.Shape?.Members.Count > 0) yield break;
        var text = place.Value is TextValue { Value: var written } && written.Count(char.IsDigit) >= 4 && DateText.Parse(written) is null ? written
            : Numbers.Of(place.Value) is { } number && Math.Abs(number) >= 100 ? number.ToString("R", CultureInfo.InvariantCulture) : null;
        if (text is null || text.Length > 40) yield break;
        var digits = Enumerable.Range(0, text.Length).Where(i => char.IsDigit(text[i])).ToArray();
        foreach (var i in random.Shuffled(Enumerable.Range(0, digits.Length - 1)).Take(4))
        {
            var (left, right) = (digits[i], digits[i + 1]);
            var characters = text.ToCharArray();
            (characters[left], characters[right]) = (characters[right], characters[left]);
            if (Back(new string(characters)) is { } swapped) yield return swapped;
            if (Back(text.Remove(right, 1)) is { } shorter) yield return shorter;
        }

        ArgumentValue? Back(string changed) => place.Value is TextValue ? ArgumentValue.Of(changed)
            : double.TryParse(changed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Numbers.For(place.Shape, number) : null;
    }
}
