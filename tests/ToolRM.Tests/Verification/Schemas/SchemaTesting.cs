using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Tests.Verification.Schemas;

internal static class SchemaTesting
{
    public static readonly SchemaOptions AsSchema = new() { TopLevelAdditionalProperties = TopLevelAdditionalProperties.AsSchema };

    public static ToolDefinition Tool(string schema, string name = "f") => new(name, null, JsonText.Parse(schema));

    /// <summary>The verdict on one call of a tool with one parameter <c>a</c>.</summary>
    public static Verdict OnParameter(string schema, string value, string definitions = "{}") =>
        OnArguments($$"""{"type":"object","properties":{"a":{{schema}}},"$defs":{{definitions}}}""", $$"""{"a":{{value}}}""");

    public static Verdict OnArguments(string schema, string arguments, SchemaOptions? options = null) =>
        CompiledToolSchema.Compile(Tool(schema), options).Verify(new ToolCall("f", arguments));

    public static string Places(Verdict verdict) => string.Join(" ", verdict.Findings.Select(finding => $"{finding.Code}@{finding.ArgumentPath}"));
}
