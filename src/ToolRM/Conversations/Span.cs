namespace ToolRM.Conversations;

/// <summary>A part of an exact text, in UTF-16 positions.</summary>
/// <param name="Start">First position.</param>
/// <param name="End">Position behind the last.</param>
/// <param name="Kind">What the part is.</param>
public readonly record struct Span(int Start, int End, SpanKind Kind)
{
    /// <summary>Number of UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>The part of the text.</summary>
    /// <param name="text">The text that the positions belong to.</param>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);
}

/// <summary>What a part of a rollout's text is.</summary>
public enum SpanKind
{
    /// <summary>Text given to the model.</summary>
    Prompt,

    /// <summary>Reasoning.</summary>
    Think,

    /// <summary>A tool call, with its markers.</summary>
    ToolCall,

    /// <summary>A summary that replaces earlier turns.</summary>
    Fold,

    /// <summary>Text to the user.</summary>
    Answer,

    /// <summary>Written by another policy than the one being trained.</summary>
    OtherPolicy,

    /// <summary>A tool's result.</summary>
    Observation,

    /// <summary>Template text between turns.</summary>
    Glue,
}
