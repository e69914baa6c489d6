using ToolRM.Conversations;

namespace ToolRM.Parsing.Source;

/// <summary>What BFCL's source parsers find in a reply: one call, nothing, or an error.</summary>
/// <param name="Calls">The call found; null with an error, and when the source is sound and has no call (a reply of the wrong shape).</param>
/// <param name="Error">Why the source was refused; null when it is sound.</param>
/// <remarks>The original takes the first call only, so there is never more than one. Source: tools-and-data 1.7, last paragraph.</remarks>
internal sealed record SourceCalls(ValueList<SourceCall>? Calls, string? Error = null)
{
    public static SourceCalls None { get; } = new((ValueList<SourceCall>?)null);

    public static SourceCalls Failed(string error) => new(null, error);
}

/// <summary>A call in source text.</summary>
/// <param name="Name">The callee's text, dots and all.</param>
/// <param name="Arguments">
/// A <see cref="MapValue"/> of texts in order; a <see cref="KeyedMapValue"/> when a bare identifier stands among them, which
/// is kept under the null key.
/// </param>
internal readonly record struct SourceCall(string Name, ArgumentValue Arguments);
