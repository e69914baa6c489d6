using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// Tells what is wrong only by convention: two replies have one key when they differ in case, accents, blanks, punctuation,
/// articles, a plural's s, numbers in words, 1 against 1.0, order of calls, keys or list items, a documented default written
/// out or left out, or an optional argument that is null or empty.
/// </summary>
/// <remarks>
/// A text and a number differ unless the schema leaves the type open. Broader than any verifier on purpose: what is thrown away
/// here costs one product, what slips through teaches a model that a right reply is wrong.
/// </remarks>
internal static class ConventionGuard
{
    private const int MaximumDepth = 32;

    private static readonly string[] Articles = ["a", "an", "the", "and"];

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    // Articles are dropped, numbers in words become digits.
    private static readonly Dictionary<string, string> Words = Articles.Select(word => KeyValuePair.Create(word, ""))
        .Concat(Digits.Select((word, i) => KeyValuePair.Create(word, i.ToString(CultureInfo.InvariantCulture)))).ToDictionary(StringComparer.Ordinal);

    /// <summary>The key of a reply's calls.</summary>
    public static string Key(ValueList<ToolCall> calls, ValueList<ToolShape> tools)
    {
        var keys = calls.Select(call => Key(call, tools)).Order(StringComparer.Ordinal);
        return string.Join('\n', keys);
    }

    /// <summary>A text as the key holds it.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder();
        var word = new StringBuilder();
        string decomposed;
        try
        {
            decomposed = text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException) // a lone surrogate
        {
            decomposed = text;
        }
        for (var i = 0; i <= decomposed.Length; i++)
        {
            if (i < decomposed.Length && CharUnicodeInfo.GetUnicodeCategory(decomposed[i]) == UnicodeCategory.NonSpacingMark) continue;
            if (i < decomposed.Length && char.IsLetterOrDigit(decomposed[i]))
            {
                word.Append(char.ToLowerInvariant(decomposed[i]));
                continue;
            }
            if (word.Length == 0) continue;
            var plain = word.ToString();
            folded.Append(Words.GetValueOrDefault(plain) ?? NameWords.Stem(plain));
            word.Clear();
        }
        return folded.Length > 0 ? folded.ToString() : text;
    }

    private static string Key(ToolCall call, ValueList<ToolShape> tools)
    {
        var tool = tools.FirstOrDefault(tool => tool.Name == call.Name);
        if (call.ParseArguments().Value is not MapValue arguments) return call.Name + "(?" + call.ArgumentsText + ")";
        var key = new StringBuilder(call.Name).Append('(');
        Append(key, arguments, tool?.Root, 0);
        return key.Append(')').ToString();
    }

    private static void Append(StringBuilder key, ArgumentValue value, ParameterShape? shape, int depth)
    {
        var open = shape is null || shape.Kind == ShapeKind.Any;
        switch (value)
        {
            case TextValue text:
                if (open && Mentions.NumberOf(text.Value) is { } read) Append(key, read);
                else key.Append(open ? "" : "t:").Append(Fold(text.Value));
                break;
            case IntegerValue or FloatValue when Numbers.Of(value) is { } number:
                Append(key, number);
                break;
            case ListValue list when depth < MaximumDepth:
                key.Append('[').AppendJoin(',', list.Items.Select(item => Part(item, shape?.Items, depth)).Order(StringComparer.Ordinal)).Append(']');
                break;
            case MapValue map when depth < MaximumDepth:
                key.Append('{').AppendJoin(',', map.Entries
                    .Where(entry => !IsSilent(entry.Value, shape?.Property(entry.Key)))
                    .Select(entry => entry.Key + "=" + Part(entry.Value, shape?.Property(entry.Key), depth))
                    .Order(StringComparer.Ordinal)).Append('}');
                break;
            default:
                key.Append(ArgumentJson.Write(value));
                break;
        }
    }

    private static string Part(ArgumentValue value, ParameterShape? shape, int depth)
    {
        var part = new StringBuilder();
        Append(part, value, shape, depth + 1);
        return part.ToString();
    }

    private static void Append(StringBuilder key, double number) => key.Append(CultureInfo.InvariantCulture, $"n:{number:G12}");

    /// <summary>Whether an argument says nothing that leaving it out would not say.</summary>
    private static bool IsSilent(ArgumentValue value, ParameterShape? shape)
    {
        if (shape is null || shape.Required) return false;
        if (value is NullValue or TextValue { Value.Length: 0 } or ListValue { Items.Count: 0 } or MapValue { Entries.Count: 0 }) return true;
        return shape.Default is { } @default && (JsonEquality.AreEqual(value, @default) || Plain(value) is { } plain && plain == Plain(@default));
    }

    /// <summary>A scalar as folded text: documents write the default 5 as "5", too.</summary>
    private static string? Plain(ArgumentValue value) => value switch
    {
        TextValue text => Mentions.NumberOf(text.Value) is { } number ? number.ToString("G12", CultureInfo.InvariantCulture) : Fold(text.Value),
        IntegerValue or FloatValue => Numbers.Of(value)?.ToString("G12", CultureInfo.InvariantCulture),
        BooleanValue boolean => boolean.Value ? "true" : "false",
        _ => null,
    };
}
