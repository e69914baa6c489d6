namespace ToolRM.Synthesis.Corruption;

/// <summary>How like two tools are by the words of their names, descriptions and parameters.</summary>
internal static class ToolSimilarity
{
    /// <summary>The words of a tool; names count as much as descriptions.</summary>
    public static HashSet<string> Words(ToolShape tool)
    {
        var words = NameWords.Content(tool.Name);
        words.UnionWith(NameWords.Content(tool.Tool.Description ?? ""));
        foreach (var parameter in tool.Parameters) words.UnionWith(NameWords.Content(parameter.Name));
        return words;
    }

    /// <summary>Jaccard index of two sets of words: 0 for nothing in common, 1 for equal; 0 when both are empty.</summary>
    public static double Of(HashSet<string> left, HashSet<string> right)
    {
        var common = left.Count(right.Contains);
        var all = left.Count + right.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }

    /// <summary>The other tools, most alike first; equal ones in the order offered.</summary>
    public static List<ToolShape> Nearest(ToolShape tool, IEnumerable<ToolShape> others)
    {
        var words = Words(tool);
        return [.. others.Where(other => other.Name != tool.Name).OrderByDescending(other => Of(words, Words(other)))];
    }
}
