using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Verification;

/// <summary>
/// A place in a JSON document, as a chain from the inside out, so that it costs text only once something is wrong there.
/// Null stands for the document itself.
/// </summary>
/// <param name="Parent">The enclosing place.</param>
/// <param name="Key">The key of an entry; null for an item.</param>
/// <param name="Index">The index of an item, from 0; unused for an entry.</param>
internal sealed record ArgumentPath(ArgumentPath? Parent, string? Key, int Index = 0)
{
    /// <summary>As in <c>filters.min_price</c>, <c>tags[2]</c>; a key that would be misread stands as <c>["a.b"]</c>.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder();
        foreach (var part in FromRoot())
        {
            if (part.Key is null)
            {
                builder.Append('[').Append(part.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (part.Key.Length > 0 && part.Key.AsSpan().IndexOfAny("[].\"") < 0)
            {
                if (builder.Length > 0) builder.Append('.');
                builder.Append(part.Key);
            }
            else
            {
                builder.Append('[');
                ArgumentJson.AppendText(builder, part.Key);
                builder.Append(']');
            }
        }
        return builder.ToString();
    }

    /// <summary>As a JSON pointer (RFC 6901), such as <c>/properties/a</c>.</summary>
    public string ToPointer()
    {
        var builder = new StringBuilder();
        foreach (var part in FromRoot())
        {
            builder.Append('/').Append(part.Key is null
                ? part.Index.ToString(CultureInfo.InvariantCulture)
                : part.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }
        return builder.ToString();
    }

    private Stack<ArgumentPath> FromRoot()
    {
        var parts = new Stack<ArgumentPath>();
        for (var part = this; part is not null; part = part.Parent) parts.Push(part);
        return parts;
    }
}
