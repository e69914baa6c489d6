using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>Values as Python's <c>repr</c> and <c>str</c> write them.</summary>
internal static class PythonRepr
{
    /// <summary><c>str(value)</c>: a text is itself, everything else its repr.</summary>
    public static string Str(ArgumentValue value) => value is TextValue text ? text.Value : Repr(value);

    /// <summary><c>repr(value)</c>.</summary>
    public static string Repr(ArgumentValue value) => value switch
    {
        NullValue => "None",
        BooleanValue boolean => boolean.Value ? "True" : "False",
        IntegerValue integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        FloatValue number => Number(number.Value),
        TextValue text => Quote(text.Value),
        ListValue list => "[" + string.Join(", ", list.Items.Select(Repr)) + "]",
        TupleValue { Items.Count: 1 } tuple => "(" + Repr(tuple.Items[0]) + ",)",
        TupleValue tuple => "(" + string.Join(", ", tuple.Items.Select(Repr)) + ")",
        MapValue map => "{" + string.Join(", ", map.Entries.Select(entry => Quote(entry.Key) + ": " + Repr(entry.Value))) + "}",
        KeyedMapValue map => "{" + string.Join(", ", map.Entries.Select(entry => Repr(entry.Key) + ": " + Repr(entry.Value))) + "}",
        _ => "",
    };

    private static string Number(double value) => double.IsNaN(value) ? "nan"
        : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : ArgumentJson.Number(value);

    private static string Quote(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var builder = new StringBuilder().Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == quote || character == '\\') builder.Append('\\').Append(character);
            else if (character == '\n') builder.Append("\\n");
            else if (character == '\r') builder.Append("\\r");
            else if (character == '\t') builder.Append("\\t");
            else if (character < ' ' || character == 0x7F) builder.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
            else if (character < 0x7F) builder.Append(character);
            else AppendWide(builder, text, ref i);
        }
        return builder.Append(quote).ToString();
    }

    private static void AppendWide(StringBuilder builder, string text, ref int index)
    {
        if (!Rune.TryGetRuneAt(text, index, out var rune))
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:x4}");
            return;
        }
        index += rune.Utf16SequenceLength - 1;
        var printable = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
        if (printable) builder.Append(rune.ToString());
        else if (rune.Value < 0x100) builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (rune.Value < 0x10000) builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else builder.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }
}
