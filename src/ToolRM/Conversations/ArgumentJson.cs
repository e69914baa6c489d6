using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ToolRM.Conversations;

/// <summary>Writes <see cref="ArgumentValue"/> trees as JSON text.</summary>
/// <remarks>
/// Number format is Python's: a floating-point number always has a point or an exponent (<c>1.0</c>, <c>1e-05</c>), an
/// integer never. Texts are not escaped beyond what JSON demands, so <c>é</c> and <c>&lt;</c> stay readable; lone surrogates
/// are written as <c>\ud800</c>.
/// </remarks>
public static class ArgumentJson
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        "\"\\" + new string([.. Enumerable.Range(0, 0x20).Select(code => (char)code)])
               + new string([.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]));

    /// <summary>The value as compact JSON, in the order given.</summary>
    /// <param name="value">
    /// The value. What JSON cannot carry (see <see cref="CanCarry"/>) is written as Python's json does: tuples as arrays,
    /// NaN and infinities as <c>NaN</c>, <c>Infinity</c>, keys that are no texts as their JSON text.
    /// </param>
    public static string Write(ArgumentValue value) => Text(value, spaced: false, sorted: false);

    /// <summary>The value as JSON with a blank after <c>:</c> and <c>,</c>, as Python's <c>json.dumps</c> writes by default.</summary>
    /// <param name="value">The value.</param>
    public static string WriteSpaced(ArgumentValue value) => Text(value, spaced: true, sorted: false);

    /// <summary>
    /// A text that is equal for values which are equal under <see cref="JsonEquality"/>: keys sorted ordinally, whole
    /// floating-point numbers written as integers. Values that differ only in what JSON cannot carry may share a text: a
    /// tuple and a list, the keys 1 and "1".
    /// </summary>
    /// <param name="value">The value.</param>
    public static string WriteCanonical(ArgumentValue value) => Text(value, spaced: false, sorted: true);

    /// <summary>Whether JSON text gives back this very value: no tuple, no NaN or infinity, no key that is not a text.</summary>
    /// <param name="value">The value.</param>
    public static bool CanCarry(ArgumentValue value)
    {
        switch (value)
        {
            case TupleValue or KeyedMapValue:
                return false;
            case FloatValue number:
                return double.IsFinite(number.Value);
            case ListValue list:
                foreach (var item in list.Items)
                {
                    if (!CanCarry(item)) return false;
                }
                return true;
            case MapValue map:
                foreach (var entry in map.Entries)
                {
                    if (!CanCarry(entry.Value)) return false;
                }
                return true;
            default:
                return true;
        }
    }

    private static string Text(ArgumentValue value, bool spaced, bool sorted)
    {
        var builder = new StringBuilder();
        Append(builder, value, spaced, sorted);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, ArgumentValue value, bool spaced, bool sorted)
    {
        switch (value)
        {
            case NullValue: builder.Append("null"); break;
            case BooleanValue boolean: builder.Append(boolean.Value ? "true" : "false"); break;
            case IntegerValue integer when integer.Value >= long.MinValue && integer.Value <= long.MaxValue: builder.Append((long)integer.Value); break;
            case IntegerValue integer: builder.Append(CultureInfo.InvariantCulture, $"{integer.Value}"); break;
            case FloatValue number: builder.Append(sorted ? CanonicalNumber(number.Value) : Number(number.Value)); break;
            case TextValue text: AppendText(builder, text.Value); break;
            case ListValue list: AppendItems(builder, list.Items, spaced, sorted); break;
            case TupleValue tuple: AppendItems(builder, tuple.Items, spaced, sorted); break;
            case MapValue map:
                builder.Append('{');
                var first = true;
                var entries = sorted && !AreSorted(map.Entries) ? map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToValueList() : map.Entries;
                foreach (var entry in entries)
                {
                    if (!first) builder.Append(spaced ? ", " : ",");
                    first = false;
                    AppendText(builder, entry.Key);
                    builder.Append(spaced ? ": " : ":");
                    Append(builder, entry.Value, spaced, sorted);
                }
                builder.Append('}');
                break;
            case KeyedMapValue map:
                AppendKeyed(builder, map, spaced, sorted);
                break;
        }
    }

    /// <summary>Two keys may have one text (1 and "1"); then the values' texts decide the order.</summary>
    /// <summary>Appends what <see cref="WriteCanonical"/> gives.</summary>
    internal static void AppendCanonical(StringBuilder builder, ArgumentValue value) => Append(builder, value, spaced: false, sorted: true);

    private static bool AreSorted(ValueList<MapEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) > 0) return false;
        }
        return true;
    }

    private static void AppendKeyed(StringBuilder builder, KeyedMapValue map, bool spaced, bool sorted)
    {
        var entries = map.Entries.Select(entry => (
            Key: entry.Key is TextValue key ? key.Value : Text(entry.Key, spaced: false, sorted), Value: Text(entry.Value, spaced, sorted)));
        if (sorted) entries = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ThenBy(entry => entry.Value, StringComparer.Ordinal);
        builder.Append('{');
        var first = true;
        foreach (var (key, value) in entries)
        {
            if (!first) builder.Append(spaced ? ", " : ",");
            first = false;
            AppendText(builder, key);
            builder.Append(spaced ? ": " : ":").Append(value);
        }
        builder.Append('}');
    }

    private static void AppendItems(StringBuilder builder, ValueList<ArgumentValue> items, bool spaced, bool sorted)
    {
        builder.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) builder.Append(spaced ? ", " : ",");
            Append(builder, items[i], spaced, sorted);
        }
        builder.Append(']');
    }

    /// <summary>A text in double quotes with JSON's escapes.</summary>
    /// <param name="builder">Receives the text.</param>
    /// <param name="text">The text.</param>
    internal static void AppendText(StringBuilder builder, ReadOnlySpan<char> text)
    {
        builder.Append('"');
        while (true)
        {
            var stop = text.IndexOfAny(MustEscape);
            if (stop < 0) { builder.Append(text); break; }
            builder.Append(text[..stop]);
            var character = text[stop];
            var width = 1;
            switch (character)
            {
                case '"': builder.Append("\\\""); break;
                case '\\': builder.Append("\\\\"); break;
                case '\n': builder.Append("\\n"); break;
                case '\r': builder.Append("\\r"); break;
                case '\t': builder.Append("\\t"); break;
                case '\b': builder.Append("\\b"); break;
                case '\f': builder.Append("\\f"); break;
                default:
                    if (char.IsHighSurrogate(character) && stop + 1 < text.Length && char.IsLowSurrogate(text[stop + 1]))
                    {
                        builder.Append(text.Slice(stop, 2));
                        width = 2;
                    }
                    else
                    {
                        builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    }
                    break;
            }
            text = text[(stop + width)..];
        }
        builder.Append('"');
    }

    /// <summary>A floating-point number as Python's <c>repr</c> writes it.</summary>
    /// <param name="value">Any number; NaN and infinities give JSON's unofficial words.</param>
    internal static string Number(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        // .NET's shortest digits are Python's; only the notation differs: Python uses an exponent below 1e-4 and from 1e16.
        var mark = text.IndexOf('E');
        var magnitude = Math.Abs(value);
        var plainInPython = value == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
        if (plainInPython && mark < 0) return text.Contains('.') ? text : text + ".0";
        var sign = text[0] == '-' ? "-" : "";
        var mantissa = mark < 0 ? text[sign.Length..] : text[sign.Length..mark];
        var point = mantissa.IndexOf('.');
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var exponent = (point < 0 ? mantissa.Length : point) - 1
            + (mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits[leading..];
        exponent -= leading;
        if (plainInPython)
        {
            var padded = digits.PadRight(exponent + 2, '0');
            return sign + padded[..(exponent + 1)] + "." + padded[(exponent + 1)..];
        }
        digits = digits.TrimEnd('0');
        return sign + digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "")
            + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string CanonicalNumber(double value) =>
        double.IsFinite(value) && value == Math.Floor(value)
            ? new BigInteger(value).ToString(CultureInfo.InvariantCulture)
            : Number(value);
}
