using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>A call whose arguments are values: what a decoder makes of a reply.</summary>
/// <param name="Name">The function name.</param>
/// <param name="Arguments">A <see cref="MapValue"/>, or a <see cref="KeyedMapValue"/> where Java or JavaScript source gave an argument no name.</param>
public readonly record struct DecodedCall(string Name, ArgumentValue Arguments)
{
    /// <summary>
    /// Reads BFCL's decoded form, a list of one-key maps <c>{name: arguments}</c>. Null when the value has another shape, which
    /// is BFCL's <c>decoder_wrong_output_format</c>; the empty list has the right shape (tools-and-data 1.2).
    /// </summary>
    /// <param name="decoded">The decoded value.</param>
    public static DecodedCall[]? FromBfcl(ArgumentValue decoded)
    {
        if (decoded is not ListValue list) return null;
        if (list.Items.Count == 0) return [];
        var calls = new DecodedCall[list.Items.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            if (list.Items[i] is not MapValue { Entries.Count: 1 } map) return null;
            var entry = map.Entries[0];
            if (entry.Value is not (MapValue or KeyedMapValue)) return null;
            calls[i] = new(entry.Key, entry.Value);
        }
        return calls;
    }
}
