using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Verification;

/// <summary>Values for messages: JSON text, cut after some eighty characters, at a cost that does not grow with the value.</summary>
internal static class ArgumentBrief
{
    private const int MaximumLength = 80;

    /// <summary>The value as JSON, ending in <c>…</c> when it was cut.</summary>
    /// <param name="value">The value.</param>
    public static string Of(ArgumentValue value)
    {
        var builder = new StringBuilder();
        Append(builder, value);
        if (builder.Length <= MaximumLength) return builder.ToString();
        var cut = char.IsHighSurrogate(builder[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength;
        return builder.ToString(0, cut) + "…";
    }

    /// <summary>A text as it stands, cut in the same way.</summary>
    /// <param name="text">The text.</param>
    public static string OfText(string text)
    {
        if (text.Length <= MaximumLength) return text;
        return text[..(char.IsHighSurrogate(text[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength)] + "…";
    }

    /// <summary>Writes until the builder is longer than the limit; what follows is cut anyway.</summary>
    private static void Append(StringBuilder builder, ArgumentValue value)
    {
        switch (value)
        {
            case TextValue text:
                ArgumentJson.AppendText(builder, text.Value.AsSpan(0, Math.Min(text.Value.Length, MaximumLength + 1)));
                break;
            case ListValue list:
                builder.Append('[');
                for (var i = 0; i < list.Items.Count && builder.Length <= MaximumLength; i++)
                {
                    if (i > 0) builder.Append(',');
                    Append(builder, list.Items[i]);
                }
                builder.Append(']');
                break;
            case MapValue map:
                builder.Append('{');
                for (var i = 0; i < map.Entries.Count && builder.Length <= MaximumLength; i++)
                {
                    if (i > 0) builder.Append(',');
                    Append(builder, ArgumentValue.Of(map.Entries[i].Key));
                    builder.Append(':');
                    Append(builder, map.Entries[i].Value);
                }
                builder.Append('}');
                break;
            default:
                builder.Append(ArgumentJson.Write(value));
                break;
        }
    }
}
