using System.Numerics;

namespace ToolRM.Conversations;

/// <summary>
/// One value of a tool call's arguments or of a reference answer: JSON's kinds, with integers kept apart from floating-point
/// numbers, and Python's tuple. Closed hierarchy.
/// </summary>
/// <remarks>
/// Equality (<c>==</c>, <see cref="object.Equals(object)"/>) is exact: kind and content, map entries in order. The looser
/// equality of Python (1 = 1.0 = true) is <see cref="PythonEquality"/>; the one of JSON is <see cref="JsonEquality"/>.
/// </remarks>
public abstract record ArgumentValue
{
    private protected ArgumentValue() { }

    /// <summary>JSON null, Python None.</summary>
    public static NullValue Null { get; } = new();

    /// <summary>JSON true.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>JSON false.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <summary>A boolean.</summary>
    /// <param name="value">The truth value.</param>
    public static BooleanValue Of(bool value) => value ? True : False;

    /// <summary>An integer of any size.</summary>
    /// <param name="value">The number.</param>
    public static IntegerValue Of(BigInteger value) => new(value);

    /// <summary>An integer.</summary>
    /// <param name="value">The number.</param>
    public static IntegerValue Of(long value) => new(value);

    /// <summary>A floating-point number; may be NaN or infinite, which JSON text cannot hold.</summary>
    /// <param name="value">The number.</param>
    public static FloatValue Of(double value) => new(value);

    /// <summary>A text.</summary>
    /// <param name="value">The text; lone surrogates are allowed.</param>
    public static TextValue Of(string value) => new(value);

    /// <summary>The value as JSON text; see <see cref="ArgumentJson.Write(ArgumentValue)"/>.</summary>
    public sealed override string ToString() => ArgumentJson.Write(this);
}

/// <summary>JSON null, Python None.</summary>
public sealed record NullValue : ArgumentValue
{
    internal NullValue() { }
}

/// <summary>true or false. Never equal to a number, except under <see cref="PythonEquality"/>.</summary>
/// <param name="Value">The truth value.</param>
public sealed record BooleanValue(bool Value) : ArgumentValue;

/// <summary>An integer of any size: a JSON number without fraction and exponent.</summary>
/// <param name="Value">The number.</param>
public sealed record IntegerValue(BigInteger Value) : ArgumentValue;

/// <summary>A floating-point number: a JSON number with fraction or exponent, or Python's nan and inf.</summary>
/// <param name="Value">The number.</param>
public sealed record FloatValue(double Value) : ArgumentValue;

/// <summary>A text.</summary>
/// <param name="Value">The text as UTF-16; lone surrogates are kept.</param>
public sealed record TextValue(string Value) : ArgumentValue;

/// <summary>A JSON array, Python list.</summary>
/// <param name="Items">The items, in order.</param>
public sealed record ListValue(ValueList<ArgumentValue> Items) : ArgumentValue;

/// <summary>A Python tuple. Written to JSON as an array; see <see cref="ArgumentJson.CanCarry"/>.</summary>
/// <param name="Items">The items, in order.</param>
public sealed record TupleValue(ValueList<ArgumentValue> Items) : ArgumentValue;

/// <summary>A JSON object, Python dict with text keys.</summary>
/// <param name="Entries">The entries in the order given; keys are unique.</param>
public sealed record MapValue(ValueList<MapEntry> Entries) : ArgumentValue
{
    /// <summary>The map without entries.</summary>
    public static MapValue Empty { get; } = new(ValueList<MapEntry>.Empty);

    /// <summary>The value of a key, or null when the key is absent.</summary>
    /// <param name="key">The key, compared ordinally.</param>
    public ArgumentValue? this[string key]
    {
        get
        {
            foreach (ref readonly var entry in Entries.AsSpan())
            {
                if (entry.Key == key) return entry.Value;
            }
            return null;
        }
    }
}

/// <summary>One entry of a <see cref="MapValue"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct MapEntry(string Key, ArgumentValue Value);

/// <summary>A Python dict of which at least one key is not a text.</summary>
/// <param name="Entries">Key and value, in the order given.</param>
public sealed record KeyedMapValue(ValueList<KeyValuePair<ArgumentValue, ArgumentValue>> Entries) : ArgumentValue;
