namespace ToolRM.Models.Grounded;

/// <summary>A word, a number or one ideograph of a text.</summary>
/// <param name="Start">UTF-16 position in its text.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Word">Hash of the lower-case form; of numbers the hash of their value, so that 1,000 and 1000.0 are one.</param>
/// <param name="Stem">Hash of the form without common English endings; equals <paramref name="Word"/> for numbers.</param>
/// <param name="Number">The value of a number; NaN for words.</param>
/// <param name="Marks">What else is known.</param>
internal readonly record struct Token(int Start, int Length, uint Word, uint Stem, double Number, TokenMarks Marks)
{
    public int End => Start + Length;

    public bool IsNumber => !double.IsNaN(Number);

    public bool Has(TokenMarks mark) => (Marks & mark) != 0;
}

/// <summary>What is known about a token beside its form.</summary>
[Flags]
internal enum TokenMarks : byte
{
    None = 0,

    /// <summary>Starts with a capital.</summary>
    Capital = 1,

    /// <summary>First of its sentence or line: a capital says nothing there.</summary>
    Opens = 2,

    /// <summary>A word of grammar, such as "the" or "with".</summary>
    Function = 4,

    /// <summary>A comma, semicolon, bracket or the like stands between it and the token before.</summary>
    Apart = 8,

    /// <summary>A percent sign follows.</summary>
    Percent = 16,

    /// <summary>Two or more letters, all of them capitals.</summary>
    AllCapitals = 32,

    /// <summary>Only a comma stands between it and the token before.</summary>
    Comma = 64,
}
