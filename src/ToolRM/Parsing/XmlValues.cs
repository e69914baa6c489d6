using System.Globalization;
using System.Numerics;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing;

/// <summary>Values as text with a type word, as BFCL's XML formats carry them (tools-and-data 1.9).</summary>
internal static class XmlValues
{
    /// <summary>The value, or null when the text does not fit the type. A missing or unknown type means text.</summary>
    public static ArgumentValue? Read(string raw, string? type, PythonBudget budget)
    {
        var trimmed = raw.Trim();
        switch (type?.Trim().ToLowerInvariant())
        {
            case "integer" or "int":
                return trimmed.Length <= JsonTextReader.MaximumDigits
                    && BigInteger.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                        ? ArgumentValue.Of(integer) : null;
            case "float" or "double" or "number":
                return double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? ArgumentValue.Of(number) : null;
            case "boolean" or "bool":
                return ArgumentValue.Of(trimmed.Equals("true", StringComparison.OrdinalIgnoreCase));
            case "null" or "none":
                return ArgumentValue.Null;
            case "array" or "list" or "tuple" or "object" or "dict":
                return PythonLiteral.Read(trimmed, budget, out _, PythonLiteral.JsonNames);
            default:
                return ArgumentValue.Of(raw);
        }
    }

    /// <summary>Type word and text of a value.</summary>
    public static (string Type, string Raw) Write(ArgumentValue value) => value switch
    {
        NullValue => ("null", "null"),
        BooleanValue boolean => ("boolean", boolean.Value ? "true" : "false"),
        IntegerValue => ("integer", ArgumentJson.Write(value)),
        FloatValue => ("float", ArgumentJson.Write(value)),
        TextValue text => ("string", text.Value),
        ListValue or TupleValue => ("array", PythonRepr.Repr(value)),
        _ => ("dict", PythonRepr.Repr(value)),
    };
}
