using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>
/// The keys of a JSON object at the top of a text, or of the first object of a list there, and one level below: enough to tell
/// whose shape it is. Reads what is well-formed and stops quietly at the rest.
/// </summary>
internal sealed class TopKeys
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _objects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inner = new(StringComparer.Ordinal);

    /// <summary>Most keys that are looked at.</summary>
    private const int Most = 64;

    /// <summary>Value of the key <c>type</c>; null without one.</summary>
    public string? Type { get; private set; }

    /// <summary>Value of the key <c>type</c> in the first object of a list one level below.</summary>
    public string? InnerType { get; private set; }

    public bool Has(string key) => _keys.Contains(key);

    public bool HasObject(string key) => _objects.Contains(key);

    public bool InnerHas(string key) => _inner.Contains(key);

    /// <summary>The keys at a brace or bracket.</summary>
    public static TopKeys Of(ReadOnlySpan<char> text, int position)
    {
        var found = new TopKeys();
        if (First(text, ref position)) found.Walk(text, position, inner: false);
        return found;
    }

    /// <summary>Moves from a bracket to the first object in it.</summary>
    private static bool First(ReadOnlySpan<char> text, ref int position)
    {
        if (position < text.Length && text[position] == '[') position = JsonCalls.SkipBlank(text, position + 1);
        return position < text.Length && text[position] == '{';
    }

    private void Walk(ReadOnlySpan<char> text, int position, bool inner)
    {
        var reader = new JsonTextReader(text, JsonArguments.Lenient, position + 1);
        for (var count = 0; count < Most; count++)
        {
            reader.SkipWhiteSpace();
            var keyAt = reader.Position;
            if (keyAt >= text.Length || text[keyAt] != '"' || !reader.SkipText()) return;
            var key = text[(keyAt + 1)..(reader.Position - 1)].ToString();
            (inner ? _inner : _keys).Add(key);
            if (!reader.Take(':')) return;
            reader.SkipWhiteSpace();
            var at = reader.Position;
            if (at >= text.Length) return;
            if (key == "type")
            {
                var type = JsonCallText.TextAt(text, at).ToString();
                if (inner) InnerType ??= type;
                else Type ??= type;
            }
            if (!inner && text[at] == '{') _objects.Add(key);
            if (!inner && text[at] == '[' && First(text, ref at)) Walk(text, at, inner: true);
            if (!reader.SkipValue() || !reader.Take(',')) return;
        }
    }
}
