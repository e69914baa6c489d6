using System.Collections.Frozen;
using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>The Python type that a type word of a document stands for (tools-and-data 1.4).</summary>
internal enum HostType
{
    /// <summary>No type, or one that no document can name.</summary>
    None,
    Text,
    Integer,
    Float,
    Boolean,
    List,
    Tuple,
    Set,
    Dict,
    Null,
}

internal static class HostTypes
{
    private static readonly FrozenDictionary<string, HostType> Python = new Dictionary<string, HostType>
    {
        ["string"] = HostType.Text,
        ["integer"] = HostType.Integer,
        ["float"] = HostType.Float,
        ["boolean"] = HostType.Boolean,
        ["array"] = HostType.List,
        ["tuple"] = HostType.List,
        ["dict"] = HostType.Dict,
        ["any"] = HostType.Text,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, HostType> Java = new Dictionary<string, HostType>
    {
        ["byte"] = HostType.Integer,
        ["short"] = HostType.Integer,
        ["integer"] = HostType.Integer,
        ["long"] = HostType.Integer,
        ["float"] = HostType.Float,
        ["double"] = HostType.Float,
        ["boolean"] = HostType.Boolean,
        ["char"] = HostType.Text,
        ["String"] = HostType.Text,
        ["any"] = HostType.Text,
        ["Array"] = HostType.List,
        ["ArrayList"] = HostType.List,
        ["Queue"] = HostType.List,
        ["Stack"] = HostType.List,
        ["Set"] = HostType.Set,
        ["HashMap"] = HostType.Dict,
        ["Hashtable"] = HostType.Dict,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, HostType> JavaScript = new Dictionary<string, HostType>
    {
        ["String"] = HostType.Text,
        ["any"] = HostType.Text,
        ["integer"] = HostType.Integer,
        ["Bigint"] = HostType.Integer,
        ["float"] = HostType.Float,
        ["Boolean"] = HostType.Boolean,
        ["dict"] = HostType.Dict,
        ["array"] = HostType.List,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The host type of a document's type word; <see cref="HostType.None"/> for a word that BFCL does not know.</summary>
    public static HostType Of(string word, SourceLanguage language) => (language switch
    {
        SourceLanguage.Java => Java,
        SourceLanguage.JavaScript => JavaScript,
        _ => Python,
    }).GetValueOrDefault(word);

    /// <summary>Whether the elements of a type are checked too.</summary>
    public static bool IsNesting(string word, SourceLanguage language) => language switch
    {
        SourceLanguage.Python => word is "array" or "tuple",
        SourceLanguage.Java => word is "Array" or "ArrayList",
        _ => word is "array",
    };

    /// <summary>The Python type of a value, by exact identity: a boolean is no integer, a tuple no list.</summary>
    public static HostType Of(ArgumentValue value) => value switch
    {
        TextValue => HostType.Text,
        IntegerValue => HostType.Integer,
        FloatValue => HostType.Float,
        BooleanValue => HostType.Boolean,
        ListValue => HostType.List,
        TupleValue => HostType.Tuple,
        MapValue or KeyedMapValue => HostType.Dict,
        _ => HostType.Null,
    };
}
