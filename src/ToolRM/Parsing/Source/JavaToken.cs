namespace ToolRM.Parsing.Source;

/// <summary>A token of Java source: its kind and place. Keywords are identifiers here; the grammar decides by position.</summary>
internal readonly record struct JavaToken(JavaTokenKind Kind, int Start, int End);

internal enum JavaTokenKind
{
    /// <summary>Behind the last token.</summary>
    End,

    /// <summary>A word, keyword or not.</summary>
    Word,

    /// <summary>A number literal.</summary>
    Number,

    /// <summary>A text in double quotes or a text block.</summary>
    Text,

    /// <summary>A text in single quotes, of any length: the original's grammar takes more than one character.</summary>
    Character,

    /// <summary>Punctuation; "&gt;" always stands alone, because it also closes type arguments.</summary>
    Mark,
}
