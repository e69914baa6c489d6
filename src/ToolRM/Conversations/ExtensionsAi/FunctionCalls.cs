using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations.Formats;

namespace ToolRM.Conversations.ExtensionsAi;

/// <summary>Calls to and from Microsoft.Extensions.AI's <see cref="FunctionCallContent"/>.</summary>
/// <remarks>
/// That type holds parsed arguments only. A malformed <c>{"a": 1,}</c> becomes a call with null arguments and an
/// <c>Exception</c>, and the exception is gone after one save and load: the call then looks like one without arguments. So
/// the exact call is kept in <c>RawRepresentation</c> (in memory), malformed text also in <c>AdditionalProperties</c> (saved and
/// loaded by its JSON), and each such case is reported as a <see cref="Loss"/>.
/// </remarks>
public static class FunctionCalls
{
    /// <summary>Key of <c>AdditionalProperties</c> under which arguments that are no JSON object stand as text.</summary>
    public const string ArgumentsTextKey = "toolrm.arguments_text";

    /// <summary>A call as content of a message.</summary>
    /// <param name="call">The call. Without an id its <c>CallId</c> is the empty text.</param>
    /// <param name="path">Its place, for losses.</param>
    public static Converted<FunctionCallContent> ToContent(ToolCall call, string path = "call")
    {
        ArgumentNullException.ThrowIfNull(call);
        var parse = call.ParseArguments();
        if (parse.Value is MapValue map)
        {
            var arguments = new Dictionary<string, object?>(map.Entries.Count, StringComparer.Ordinal);
            foreach (var entry in map.Entries) arguments.Add(entry.Key, ElementValues.ToElement(ArgumentJson.Write(entry.Value)));
            return new(new(call.Id ?? "", call.Name, arguments) { RawRepresentation = call }, []);
        }
        var reason = parse.Error is { } error ? $"the arguments are not JSON: {error}" : "the arguments are JSON but no object";
        var content = new FunctionCallContent(call.Id ?? "", call.Name)
        {
            Exception = new JsonException(reason),
            RawRepresentation = call,
            AdditionalProperties = new() { [ArgumentsTextKey] = call.ArgumentsText },
        };
        return new(content, [new(path, $"{reason}; FunctionCallContent.Arguments is null, and readers other than ToolRM see no arguments once it is saved")]);
    }

    /// <summary>A call from content of a message.</summary>
    /// <param name="content">
    /// The content. The exact call comes back when it was made by <see cref="ToContent"/> and still says the same, also after
    /// a save and load if its arguments were malformed.
    /// </param>
    /// <param name="path">Its place, for losses.</param>
    /// <returns>
    /// The call. Null arguments without an exception are taken for none, <c>{}</c>: they cannot be told from malformed ones that
    /// another program saved. Null arguments with an exception give the empty text, which is no JSON, and a loss.
    /// </returns>
    public static Converted<ToolCall> FromContent(FunctionCallContent content, string path = "call")
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.RawRepresentation is ToolCall raw && StillSays(content, raw)) return new(raw, []);
        var id = content.CallId.Length == 0 ? null : content.CallId;
        if (content.Arguments is { } arguments)
        {
            return ElementValues.ReadMap(arguments, out var unreadable) is { } map
                ? new(ToolCall.Of(content.Name, map, id), [])
                : new(new(content.Name, "", id), [new(path, $"the argument \"{unreadable}\" has a type that is not JSON, so the arguments are lost")]);
        }
        if (KeptText(content) is { } text) return new(new(content.Name, text, id), []);
        return content.Exception is { } error
            ? new(new(content.Name, "", id), [new(path, $"the arguments could not be parsed by the provider, which does not give their text: {error.Message}")])
            : new(new(content.Name, "{}", id), []);
    }

    /// <summary>Whether nobody changed the content since it was made from the call.</summary>
    private static bool StillSays(FunctionCallContent content, ToolCall raw)
    {
        if (content.Name != raw.Name || content.CallId != (raw.Id ?? "")) return false;
        return raw.ParseArguments().Value is MapValue map
            ? content.Arguments is { } arguments && ElementValues.ReadMap(arguments, out _) is { } now && JsonEquality.AreEqual(map, now)
            : content.Arguments is null;
    }

    private static string? KeptText(FunctionCallContent content) =>
        content.AdditionalProperties?.TryGetValue(ArgumentsTextKey, out var kept) != true ? null : kept switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            _ => null,
        };
}
