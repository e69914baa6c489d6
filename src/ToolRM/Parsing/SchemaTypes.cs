using System.Globalization;
using System.Numerics;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing;

/// <summary>The declared parameters of one tool, for formats that write values as raw text or without names.</summary>
internal readonly struct SchemaTypes
{
    private readonly MapValue? _properties;

    private SchemaTypes(MapValue? properties) => _properties = properties;

    /// <summary>The parameters of a tool; empty for null or a schema without <c>properties</c>.</summary>
    public static SchemaTypes Of(ToolDefinition? tool) => new(
        tool is null ? null : (tool.Parameters.ToValue() as MapValue)?["properties"] as MapValue);

    /// <summary>Number of declared parameters.</summary>
    public int Count => _properties?.Entries.Count ?? 0;

    /// <summary>Name of a declared parameter, in the schema's order.</summary>
    public string NameAt(int index) => _properties!.Entries[index].Key;

    /// <summary>The type word of a parameter; null when it is not declared or has no single type.</summary>
    public string? TypeOf(string parameter)
    {
        if (_properties?[parameter] is not MapValue declared) return null;
        switch (declared["type"])
        {
            case TextValue type:
                return type.Value;
            case ListValue types:
                // ["string", "null"]: the one type beside null.
                foreach (var item in types.Items)
                {
                    if (item is TextValue { Value: not "null" } type) return type.Value;
                }
                return null;
            default:
                return null;
        }
    }

    /// <summary>A raw text as the value of a declared type (tools-and-data 2.4, qwen3_coder).</summary>
    /// <param name="raw">The text.</param>
    /// <param name="type">The type word; null reads the text as JSON where it is JSON and no text, else keeps it.</param>
    /// <param name="budget">What the reply may still build.</param>
    /// <param name="problem">Set when the text does not fit the type; the text itself is then the value.</param>
    public static ArgumentValue Convert(string raw, string? type, PythonBudget budget, out string? problem)
    {
        problem = null;
        var word = type?.Trim().ToLowerInvariant();
        if (word is null)
        {
            return JsonParse.Of(raw).Value is { } guess and not TextValue ? guess : ArgumentValue.Of(raw);
        }
        if (raw.Trim().Equals("null", StringComparison.OrdinalIgnoreCase)) return ArgumentValue.Null;
        if (word is "string" or "str" or "text" or "varchar" or "char" or "enum") return ArgumentValue.Of(raw);
        var trimmed = raw.Trim();
        if (StartsWithAny(word, "int", "uint", "long", "short", "unsigned"))
        {
            if (Integer(trimmed) is { } integer) return integer;
        }
        else if (StartsWithAny(word, "num", "float", "double"))
        {
            if (Integer(trimmed) is { } integer) return integer;
            if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                return number == Math.Floor(number) && Math.Abs(number) < 1e15 ? ArgumentValue.Of(new BigInteger(number)) : ArgumentValue.Of(number);
            }
        }
        else if (StartsWithAny(word, "bool", "binary"))
        {
            if (trimmed.Equals("true", StringComparison.OrdinalIgnoreCase)) return ArgumentValue.True;
            if (trimmed.Equals("false", StringComparison.OrdinalIgnoreCase)) return ArgumentValue.False;
        }
        else if (JsonParse.Of(trimmed).Value is { } json)
        {
            return json;
        }
        else if (PythonLiteral.Read(trimmed, budget, out _) is { } literal)
        {
            return literal;
        }
        problem = $"does not fit the type {type}; kept as text";
        return ArgumentValue.Of(raw);
    }

    private static IntegerValue? Integer(string text) =>
        text.Length <= JsonTextReader.MaximumDigits && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? ArgumentValue.Of(number)
            : null;

    private static bool StartsWithAny(string word, params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
        {
            if (word.StartsWith(start, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
