using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>A value inside the right calls: an argument, an item of a list or an entry of an object at any depth.</summary>
/// <param name="Call">Index of the call.</param>
/// <param name="Argument">The argument that it is or is in.</param>
/// <param name="Path">Positions from the argument on inwards; empty for the argument itself.</param>
/// <param name="Value">The value.</param>
/// <param name="Shape">Its documentation; null when there is none.</param>
internal sealed record ValuePlace(int Call, string Argument, ValueList<int> Path, ArgumentValue Value, ParameterShape? Shape)
{
    /// <summary>The name nearest to the value, for guesses from names.</summary>
    public string Name => Shape is { Name.Length: > 0 } shape ? shape.Name : Argument;
}

/// <summary>Walks the values of calls and sets single ones anew.</summary>
internal static class ValuePlaces
{
    // Arguments of real calls have some ten values; more than these gain nothing.
    private const int MaximumPlaces = 200;
    private const int MaximumDepth = 8;

    /// <summary>All values of the calls, outer ones before those inside them.</summary>
    public static List<ValuePlace> Of(ValueList<RightCall> calls)
    {
        var places = new List<ValuePlace>();
        for (var i = 0; i < calls.Count; i++)
        {
            foreach (var entry in calls[i].Arguments.Entries) Walk(places, i, entry.Key, [], entry.Value, calls[i].Parameter(entry.Key));
        }
        return places;
    }

    /// <summary>The value with another one at a path.</summary>
    public static ArgumentValue Replace(ArgumentValue whole, ReadOnlySpan<int> path, ArgumentValue value)
    {
        if (path.IsEmpty) return value;
        switch (whole)
        {
            case ListValue list:
                var items = list.Items.ToArray();
                items[path[0]] = Replace(items[path[0]], path[1..], value);
                return new ListValue(ValueList.Own(items));
            case MapValue map:
                var entries = map.Entries.ToArray();
                entries[path[0]] = new(entries[path[0]].Key, Replace(entries[path[0]].Value, path[1..], value));
                return new MapValue(ValueList.Own(entries));
            default:
                return whole;
        }
    }

    private static void Walk(List<ValuePlace> places, int call, string argument, ValueList<int> path, ArgumentValue value, ParameterShape? shape)
    {
        if (places.Count >= MaximumPlaces || path.Count > MaximumDepth) return;
        places.Add(new(call, argument, path, value, shape));
        if (value is ListValue list)
        {
            for (var i = 0; i < list.Items.Count && places.Count < MaximumPlaces; i++) Walk(places, call, argument, [.. path, i], list.Items[i], shape?.Items);
        }
        else if (value is MapValue map)
        {
            for (var i = 0; i < map.Entries.Count && places.Count < MaximumPlaces; i++)
            {
                Walk(places, call, argument, [.. path, i], map.Entries[i].Value, shape?.Property(map.Entries[i].Key));
            }
        }
    }
}
