namespace ToolRM.Conversations.Formats;

/// <summary>
/// Offered tools as the OpenAI and Hugging Face formats share them: <c>{"type": "function", "function": {"name",
/// "description", "parameters", "strict"?, "response"?}}</c>; the bare inner object is read too (BFCL's documents).
/// </summary>
/// <remarks>A schema is kept as compact JSON text: spaces go and numbers are spelled as Python does, nothing else changes.</remarks>
internal static class ToolJson
{
    public static ToolDefinition Read(DocumentNode node)
    {
        if (node.Optional("type") is { Value: TextValue type } kind && node.Map()["function"] is not null && type.Value != "function")
        {
            throw kind.Expected("\"function\"");
        }
        var tool = node.Optional("function") ?? node;
        return new(
            tool.Required("name").Text(),
            tool.OptionalText("description"),
            tool.Optional("parameters") is { } parameters ? ReadSchema(parameters) : JsonText.EmptyObject,
            tool.Optional("response") is { } response ? ReadSchema(response) : null,
            tool.Optional("strict")?.Boolean());
    }

    public static ArgumentValue Write(ToolDefinition tool) => new MapBuilder()
        .Add("type", "function")
        .Add("function", WriteBare(tool))
        .ToMap();

    public static MapValue WriteBare(ToolDefinition tool) => new MapBuilder()
        .Add("name", tool.Name)
        .Add("description", tool.Description)
        .Add("parameters", tool.Parameters.ToValue())
        .Add("response", tool.Returns?.ToValue())
        .Add("strict", tool.Strict is { } strict ? ArgumentValue.Of(strict) : null)
        .ToMap();

    private static JsonText ReadSchema(DocumentNode node) => ArgumentJson.CanCarry(node.Value)
        ? JsonText.Of(node.Value)
        : throw node.Error("the schema holds NaN or an infinity, which JSON does not have");
}
