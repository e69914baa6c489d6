using ToolRM.Conversations;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>
/// What schemas say about one place of the arguments: all schemas that may apply there, with those of <c>anyOf</c>, <c>oneOf</c>,
/// <c>allOf</c>, <c>if</c> and local <c>$ref</c>. So a key is told to be a parameter's name or data (a key of a free map).
/// </summary>
internal sealed class SchemaPlace
{
    // Schemas that refer to themselves end here.
    private const int MaximumNodes = 64;

    private static readonly string[] Combinators = ["anyOf", "oneOf", "allOf"];
    private static readonly string[] Branches = ["if", "then", "else"];

    private readonly List<(MapValue Node, MapValue Root)> _nodes = [];

    private SchemaPlace(IEnumerable<(ArgumentValue? Node, MapValue Root)> nodes)
    {
        foreach (var (node, root) in nodes) Add(node, root);
    }

    /// <summary>A place about which nothing is known.</summary>
    public static SchemaPlace Unknown { get; } = new([]);

    /// <summary>Whether the keys here are names of parameters: a schema declares some.</summary>
    public bool HasNames => _nodes.Exists(entry => entry.Node["properties"] is MapValue { Entries.Count: > 0 });

    /// <summary>The arguments of a tool, of which several documents may exist.</summary>
    public static SchemaPlace Of(IEnumerable<JsonText> schemas) =>
        new(schemas.Select(schema => schema.ToValue()).OfType<MapValue>().Select(schema => ((ArgumentValue?)schema, schema)));

    /// <summary>One schema inside another.</summary>
    public static SchemaPlace Of(MapValue node, MapValue root) => new([(node, root)]);

    public SchemaPlace Property(string key) => new(_nodes.Select(entry =>
        ((entry.Node["properties"] as MapValue)?[key] ?? entry.Node["additionalProperties"], entry.Root)));

    public SchemaPlace Item(int index) => new(_nodes.SelectMany(entry => new[]
    {
        (entry.Node["items"] is ListValue list ? At(list, index) : entry.Node["items"], entry.Root),
        (entry.Node["prefixItems"] is ListValue first ? At(first, index) : null, entry.Root),
    }));

    private static ArgumentValue? At(ListValue list, int index) => index < list.Items.Count ? list.Items[index] : null;

    private void Add(ArgumentValue? value, MapValue root)
    {
        if (value is not MapValue node || _nodes.Count >= MaximumNodes || _nodes.Exists(entry => ReferenceEquals(entry.Node, node))) return;
        _nodes.Add((node, root));
        foreach (var keyword in Combinators)
        {
            if (node[keyword] is not ListValue alternatives) continue;
            foreach (var alternative in alternatives.Items) Add(alternative, root);
        }
        foreach (var keyword in Branches) Add(node[keyword], root);
        if (node["$ref"] is TextValue reference) Add(Target(reference.Value, root), root);
    }

    private static ArgumentValue? Target(string reference, MapValue root)
    {
        if (!reference.StartsWith('#')) return null;
        ArgumentValue? value = root;
        foreach (var part in reference[1..].Split('/').Skip(1)) value = (value as MapValue)?[SchemaPointers.Unescaped(part)];
        return value;
    }
}

/// <summary>Parts of a JSON pointer (RFC 6901).</summary>
internal static class SchemaPointers
{
    public static string Unescaped(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public static string Escaped(string part) => part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
