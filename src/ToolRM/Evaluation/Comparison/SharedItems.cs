namespace ToolRM.Evaluation.Comparison;

/// <summary>The items of two runs by where they stand.</summary>
/// <param name="Both">Items of both, in the first run's order.</param>
/// <param name="FirstOnly">Ids that only the first run has.</param>
/// <param name="SecondOnly">Ids that only the second run has.</param>
public sealed record SharedItems(
    IReadOnlyList<(MeasuredItem First, MeasuredItem Second)> Both, IReadOnlyList<string> FirstOnly, IReadOnlyList<string> SecondOnly)
{
    /// <summary>Joins two runs by the ids of their items.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    public static SharedItems Of(MeasuredRun first, MeasuredRun second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var others = second.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        var both = new List<(MeasuredItem, MeasuredItem)>();
        var firstOnly = new List<string>();
        foreach (var item in first.Items)
        {
            if (others.Remove(item.Id, out var other)) both.Add((item, other));
            else firstOnly.Add(item.Id);
        }
        return new(both, firstOnly, [.. second.Items.Select(item => item.Id).Where(others.ContainsKey)]);
    }
}
