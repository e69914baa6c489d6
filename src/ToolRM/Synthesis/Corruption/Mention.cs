namespace ToolRM.Synthesis.Corruption;

/// <summary>What a mention looks like.</summary>
internal enum MentionKind
{
    Number,
    Date,
    Time,
    Name,
    Quote,
    Code,
    Phrase,
}

/// <summary>A piece of the conversation that a model could take for a value.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="Text">The piece, as written.</param>
/// <param name="Number">The number that it is, percent signs and grouping commas taken off; null when it is none.</param>
/// <param name="FromUser">Whether the user wrote it.</param>
internal sealed record Mention(MentionKind Kind, string Text, double? Number, bool FromUser);
