using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>What an operator made: not yet known to be wrong.</summary>
/// <param name="Calls">The calls; empty when the reply is a text.</param>
/// <param name="Text">The reply's text where it is not, or not only, calls; empty otherwise.</param>
internal sealed record Product(ValueList<ToolCall> Calls, string Text = "");
