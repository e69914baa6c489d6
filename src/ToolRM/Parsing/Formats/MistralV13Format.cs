namespace ToolRM.Parsing.Formats;

/// <summary><c>[TOOL_CALLS]name[ARGS]{…}</c>, repeated; without ids (tools-and-data 2.2).</summary>
internal sealed class MistralV13Format() : MistralNamedFormat("mistral-v13", withId: false);
