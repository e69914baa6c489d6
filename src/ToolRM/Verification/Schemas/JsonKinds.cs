using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>A set of JSON kinds. A whole floating-point number such as 1.0 is an integer (JSON Schema 2020-12, 4.2.3 and 6.1.1).</summary>
[Flags]
internal enum JsonKinds : byte
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Fraction = 8,
    Text = 16,
    List = 32,
    Map = 64,
    Number = Integer | Fraction,
    Any = Null | Boolean | Number | Text | List | Map,
}

internal static class JsonKind
{
    /// <summary>The one kind of a value.</summary>
    public static JsonKinds Of(ArgumentValue value) => value switch
    {
        TextValue => JsonKinds.Text,
        IntegerValue => JsonKinds.Integer,
        FloatValue number => number.Value == Math.Floor(number.Value) && double.IsFinite(number.Value) ? JsonKinds.Integer : JsonKinds.Fraction,
        BooleanValue => JsonKinds.Boolean,
        NullValue => JsonKinds.Null,
        ListValue or TupleValue => JsonKinds.List,
        _ => JsonKinds.Map,
    };

    /// <summary>The kind as JSON Schema calls it.</summary>
    public static string Word(ArgumentValue value) => Of(value) switch
    {
        JsonKinds.Text => "string",
        JsonKinds.Integer => "integer",
        JsonKinds.Fraction => "number",
        JsonKinds.Boolean => "boolean",
        JsonKinds.Null => "null",
        JsonKinds.List => "array",
        _ => "object",
    };
}
