namespace ToolRM.Conversations.Formats;

/// <summary>Something that a format cannot carry, and what was written instead.</summary>
/// <param name="Path">Place in the written document, such as <c>messages[2].tool_calls[0].function.arguments</c>.</param>
/// <param name="What">What is lost, in one sentence.</param>
public readonly record struct Loss(string Path, string What);

/// <summary>A document and what it could not carry.</summary>
/// <param name="Document">The document; <c>ToString()</c> gives its JSON text.</param>
/// <param name="Losses">What is not in it, in document order; empty when reading it gives the same nouns back.</param>
public sealed record WrittenDocument(MapValue Document, ValueList<Loss> Losses);
