using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ToolRM.Conversations.ExtensionsAi;

/// <summary>Values of <c>FunctionCallContent.Arguments</c>, which are any object and after one save and load are JsonElement.</summary>
internal static class ElementValues
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = JsonParse.MaximumDepth + 1 };

    public static JsonElement ToElement(string json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.Clone();
    }

    /// <summary>The value as a tree; null when its type cannot be written as JSON.</summary>
    public static ArgumentValue? Read(object? value)
    {
        switch (value)
        {
            case null: return ArgumentValue.Null;
            case string text: return ArgumentValue.Of(text);
            case bool boolean: return ArgumentValue.Of(boolean);
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                return new IntegerValue(BigInteger.Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
            case BigInteger integer: return new IntegerValue(integer);
            case float number: return ArgumentValue.Of((double)number);
            case double number: return ArgumentValue.Of(number);
            case JsonElement { ValueKind: JsonValueKind.Undefined }: return null;
            case JsonElement element: return Parse(element.GetRawText());
            case JsonNode node: return Parse(node.ToJsonString());
            case IReadOnlyDictionary<string, object?> map: return ReadMap(map);
            case IDictionary<string, object?> map: return ReadMap(map);
            default: return Serialise(value);
        }
    }

    /// <summary>The arguments of a call; null with the key of the value that cannot be written.</summary>
    public static MapValue? ReadMap(IEnumerable<KeyValuePair<string, object?>> map, out string? unreadable)
    {
        var entries = new List<MapEntry>();
        foreach (var (key, value) in map)
        {
            if (Read(value) is not { } read) { unreadable = key; return null; }
            entries.Add(new(key, read));
        }
        unreadable = null;
        return new(entries.ToValueList());
    }

    private static MapValue? ReadMap(IEnumerable<KeyValuePair<string, object?>> map) => ReadMap(map, out _);

    private static ArgumentValue? Parse(string json) => JsonParse.Of(json, JsonDialect.Python | JsonDialect.TrailingCommas).Value;

    private static ArgumentValue? Serialise(object value)
    {
        try
        {
            // By the library's own table of types: works without reflection, and refuses what it does not know.
            return Parse(JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())));
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
