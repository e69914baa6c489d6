using ToolRM.Conversations;
using ToolRM.Models.Grounded;

namespace ToolRM.Tests.Models.Grounded;

/// <summary>Short ways to the features of one made-up call.</summary>
internal static class FeatureCases
{
    public static ToolDefinition Tool(string name, string description, string properties, params string[] required) => new(
        name, description, JsonText.Parse($$"""{"type": "object", "properties": {{{properties}}}, "required": [{{string.Join(", ", required.Select(one => $"\"{one}\""))}}]}"""));

    /// <summary>Features of a reply to one user message.</summary>
    public static ReplyRows Rows(string request, ValueList<ToolDefinition> tools, params ToolCall[] calls) =>
        new FeatureExtractor(new([new UserMessage(request)], tools)).Extract([.. calls]);

    /// <summary>A feature of the first argument of a call of a tool with one parameter <c>x</c>.</summary>
    public static float Argument(ArgumentFeature feature, string request, string value, string schema = """{"type": "string"}""")
    {
        var rows = Rows(request, [Tool("f", "", "\"x\": " + schema)], new ToolCall("f", $$"""{"x": {{value}}}"""));
        return rows.Calls[0].Arguments[0].Values[(int)feature];
    }

    public static float Of(this CallRow row, CallFeature feature) => row.Values[(int)feature];

    public static float Of(this ReplyRows rows, ReplyFeature feature) => rows.Reply[(int)feature];
}
