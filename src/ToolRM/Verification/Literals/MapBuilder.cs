using ToolRM.Conversations;

namespace ToolRM.Verification.Literals;

/// <summary>Builds a map as a Python dict grows: a key keeps its first place and takes its last value.</summary>
internal sealed class MapBuilder
{
    private readonly List<MapEntry> _entries = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public void Set(string key, ArgumentValue value)
    {
        if (_places.TryGetValue(key, out var place))
        {
            _entries[place] = new(key, value);
            return;
        }
        _places[key] = _entries.Count;
        _entries.Add(new(key, value));
    }

    public MapValue ToMap() => new(_entries.ToValueList());
}
