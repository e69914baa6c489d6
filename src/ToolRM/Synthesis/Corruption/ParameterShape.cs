using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>What kind of value a parameter's schema asks for.</summary>
internal enum ShapeKind
{
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    List,
    Map,
}

/// <summary>One documented parameter, as far as the operators look at it.</summary>
/// <param name="Name">The name; empty for the items of a list.</param>
/// <param name="Kind">What its type word says, BFCL's words included (tools-and-data 1.4).</param>
/// <param name="Description">Its description; empty when there is none.</param>
/// <param name="Members">Its enum; empty when it has none.</param>
/// <param name="Default">The documented default, from the schema or from a "default is …" in the description; null when there is none.</param>
/// <param name="Required">Whether the schema requires it.</param>
/// <param name="Items">What a list holds; null when that is not said.</param>
/// <param name="Properties">What an object holds; empty when that is not said.</param>
internal sealed record ParameterShape(
    string Name,
    ShapeKind Kind,
    string Description,
    ValueList<ArgumentValue> Members,
    ArgumentValue? Default,
    bool Required,
    ParameterShape? Items,
    ValueList<ParameterShape> Properties)
{
    // Deeper schemas are read as far as this; operators leave what lies below alone.
    private const int MaximumDepth = 6;

    /// <summary>Whether a value is of the parameter's kind. A whole number is a number; anything is of kind Any.</summary>
    public bool Takes(ArgumentValue value) => Kind switch
    {
        ShapeKind.Text => value is TextValue,
        ShapeKind.Integer => value is IntegerValue,
        ShapeKind.Number => value is IntegerValue or FloatValue,
        ShapeKind.Boolean => value is BooleanValue,
        ShapeKind.List => value is ListValue,
        ShapeKind.Map => value is MapValue,
        _ => true,
    };

    /// <summary>The property of a name, or null.</summary>
    public ParameterShape? Property(string name)
    {
        foreach (var property in Properties)
        {
            if (property.Name == name) return property;
        }
        return null;
    }

    /// <summary>Reads a schema; what is no schema gives a parameter of any kind.</summary>
    public static ParameterShape Read(string name, ArgumentValue? schema, bool required, int depth = 0)
    {
        if (schema is not MapValue map) return new(name, ShapeKind.Any, "", [], null, required, null, []);
        var description = (map["description"] as TextValue)?.Value ?? "";
        var kind = KindOf(map["type"]);
        var deeper = depth < MaximumDepth;
        return new(
            name, kind, description,
            map["enum"] is ListValue members ? members.Items : [],
            map["default"] ?? DescribedDefault.Of(description),
            required,
            deeper && map["items"] is { } items ? Read("", items, true, depth + 1) : null,
            deeper ? ReadProperties(map, depth + 1) : []);
    }

    private static ValueList<ParameterShape> ReadProperties(MapValue schema, int depth)
    {
        if (schema["properties"] is not MapValue properties) return [];
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (schema["required"] is ListValue names)
        {
            foreach (var item in names.Items)
            {
                if (item is TextValue text) required.Add(text.Value);
            }
        }
        return properties.Entries.Select(entry => Read(entry.Key, entry.Value, required.Contains(entry.Key), depth)).ToValueList();
    }

    private static ShapeKind KindOf(ArgumentValue? type) => type switch
    {
        TextValue text => text.Value.ToLowerInvariant() switch
        {
            "string" or "str" or "char" => ShapeKind.Text,
            "integer" or "int" or "long" or "short" or "byte" or "bigint" => ShapeKind.Integer,
            "number" or "float" or "double" => ShapeKind.Number,
            "boolean" or "bool" => ShapeKind.Boolean,
            "array" or "list" or "tuple" or "arraylist" or "queue" or "stack" or "set" => ShapeKind.List,
            "object" or "dict" or "hashmap" or "hashtable" => ShapeKind.Map,
            _ => ShapeKind.Any,
        },
        ListValue types => types.Items.Where(item => item is not TextValue { Value: "null" }).ToList() is [var only] ? KindOf(only) : ShapeKind.Any,
        _ => ShapeKind.Any,
    };
}
