using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>The words that may stand under <c>type</c>: JSON Schema's, and BFCL's for three languages (tools-and-data 1.4).</summary>
internal static class SchemaTypeWords
{
    /// <summary>The kinds that a word allows; None when the word is unknown.</summary>
    /// <param name="word">The word; case counts, since <c>array</c> and <c>Array</c> differ.</param>
    /// <param name="sourceText">Whether the tool takes its arguments as texts of Java or JavaScript source.</param>
    public static JsonKinds Kinds(string word, bool sourceText) => word switch
    {
        "string" => JsonKinds.Text,
        "number" => JsonKinds.Number,
        "object" => JsonKinds.Map,
        "null" => JsonKinds.Null,
        "integer" or "boolean" or "array" or "float" or "dict" or "any" when sourceText => JsonKinds.Text,
        "integer" => JsonKinds.Integer,
        "boolean" => JsonKinds.Boolean,
        "array" or "tuple" => JsonKinds.List,
        "dict" => JsonKinds.Map,
        "float" => JsonKinds.Number, // BFCL takes an integer for a float (1.4, step 3d)
        "any" => JsonKinds.Any,
        _ => sourceText && IsSourceOnly(word) ? JsonKinds.Text : JsonKinds.None,
    };

    /// <summary>Whether only BFCL's Java and JavaScript documents use the word.</summary>
    public static bool IsSourceOnly(string word) => word is "byte" or "short" or "long" or "double" or "char" or "String" or "Array"
        or "ArrayList" or "Queue" or "Stack" or "Set" or "HashMap" or "Hashtable" or "Bigint" or "Boolean";

    /// <summary>Whether a tool takes its arguments as texts of source code.</summary>
    /// <param name="root">The tool's schema.</param>
    /// <param name="language">The language, when it is known.</param>
    public static bool TakesSourceText(MapValue root, SourceLanguage? language)
    {
        if (language is { } known) return known is not SourceLanguage.Python;
        if (root["properties"] is not MapValue properties) return false;
        foreach (var property in properties.Entries)
        {
            if (property.Value is not MapValue schema) continue;
            if (schema["type"] is TextValue type && IsSourceOnly(type.Value)) return true;
            if (schema["items"] is MapValue items && items["type"] is TextValue item && IsSourceOnly(item.Value)) return true;
        }
        return false;
    }
}
