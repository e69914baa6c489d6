using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// What a value looks like. Models confuse values of one look: a town with a town, an order number with an order number, hardly
/// ever a name with a date.
/// </summary>
internal enum TextClass
{
    Words,
    Code,
    Number,
    Date,
    Other,
}

/// <summary>Tells the look of values.</summary>
internal static class TextClasses
{
    /// <summary>The look of a value; truth values, null, lists and objects are Other.</summary>
    public static TextClass Of(ArgumentValue value) => value switch
    {
        TextValue text => Of(text.Value),
        IntegerValue or FloatValue => TextClass.Number,
        _ => TextClass.Other,
    };

    /// <summary>The look of a text.</summary>
    public static TextClass Of(string text)
    {
        if (Mentions.NumberOf(text) is not null) return TextClass.Number;
        if (DateText.Parse(text) is not null || DateText.ParseTime(text) is not null) return TextClass.Date;
        if (text.AsSpan().IndexOfAny("@_#") >= 0 || text.Contains("://", StringComparison.Ordinal)) return TextClass.Code;
        // "Suite 817" and "3 bedroom" are words; "XK23RT6J1" is a code.
        return !text.Contains(' ') && text.Any(char.IsDigit) ? TextClass.Code : TextClass.Words;
    }
}
