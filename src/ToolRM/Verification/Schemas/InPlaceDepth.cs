namespace ToolRM.Verification.Schemas;

/// <summary>
/// Refuses schemas that look at one value without end: a circle of <c>$ref</c>, <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>,
/// <c>not</c>, or a chain of them longer than any real schema has.
/// </summary>
internal static class InPlaceDepth
{
    /// <summary>Longest chain. Ours: real schemas have three or four.</summary>
    private const int Maximum = 64;

    private const int Open = -1;

    /// <summary>What is wrong, or null.</summary>
    /// <param name="nodes">All nodes of the schema.</param>
    public static string? FindDefect(IEnumerable<SchemaNode> nodes)
    {
        var depths = new Dictionary<SchemaNode, int>(ReferenceEqualityComparer.Instance);
        foreach (var node in nodes)
        {
            if (Measure(node, depths, 0) > Maximum) return $"$ref, allOf, anyOf, oneOf or not go in a circle, or more than {Maximum} deep";
        }
        return null;
    }

    /// <summary>The longest chain from a node; above the maximum when it is a circle.</summary>
    private static int Measure(SchemaNode node, Dictionary<SchemaNode, int> depths, int callDepth)
    {
        if (depths.TryGetValue(node, out var known)) return known == Open ? Maximum + 1 : known;
        if (callDepth > Maximum) return Maximum + 1;
        depths[node] = Open;
        var depth = 0;
        foreach (var next in node.InPlace()) depth = Math.Max(depth, 1 + Measure(next, depths, callDepth + 1));
        depths[node] = depth;
        return depth;
    }
}
