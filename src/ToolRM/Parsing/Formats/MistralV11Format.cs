namespace ToolRM.Parsing.Formats;

/// <summary><c>[TOOL_CALLS]name[CALL_ID]id[ARGS]{…}</c>, repeated; the id only when there is one (tools-and-data 2.2).</summary>
internal sealed class MistralV11Format() : MistralNamedFormat("mistral-v11", withId: true);
