namespace ToolRM.Verification.Schemas;

/// <summary>
/// Makes a tool refuse arguments that it does not name. Names given beside <c>properties</c>, through <c>$ref</c>,
/// <c>allOf</c>, <c>anyOf</c> or <c>oneOf</c> of the schema's top level, count too, and so do names that only
/// <c>required</c> holds: a call could not be right otherwise.
/// </summary>
internal static class TopLevel
{
    /// <summary>A closed copy, so that a <c>$ref</c> back to the top from within means the schema as written.</summary>
    /// <param name="root">The compiled schema; returned as it is when it says itself what to do with other names.</param>
    public static SchemaNode Close(SchemaNode root)
    {
        var properties = new Dictionary<string, SchemaProperty>(StringComparer.Ordinal);
        var patterns = new List<(EcmaPattern, SchemaNode)>();
        if (!Collect(root, properties, patterns)) return root;
        foreach (var (name, property) in root.Properties ?? []) properties[name] = property with { IsDeclared = true };
        patterns.AddRange(root.PatternProperties);
        var closed = root.Copy();
        (closed.Properties, closed.PatternProperties, closed.AdditionalProperties) = (properties, [.. patterns], SchemaNode.Nothing);
        return closed;
    }

    /// <summary>Gathers the names that sub-schemas declare; false when one of them rules on other names itself.</summary>
    private static bool Collect(SchemaNode root, Dictionary<string, SchemaProperty> properties, List<(EcmaPattern, SchemaNode)> patterns)
    {
        var seen = new HashSet<SchemaNode>(ReferenceEqualityComparer.Instance) { root };
        var open = new Stack<SchemaNode>([root]);
        while (open.TryPop(out var node))
        {
            if (node.AdditionalProperties is not null || node.NamesAreOpen) return false;
            if (node != root)
            {
                foreach (var (name, _) in node.Properties ?? [])
                {
                    properties[name] = new(SchemaNode.Anything, IsDeclared: true, IsRequired: false);
                }
                foreach (var (pattern, _) in node.PatternProperties) patterns.Add((pattern, SchemaNode.Anything));
            }
            foreach (var next in node.InPlace())
            {
                if (next != node.Not && seen.Add(next)) open.Push(next);
            }
        }
        return true;
    }
}
