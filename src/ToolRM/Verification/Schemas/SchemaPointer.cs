using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>Follows a local <c>$ref</c> such as <c>#/$defs/Item</c>: a JSON pointer (RFC 6901) in a URI fragment.</summary>
/// <param name="root">The document.</param>
internal sealed class SchemaPointer(ArgumentValue root)
{
    // Some catalogues hold thousands of definitions; a scan per reference would be quadratic.
    private readonly Dictionary<MapValue, Dictionary<string, ArgumentValue>> _indices = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a reference is a pointer into its own document; anchors and other documents are not followed.</summary>
    public static bool IsLocal(string reference) => reference == "#" || reference.StartsWith("#/", StringComparison.Ordinal);

    /// <summary>What the pointer points at, or null when nothing stands there.</summary>
    /// <param name="reference">A local reference.</param>
    public ArgumentValue? Resolve(string reference)
    {
        if (reference == "#") return root;
        ArgumentValue? value = root;
        foreach (var part in reference[2..].Split('/'))
        {
            var key = Uri.UnescapeDataString(part)
                .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            value = value switch
            {
                MapValue map => Find(map, key),
                ListValue list when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (value is null) return null;
        }
        return value;
    }

    private ArgumentValue? Find(MapValue map, string key)
    {
        if (map.Entries.Count <= 32) return map[key];
        if (!_indices.TryGetValue(map, out var index))
        {
            index = new(map.Entries.Count, StringComparer.Ordinal);
            foreach (var entry in map.Entries) index[entry.Key] = entry.Value;
            _indices.Add(map, index);
        }
        return index.GetValueOrDefault(key);
    }
}
