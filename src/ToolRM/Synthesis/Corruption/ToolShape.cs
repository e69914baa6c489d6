using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>An offered tool with its parameters read.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Root">Its parameters, as the properties of one object.</param>
internal sealed record ToolShape(ToolDefinition Tool, ParameterShape Root)
{
    public string Name => Tool.Name;

    public ValueList<ParameterShape> Parameters => Root.Properties;

    public static ToolShape Of(ToolDefinition tool) => new(tool, ParameterShape.Read("", tool.Parameters.ToValue(), required: true));
}
