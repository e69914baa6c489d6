namespace ToolRM.Conversations.Formats;

/// <summary>
/// Values that JSON does not have, as marked objects: <c>{"__tuple__": [...]}</c>, <c>{"__dict__": [[key, value], ...]}</c>
/// for keys that are no texts, <c>{"__float__": "inf"}</c>. Source: the data kit's README, field <c>decoded</c>.
/// </summary>
/// <remarks>
/// An ordinary object whose only key is one of the marks is written as <c>__dict__</c>, so <see cref="Read"/> after
/// <see cref="Write"/> gives back any value. <c>{"__repr__": text}</c> stays an object: the value behind it is unknown.
/// </remarks>
public static class PythonMarks
{
    private const string Tuple = "__tuple__";
    private const string Dictionary = "__dict__";
    private const string Float = "__float__";

    /// <summary>Replaces marked objects, at any depth, by the values that they stand for.</summary>
    /// <param name="value">A value read from JSON.</param>
    /// <returns>The value; the same instance when it holds no mark. Objects that only resemble a mark are kept as they are.</returns>
    public static ArgumentValue Read(ArgumentValue value)
    {
        switch (value)
        {
            case ListValue list:
                var items = Each(list.Items, Read);
                return items is null ? value : new ListValue(items.Value);
            case MapValue map when map.Entries.Count == 1 && Marked(map.Entries[0]) is { } marked:
                return marked;
            case MapValue map:
                var entries = Each(map.Entries, Read);
                return entries is null ? value : new MapValue(entries.Value);
            default:
                return value;
        }
    }

    /// <summary>Replaces what JSON does not have, at any depth, by marked objects.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>A value that JSON carries; the same instance when it already was one.</returns>
    public static ArgumentValue Write(ArgumentValue value)
    {
        switch (value)
        {
            case FloatValue number when !double.IsFinite(number.Value):
                return Mark(Float, ArgumentValue.Of(double.IsNaN(number.Value) ? "nan" : number.Value > 0 ? "inf" : "-inf"));
            case ListValue list:
                var items = Each(list.Items, Write);
                return items is null ? value : new ListValue(items.Value);
            case TupleValue tuple:
                return Mark(Tuple, new ListValue(Each(tuple.Items, Write) ?? tuple.Items));
            case KeyedMapValue map:
                return Mark(Dictionary, Pairs(map.Entries.Select(entry => (entry.Key, entry.Value))));
            case MapValue map when map.Entries.Count == 1 && map.Entries[0].Key is Tuple or Dictionary or Float:
                return Mark(Dictionary, Pairs(map.Entries.Select(entry => ((ArgumentValue)ArgumentValue.Of(entry.Key), entry.Value))));
            case MapValue map:
                var entries = Each(map.Entries, Write);
                return entries is null ? value : new MapValue(entries.Value);
            default:
                return value;
        }
    }

    private static ArgumentValue? Marked(MapEntry entry) => (entry.Key, entry.Value) switch
    {
        (Tuple, ListValue items) => new TupleValue(Each(items.Items, Read) ?? items.Items),
        (Dictionary, ListValue pairs) => Map(pairs),
        (Float, TextValue { Value: "nan" }) => ArgumentValue.Of(double.NaN),
        (Float, TextValue { Value: "inf" }) => ArgumentValue.Of(double.PositiveInfinity),
        (Float, TextValue { Value: "-inf" }) => ArgumentValue.Of(double.NegativeInfinity),
        _ => null,
    };

    private static ArgumentValue? Map(ListValue pairs)
    {
        var entries = new KeyValuePair<ArgumentValue, ArgumentValue>[pairs.Items.Count];
        var onlyTexts = true;
        for (var i = 0; i < entries.Length; i++)
        {
            if (pairs.Items[i] is not ListValue { Items.Count: 2 } pair) return null;
            entries[i] = new(Read(pair.Items[0]), Read(pair.Items[1]));
            onlyTexts &= entries[i].Key is TextValue;
        }
        // Only texts as keys: an ordinary map, marked because its one key is itself a mark.
        return onlyTexts && entries.Length == 1
            ? new MapValue([new MapEntry(((TextValue)entries[0].Key).Value, entries[0].Value)])
            : new KeyedMapValue(ValueList.Own(entries));
    }

    private static MapValue Mark(string mark, ArgumentValue value) => new([new MapEntry(mark, value)]);

    private static ListValue Pairs(IEnumerable<(ArgumentValue Key, ArgumentValue Value)> entries) =>
        new(entries.Select(ArgumentValue (entry) => new ListValue([Write(entry.Key), Write(entry.Value)])).ToValueList());

    private static ValueList<ArgumentValue>? Each(ValueList<ArgumentValue> items, Func<ArgumentValue, ArgumentValue> change)
    {
        ArgumentValue[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = change(items[i]);
            if (ReferenceEquals(item, items[i])) continue;
            changed ??= items.AsSpan().ToArray();
            changed[i] = item;
        }
        return changed is null ? null : ValueList.Own(changed);
    }

    private static ValueList<MapEntry>? Each(ValueList<MapEntry> entries, Func<ArgumentValue, ArgumentValue> change)
    {
        MapEntry[]? changed = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var value = change(entries[i].Value);
            if (ReferenceEquals(value, entries[i].Value)) continue;
            changed ??= entries.AsSpan().ToArray();
            changed[i] = new(entries[i].Key, value);
        }
        return changed is null ? null : ValueList.Own(changed);
    }
}
