namespace ToolRM.Verification.Schemas;

/// <summary>What is known of keywords beyond those that <see cref="SchemaCompiler"/> checks.</summary>
internal static class SchemaKeywords
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly",
        "$schema", "$id", "id", "$anchor", "$comment", "$vocabulary", "$defs", "definitions",
    };

    /// <summary>Whether a keyword asserts nothing: annotations, definitions, and vendors' <c>x-</c> keywords.</summary>
    public static bool IsAnnotation(string keyword) =>
        Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    private static readonly HashSet<string> Structural = new(StringComparer.Ordinal)
    {
        "type", "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties",
        "$ref", "allOf", "anyOf", "oneOf", "not", "enum", "const", "$schema", "$id", "$defs", "definitions",
    };

    /// <summary>Whether a keyword, at the top of a schema, shows that the object is a schema at all.</summary>
    public static bool IsKnown(string keyword) => Structural.Contains(keyword) || MayNameProperties(keyword);

    /// <summary>Whether a keyword that is not checked may declare properties, or ask what was declared.</summary>
    public static bool MayNameProperties(string keyword) => keyword is "if" or "then" or "else" or "dependentSchemas" or "dependencies"
        or "unevaluatedProperties" or "$dynamicRef" or "$recursiveRef";
}
