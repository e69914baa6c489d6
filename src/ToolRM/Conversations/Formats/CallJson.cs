namespace ToolRM.Conversations.Formats;

/// <summary>
/// A call as <c>{"name": …, "arguments": object or text, "id"?: …}</c>: the data kit's <c>calls</c> and our own run files.
/// </summary>
/// <remarks>
/// An object is written only when reading it gives the exact arguments text back; every other text, malformed or merely
/// spaced, is written as a JSON text. So the round trip is exact for every call.
/// </remarks>
internal static class CallJson
{
    public static ToolCall Read(DocumentNode node) => new(
        node.Required("name").Text(), ReadArguments(node.Required("arguments")), node.OptionalText("id"));

    public static string ReadArguments(DocumentNode node) => node.Value switch
    {
        TextValue text => text.Value,
        MapValue map => ArgumentJson.Write(map),
        _ => throw node.Expected("an object, or a text with the arguments as emitted"),
    };

    public static ArgumentValue Write(ToolCall call) => new MapBuilder()
        .Add("name", call.Name)
        .Add("arguments", WriteArguments(call))
        .Add("id", call.Id)
        .ToMap();

    public static ArgumentValue WriteArguments(ToolCall call) =>
        call.ParseArguments().Value is MapValue map && ArgumentJson.Write(map) == call.ArgumentsText
            ? map
            : ArgumentValue.Of(call.ArgumentsText);
}
