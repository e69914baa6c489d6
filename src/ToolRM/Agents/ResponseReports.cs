using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Agents;

/// <summary>
/// Reports in a response's <c>AdditionalProperties</c>. As JSON and not as our types, because a cache below or above writes the
/// response with a serializer that knows no type of ours.
/// </summary>
internal static class ResponseReports
{
    public static JsonElement Element(MapValue report)
    {
        using var document = JsonDocument.Parse(ArgumentJson.Write(report), new() { MaxDepth = JsonParse.MaximumDepth + 1 });
        return document.RootElement.Clone();
    }

    /// <summary>Total: what is not a report of ours is none.</summary>
    public static T? Find<T>(ChatResponse response, string key, Func<DocumentNode, T> read)
        where T : class
    {
        if (response.AdditionalProperties?.TryGetValue(key, out var found) != true || found is not JsonElement { ValueKind: JsonValueKind.Object } element) return null;
        if (JsonParse.Of(element.GetRawText()).Value is not { } value) return null;
        try
        {
            return read(DocumentNode.Root(value, key, "See docs/agents.md"));
        }
        catch (DataFormatException)
        {
            return null;
        }
    }

    public static void Add(ChatResponse response, string key, JsonElement report) => (response.AdditionalProperties ??= [])[key] = report;
}
