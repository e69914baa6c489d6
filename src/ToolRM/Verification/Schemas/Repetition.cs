using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>Finds two items that are equal as JSON.</summary>
internal static class Repetition
{
    /// <summary>The indices of the first repeated item and of what it repeats; null when all differ.</summary>
    /// <param name="items">The items. Up to 16 are compared pairwise, more by their canonical text, which keeps it linear.</param>
    public static (int First, int Second)? Find(ValueList<ArgumentValue> items)
    {
        if (items.Count > 16) return FindByText(items);
        for (var second = 1; second < items.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (JsonEquality.AreEqual(items[first], items[second])) return (first, second);
            }
        }
        return null;
    }

    private static (int First, int Second)? FindByText(ValueList<ArgumentValue> items)
    {
        var seen = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        for (var second = 0; second < items.Count; second++)
        {
            if (!seen.TryAdd(ArgumentJson.WriteCanonical(items[second]), second)) return (seen[ArgumentJson.WriteCanonical(items[second])], second);
        }
        return null;
    }
}
