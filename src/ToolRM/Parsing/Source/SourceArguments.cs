using ToolRM.Conversations;

namespace ToolRM.Parsing.Source;

/// <summary>Collects the arguments of a call in order; a name, or the null key, given twice is an error.</summary>
internal sealed class SourceArguments
{
    private readonly List<KeyValuePair<string?, string>> _items = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _bare;

    /// <summary>Adds an argument; <paramref name="name"/> is null for a bare identifier. False when it is there already.</summary>
    public bool Add(string? name, string value)
    {
        if (name is null ? _bare : !_names.Add(name)) return false;
        _bare |= name is null;
        _items.Add(new(name, value));
        return true;
    }

    public ArgumentValue ToValue()
    {
        if (!_bare)
        {
            return new MapValue(_items.Select(i => new MapEntry(i.Key!, ArgumentValue.Of(i.Value))).ToValueList());
        }
        return new KeyedMapValue(_items.Select(i => new KeyValuePair<ArgumentValue, ArgumentValue>(
            i.Key is null ? ArgumentValue.Null : ArgumentValue.Of(i.Key), ArgumentValue.Of(i.Value))).ToValueList());
    }
}
