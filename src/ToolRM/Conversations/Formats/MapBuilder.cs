namespace ToolRM.Conversations.Formats;

/// <summary>Collects the entries of an object; absent values leave no entry.</summary>
internal sealed class MapBuilder
{
    private readonly List<MapEntry> _entries = [];

    public MapBuilder() { }

    /// <summary>Goes on from an object.</summary>
    public MapBuilder(MapValue map) => _entries.AddRange(map.Entries);

    /// <summary>Adds a value; null adds nothing.</summary>
    public MapBuilder Add(string key, ArgumentValue? value)
    {
        if (value is not null) _entries.Add(new(key, value));
        return this;
    }

    /// <summary>Adds a text; null adds nothing.</summary>
    public MapBuilder Add(string key, string? text) => Add(key, text is null ? null : ArgumentValue.Of(text));

    /// <summary>Adds an array, each item written by a function.</summary>
    public MapBuilder AddList<T>(string key, ValueList<T> items, Func<T, ArgumentValue> write)
    {
        var values = new ArgumentValue[items.Count];
        for (var i = 0; i < values.Length; i++) values[i] = write(items[i]);
        return Add(key, new ListValue(ValueList.Own(values)));
    }

    /// <summary>Adds an array when it is not empty.</summary>
    public MapBuilder AddListUnlessEmpty<T>(string key, ValueList<T> items, Func<T, ArgumentValue> write) =>
        items.Count == 0 ? this : AddList(key, items, write);

    public MapValue ToMap() => new(_entries.ToValueList());
}
