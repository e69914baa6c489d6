using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>A schema with other names of properties, at every depth, and perhaps other order of its keys; values stay.</summary>
/// <remarks>
/// Names stand in <c>properties</c>, <c>required</c>, <c>dependentRequired</c>, <c>dependentSchemas</c>, local <c>$ref</c>s, and as keys
/// of objects in <c>default</c>, <c>const</c>, <c>enum</c> and <c>examples</c>. Not changed: <c>patternProperties</c> and
/// <c>propertyNames</c>, whose patterns would no longer fit the new names; such tools judge the same only by references.
/// </remarks>
internal sealed class SchemaRewriter(INames names, SeededRandom? order, Func<string, string>? description = null)
{
    private static readonly string[] Single = ["items", "additionalProperties", "additionalItems", "unevaluatedItems", "unevaluatedProperties", "not", "if", "then", "else", "contains"];
    private static readonly string[] Lists = ["anyOf", "oneOf", "allOf", "prefixItems", "items"];
    private static readonly string[] Maps = ["$defs", "definitions", "patternProperties"];
    private static readonly string[] ValueLists = ["enum", "examples"];

    public JsonText Rewrite(JsonText schema) => schema.ToValue() is MapValue root ? JsonText.Of(Rewrite(root, root)) : schema;

    // Schemas are read with a limited depth, so the recursion is limited too.
    private ArgumentValue Rewrite(ArgumentValue value, MapValue root)
    {
        if (value is not MapValue node) return value;
        var entries = node.Entries.ToArray();
        for (var i = 0; i < entries.Length; i++) entries[i] = new(entries[i].Key, Keyword(entries[i].Key, entries[i].Value, node, root));
        order?.Shuffle<MapEntry>(entries);
        return new MapValue(ValueList.Own(entries));
    }

    private ArgumentValue Keyword(string keyword, ArgumentValue value, MapValue node, MapValue root)
    {
        switch (value)
        {
            case MapValue map when keyword is "properties" or "dependentSchemas":
                return Map(map, names.Parameter, schema => Rewrite(schema, root));
            case MapValue map when keyword is "dependentRequired" or "dependencies":
                return Map(map, names.Parameter, item => item is ListValue list ? Names(list) : Rewrite(item, root));
            case MapValue map when Maps.Contains(keyword):
                return Map(map, key => key, schema => Rewrite(schema, root));
            case MapValue map when Single.Contains(keyword):
                return Rewrite(map, root);
            case ListValue list when keyword == "required":
                return Names(list);
            case ListValue list when Lists.Contains(keyword):
                return new ListValue(list.Items.Select(item => Rewrite(item, root)).ToValueList());
            case ListValue list when ValueLists.Contains(keyword):
                return new ListValue(list.Items.Select(item => Instance(item, node, root)).ToValueList());
            case TextValue text when keyword == "$ref":
                return ArgumentValue.Of(Pointer(text.Value));
            case TextValue text when keyword == "description" && description is not null:
                return ArgumentValue.Of(description(text.Value));
            default:
                return keyword is "default" or "const" or "example" ? Instance(value, node, root) : value;
        }
    }

    private ArgumentValue Instance(ArgumentValue value, MapValue node, MapValue root) =>
        value is MapValue or ListValue ? new ArgumentRewriter(names).Rewrite(value, SchemaPlace.Of(node, root)) : value;

    private MapValue Map(MapValue map, Func<string, string> key, Func<ArgumentValue, ArgumentValue> value)
    {
        var entries = map.Entries.Select(entry => new MapEntry(key(entry.Key), value(entry.Value))).ToArray();
        order?.Shuffle<MapEntry>(entries);
        return new(ValueList.Own(entries));
    }

    private ListValue Names(ListValue list)
    {
        var items = list.Items.Select(item => item is TextValue name ? ArgumentValue.Of(names.Parameter(name.Value)) : item).ToArray();
        order?.Shuffle<ArgumentValue>(items);
        return new(ValueList.Own(items));
    }

    private string Pointer(string reference)
    {
        if (!reference.StartsWith('#')) return reference;
        var parts = reference.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            if (parts[i - 1] == "properties") parts[i] = SchemaPointers.Escaped(names.Parameter(SchemaPointers.Unescaped(parts[i])));
        }
        return string.Join('/', parts);
    }
}
