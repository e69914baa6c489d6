namespace ToolRM.Conversations;

/// <summary>A tool as offered to a model.</summary>
/// <param name="Name">The name that a call must use.</param>
/// <param name="Description">What the tool does; null when the source has no description.</param>
/// <param name="Parameters">
/// The schema of the arguments, as the exact text given: JSON Schema, or BFCL's dialect with type words such as
/// <c>dict</c>, <c>float</c>, <c>ArrayList</c>.
/// </param>
/// <param name="Returns">The schema of the result, where a source states it; null otherwise.</param>
/// <param name="Strict">Whether a server is asked to hold the model to the schema (OpenAI's <c>strict</c>); null when not stated.</param>
public sealed record ToolDefinition(string Name, string? Description, JsonText Parameters, JsonText? Returns = null, bool? Strict = null);
