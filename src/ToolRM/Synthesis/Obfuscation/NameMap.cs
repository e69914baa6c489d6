using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>The new names of one item, with which it can be changed back.</summary>
/// <param name="Tools">New name by old name, of every tool that is offered, called or expected; sorted by old name.</param>
/// <param name="Parameters">New name by old name, of every parameter at any depth; one for all tools; sorted by old name.</param>
/// <remarks>No new name stands twice in the two lists together, and none occurred anywhere in the item.</remarks>
public sealed record NameMap(ValueList<KeyValuePair<string, string>> Tools, ValueList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>Writes <c>{"tools": {old: new}, "parameters": {old: new}}</c>.</summary>
    public MapValue ToJson() => new MapBuilder().Add("tools", Json(Tools)).Add("parameters", Json(Parameters)).ToMap();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="value">The object.</param>
    /// <param name="where">Where it stands; for messages.</param>
    /// <exception cref="DataFormatException">It is no such object, or a new name stands twice.</exception>
    public static NameMap Read(ArgumentValue value, string where = "")
    {
        var node = DocumentNode.Root(value, where, "See docs/pairs.md, \"Obfuscation\"");
        var map = new NameMap(Names(node.Required("tools")), Names(node.Required("parameters")));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in map.Tools.Concat(map.Parameters))
        {
            if (!seen.Add(name.Value)) throw node.Error($"the name \"{name.Value}\" stands twice, so it cannot be changed back");
        }
        return map;
    }

    private static ValueList<KeyValuePair<string, string>> Names(DocumentNode node) => node.Entries((old, name) => KeyValuePair.Create(old, name.Text()));

    private static MapValue Json(ValueList<KeyValuePair<string, string>> names) =>
        new(names.Select(name => new MapEntry(name.Key, ArgumentValue.Of(name.Value))).ToValueList());
}
