using System.Text;

namespace ToolRM.Conversations;

/// <summary>
/// A text that is equal for replies which call the same: whatever the order of keys and of calls, the white space, the
/// escapes, the spelling of whole numbers (1, 1.0, 1e0) and the ids of the calls.
/// </summary>
/// <remarks>
/// For votes, for finding repeated candidates and for scores that must not tell equal calls apart. The text is a JSON array of
/// <c>{"name", "arguments"}</c>, sorted ordinally. Arguments that are not strict JSON stand as <c>{"name", "text"}</c> with
/// the exact text, so they equal only themselves: a repeated key or <c>NaN</c> is never equal to what a tolerant reader would make of it.
/// </remarks>
public static class CallKey
{
    /// <summary>The key of a reply's calls; <c>[]</c> when there are none.</summary>
    /// <param name="calls">The calls, in any order; a call that stands twice counts twice.</param>
    public static string Of(ValueList<ToolCall> calls)
    {
        if (calls.Count == 0) return "[]";
        if (calls.Count == 1)
        {
            var key = Builder(calls[0]).Append('[');
            Append(key, calls[0]);
            return key.Append(']').ToString();
        }
        var keys = new string[calls.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = Of(calls[i]);
        Array.Sort(keys, StringComparer.Ordinal);
        return $"[{string.Join(',', keys)}]";
    }

    /// <summary>The key of one call.</summary>
    /// <param name="call">The call, well-formed or not.</param>
    public static string Of(ToolCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var key = Builder(call);
        Append(key, call);
        return key.ToString();
    }

    // Large enough at once for nearly every key: a builder that grows costs more than the key.
    private static StringBuilder Builder(ToolCall call) => new(call.Name.Length + call.ArgumentsText.Length + 32);

    private static void Append(StringBuilder key, ToolCall call)
    {
        ArgumentJson.AppendText(key.Append("{\"name\":"), call.Name);
        if (call.ParseArguments().Value is { } arguments)
        {
            ArgumentJson.AppendCanonical(key.Append(",\"arguments\":"), arguments);
        }
        else
        {
            ArgumentJson.AppendText(key.Append(",\"text\":"), call.ArgumentsText);
        }
        key.Append('}');
    }
}
