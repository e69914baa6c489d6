using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>A right call with its arguments and its tool read.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Tool">The offered tool; null when it is not among the offered ones.</param>
internal sealed record RightCall(string Name, MapValue Arguments, ToolShape? Tool)
{
    /// <summary>The documented parameter of a name, or null.</summary>
    public ParameterShape? Parameter(string name) => Tool?.Root.Property(name);

    /// <summary>The call with other arguments.</summary>
    public ToolCall With(ArgumentValue arguments) => ToolCall.Of(Name, arguments);

    /// <summary>The call with one argument set anew, or added at the end.</summary>
    public ToolCall With(string parameter, ArgumentValue value) => With(Set(Arguments, parameter, value));

    /// <summary>The call without an argument.</summary>
    public ToolCall Without(string parameter) => With(Remove(Arguments, parameter));

    /// <summary>A map with a key set anew, or added at the end.</summary>
    public static MapValue Set(MapValue map, string key, ArgumentValue value)
    {
        if (map[key] is null) return new MapValue([.. map.Entries, new MapEntry(key, value)]);
        return new(map.Entries.Select(entry => entry.Key == key ? new MapEntry(key, value) : entry).ToValueList());
    }

    /// <summary>A map without a key.</summary>
    public static MapValue Remove(MapValue map, string key) => new(map.Entries.Where(entry => entry.Key != key).ToValueList());
}
