using ToolRM.Conversations;

namespace ToolRM.Parsing.Bfcl;

/// <summary>What a BFCL decoder makes of a reply: a value, or that it raised.</summary>
/// <param name="Decoded">
/// The decoded value, usually a list of one-key maps <c>{name: arguments}</c>; any other value is BFCL's "wrong output format".
/// Null when the decoder raised.
/// </param>
/// <param name="Error">Why it raised; null when it did not.</param>
public readonly record struct BfclDecoding(ArgumentValue? Decoded, string? Error)
{
    internal static BfclDecoding Of(ArgumentValue decoded) => new(decoded, null);

    internal static BfclDecoding Raised(string error) => new(null, error);

    /// <summary>A list of calls.</summary>
    internal static BfclDecoding Of(IEnumerable<ArgumentValue> calls) => new(new ListValue(calls.ToValueList()), null);

    /// <summary>One call in BFCL's form, <c>{name: arguments}</c>.</summary>
    internal static MapValue Call(string name, ArgumentValue arguments) => new([new MapEntry(name, arguments)]);
}
