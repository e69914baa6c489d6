using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Server.Http;

/// <summary>A value of a request's body and the way to it, for messages that name the place.</summary>
/// <param name="Path">Such as <c>input[3]</c>; empty for the body itself.</param>
/// <param name="Value">The value.</param>
internal readonly record struct RequestField(string Path, ArgumentValue Value)
{
    /// <summary>The value of a key; null when the key is absent or its value is null.</summary>
    public RequestField? Optional(string key) => Map()[key] is { } found and not NullValue ? new(Below(key), found) : null;

    /// <summary>The value of a key.</summary>
    public RequestField Required(string key) => Optional(key) ?? throw new RequestError(ErrorKind.Invalid, $"\"{Below(key)}\" is missing");

    public MapValue Map() => Value as MapValue ?? throw Expected("an object");

    public string Text() => Value is TextValue text ? text.Value : throw Expected("a text");

    public bool Boolean() => Value is BooleanValue boolean ? boolean.Value : throw Expected("true or false");

    public double Number() => Value switch
    {
        FloatValue number when double.IsFinite(number.Value) => number.Value,
        IntegerValue integer when double.IsFinite((double)integer.Value) => (double)integer.Value,
        _ => throw Expected("a finite number"),
    };

    /// <summary>An integer of 0 or more.</summary>
    public int Count() => Value is IntegerValue integer && integer.Value >= 0 && integer.Value <= int.MaxValue
        ? (int)integer.Value
        : throw Expected("an integer of 0 or more");

    public RequestField[] Items()
    {
        if (Value is not ListValue list) throw Expected("a list");
        var items = new RequestField[list.Items.Count];
        for (var i = 0; i < items.Length; i++) items[i] = new(string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}]"), list.Items[i]);
        return items;
    }

    /// <summary>A text, or a list of texts.</summary>
    public RequestField[] OneOrMore() => Value is TextValue ? [this] : Items();

    public RequestError Expected(string expected) => Error($"expected {expected}, found {Kind(Value)}");

    public RequestError Error(string problem) => new(ErrorKind.Invalid, Path.Length == 0 ? $"the body: {problem}" : $"{Path}: {problem}");

    private string Below(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    // The kind alone: a value can be megabytes.
    private static string Kind(ArgumentValue value) => value switch
    {
        NullValue => "null",
        BooleanValue => "true or false",
        IntegerValue or FloatValue => "a number",
        TextValue => "a text",
        ListValue => "a list",
        _ => "an object",
    };
}
