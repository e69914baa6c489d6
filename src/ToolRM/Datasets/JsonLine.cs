using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Datasets;

/// <summary>One line of a JSON Lines file, as text of its own: safe to keep and to hand to another thread.</summary>
/// <param name="Source">Name of the file, for messages.</param>
/// <param name="Number">Number of the line, from 1; blank lines count.</param>
/// <param name="Text">The line without its end.</param>
public readonly record struct JsonLine(string Source, long Number, string Text)
{
    /// <summary>File and line, such as <c>rows.jsonl:12</c>.</summary>
    public string Where => string.Create(CultureInfo.InvariantCulture, $"{Source}:{Number}");

    /// <summary>The line's value.</summary>
    /// <param name="dialect">What is accepted; data files are mostly written by Python.</param>
    /// <exception cref="DataFormatException">The line is not JSON; the message names file, line and character.</exception>
    public ArgumentValue Parse(JsonDialect dialect = JsonDialect.Python) => Parse(Text, dialect, Where);

    internal static ArgumentValue Parse(ReadOnlySpan<char> text, JsonDialect dialect, string where)
    {
        var parse = JsonParse.Of(text, dialect);
        return parse.Value ?? throw new DataFormatException(
            $"{where}: expected one JSON value, but {parse.Error!.Message} (at character {parse.Error.Position.ToString(CultureInfo.InvariantCulture)}). "
            + "Write every row as JSON on one line");
    }
}
