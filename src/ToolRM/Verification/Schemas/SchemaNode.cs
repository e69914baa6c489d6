using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>
/// One schema, ready to check values. The compiler fills it; nothing changes it afterwards, so it is shared between threads.
/// Recursive schemas make a cyclic graph, but never through <see cref="Ref"/>, <see cref="AllOf"/>, <see cref="AnyOf"/>,
/// <see cref="OneOf"/> and <see cref="Not"/> alone, which look at the same value again.
/// </summary>
internal sealed class SchemaNode
{
    /// <summary>The schema <c>true</c>: everything is valid.</summary>
    public static SchemaNode Anything { get; } = new();

    /// <summary>The schema <c>false</c>: nothing is valid.</summary>
    public static SchemaNode Nothing { get; } = new() { IsNothing = true };

    public bool IsNothing { get; private init; }

    /// <summary>Kinds that <c>type</c> allows, and its words for messages.</summary>
    public JsonKinds Kinds { get; set; } = JsonKinds.Any;
    public string? TypeWords { get; set; }

    /// <summary>OpenAPI's <c>nullable</c>: null is valid whatever else stands there.</summary>
    public bool IsNullable { get; set; }

    public ArgumentValue? Const { get; set; }
    public SchemaEnum? Enum { get; set; }

    public NumberRange? Range { get; set; }
    public CountRange Length { get; set; } = CountRange.Unbounded;
    public EcmaPattern? Pattern { get; set; }

    public SchemaNode[] PrefixItems { get; set; } = [];
    public SchemaNode? Items { get; set; }
    public CountRange ItemCount { get; set; } = CountRange.Unbounded;
    public bool UniqueItems { get; set; }

    /// <summary>By name: the property's schema, and whether it is required. Null when neither keyword stands there.</summary>
    public Dictionary<string, SchemaProperty>? Properties { get; set; }
    public string[] Required { get; set; } = [];
    public (EcmaPattern Pattern, SchemaNode Schema)[] PatternProperties { get; set; } = [];
    public SchemaNode? AdditionalProperties { get; set; }

    /// <summary>A name pattern could not be compiled, so which properties are additional is not known.</summary>
    public bool HasUncheckedNames { get; set; }

    /// <summary>A keyword that is not checked may name further properties.</summary>
    public bool NamesAreOpen { get; set; }
    public SchemaNode? PropertyNames { get; set; }
    public CountRange PropertyCount { get; set; } = CountRange.Unbounded;

    public SchemaNode? Ref { get; set; }
    public SchemaNode[] AllOf { get; set; } = [];
    public SchemaNode[] AnyOf { get; set; } = [];
    public SchemaNode[] OneOf { get; set; } = [];
    public SchemaNode? Not { get; set; }

    /// <summary>The schemas that look at the same value.</summary>
    public IEnumerable<SchemaNode> InPlace()
    {
        if (Ref is not null) yield return Ref;
        foreach (var node in AllOf) yield return node;
        foreach (var node in AnyOf) yield return node;
        foreach (var node in OneOf) yield return node;
        if (Not is not null) yield return Not;
    }

    public SchemaNode Copy() => (SchemaNode)MemberwiseClone();
}

/// <summary>One property: its schema (<see cref="SchemaNode.Anything"/> when only <c>required</c> names it) and its part in the keywords.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="IsDeclared">Whether <c>properties</c> names it.</param>
/// <param name="IsRequired">Whether <c>required</c> names it.</param>
internal readonly record struct SchemaProperty(SchemaNode Schema, bool IsDeclared, bool IsRequired);

/// <summary>Bounds of a count, both included.</summary>
internal readonly record struct CountRange(long Minimum, long Maximum)
{
    public static CountRange Unbounded => new(0, long.MaxValue);

    public bool Contains(long count) => count >= Minimum && count <= Maximum;

    /// <summary>As in <c>at least 1 item</c>.</summary>
    public string Text(string unit) => Maximum == long.MaxValue ? $"at least {Minimum} {unit}"
        : Minimum <= 0 ? $"at most {Maximum} {unit}"
        : Minimum == Maximum ? $"exactly {Minimum} {unit}"
        : $"{Minimum} to {Maximum} {unit}";
}
