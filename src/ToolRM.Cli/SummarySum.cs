using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Cli;

/// <summary>Adds the figures of several runs up, name by name.</summary>
internal static class SummarySum
{
    /// <summary>The sum. Names of the outermost map keep their order; inside, operators stand in the order of their list and other names by the alphabet.</summary>
    public static MapValue Of(IReadOnlyList<MapValue> parts) => Of(parts, keepsOrder: true);

    private static MapValue Of(IReadOnlyList<MapValue> parts, bool keepsOrder)
    {
        var keys = parts.SelectMany(part => part.Entries.Select(entry => entry.Key)).Distinct(StringComparer.Ordinal);
        // Figures of one kind have the same names everywhere, such as kept and not_wrong; a table of counts has the names that occurred.
        var same = parts.Select(part => string.Join('\n', part.Entries.Select(entry => entry.Key))).Distinct().Count() == 1;
        if (!keepsOrder && !same) keys = keys.OrderBy(Rank).ThenBy(key => key, StringComparer.Ordinal);
        return new(keys.Select(key => new MapEntry(key, Sum([.. parts.Select(part => part[key]).OfType<ArgumentValue>()]))).ToValueList());
    }

    private static ArgumentValue Sum(IReadOnlyList<ArgumentValue> values)
    {
        var given = values.Where(value => value is not NullValue).ToList();
        if (given.Count == 0) return ArgumentValue.Null;
        if (given.All(value => value is MapValue)) return Of([.. given.Cast<MapValue>()], keepsOrder: false);
        if (given.All(value => value is IntegerValue)) return new IntegerValue(given.Cast<IntegerValue>().Aggregate(System.Numerics.BigInteger.Zero, (sum, one) => sum + one.Value));
        return given.All(value => value is IntegerValue or FloatValue)
            ? ArgumentValue.Of(given.Sum(value => value is FloatValue number ? number.Value : (double)((IntegerValue)value).Value))
            : given[0];
    }

    private static int Rank(string key)
    {
        for (var i = 0; i < Corruptions.All.Count; i++)
        {
            if (Corruptions.All[i].Name == key) return i;
        }
        return int.MaxValue;
    }
}
