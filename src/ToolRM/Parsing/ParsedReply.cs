using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>What a model's reply held: calls, text, and what did not parse. A value, never an exception.</summary>
/// <param name="Format">Name of the format that read it.</param>
/// <param name="Status">What the reply was.</param>
/// <param name="Calls">The calls, in order.</param>
/// <param name="Content">The text beside the calls, trimmed; empty when there is none.</param>
/// <param name="Unparsed">What looked like a call and could not be read, in order.</param>
/// <param name="Reasoning">The text of a leading thinking block; null when there is none.</param>
/// <param name="Warnings">What a tolerant reading let pass, such as an unclosed tag.</param>
public sealed record ParsedReply(
    string Format,
    ReplyStatus Status,
    ValueList<ParsedCall> Calls,
    string Content,
    ValueList<UnparsedToolCall> Unparsed = default,
    string? Reasoning = null,
    ValueList<string> Warnings = default);

/// <summary>What a reply was.</summary>
public enum ReplyStatus
{
    /// <summary>At least one call, all of them read.</summary>
    Calls,

    /// <summary>No call: the model answered in words, or with an empty list of calls.</summary>
    NoCall,

    /// <summary>A marker of a call was there and its payload could not be read; calls that could be read are in the list.</summary>
    Malformed,

    /// <summary>The payload was read and is not a call: no name, arguments that are no object.</summary>
    WrongShape,
}

/// <summary>A call and where it stood.</summary>
/// <param name="Call">The call.</param>
/// <param name="Span">Its place in the reply, with its own markers and without those around the whole list.</param>
public sealed record ParsedCall(ToolCall Call, Span Span);

/// <summary>Something that looked like a call and could not be read.</summary>
/// <param name="Reason">Why, with the place inside the text.</param>
/// <param name="Text">The exact text.</param>
/// <param name="Span">Its place in the reply.</param>
public sealed record UnparsedToolCall(string Reason, string Text, Span Span);

/// <summary>How the generation of a reply ended.</summary>
public enum ReplyEnd
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The model stopped by itself.</summary>
    Stop,

    /// <summary>The token limit cut it.</summary>
    Length,
}
