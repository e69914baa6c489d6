namespace ToolRM.Models.Grounded;

/// <summary>How a value came to be found in the conversation, from best to worst.</summary>
internal enum MatchKind : byte
{
    /// <summary>All its words in a row, letter for letter but for case and punctuation; a number by its value.</summary>
    Exact,

    /// <summary>All its words in a row, by their stems; a number written in words.</summary>
    Stem,

    /// <summary>A day or a time in another form.</summary>
    Calendar,

    /// <summary>A number after a conversion: percent, thousands, units.</summary>
    Converted,

    /// <summary>Some words, or initials.</summary>
    Partial,

    None,
}

/// <summary>Where a plain value comes from.</summary>
internal struct ValueMatch
{
    public MatchKind Kind;
    public Segment Segment;

    /// <summary>The mention's first token, or -1.</summary>
    public int Start;
    public int Count;

    public bool IsNumber;

    /// <summary>Content words of the value (at least 1), and how many of them the request, the conversation and the documents have.</summary>
    public int Words;
    public int InRequest;
    public int Anywhere;
    public int Documented;

    /// <summary>Content words not found whole, of which the request has the beginning.</summary>
    public int Begun;

    public bool IsAcronym;

    /// <summary>Percent in the request: +1 when the value is the fraction, -1 when it is the number before the sign; 0 otherwise.</summary>
    public sbyte Percent;

    /// <summary>How well the words around the mention fit the parameter.</summary>
    public float Fit;

    /// <summary>How well they fit the best other parameter of the tool.</summary>
    public float RivalFit;

    /// <summary>How much better another mention of the same kind fits the parameter; 0 when none does.</summary>
    public float BetterMention;

    public bool UnitClash;

    /// <summary>The request has all but the region behind the comma.</summary>
    public bool IsRegionAdded;

    /// <summary>Share of the value's letter triples that the request has as they stand, punctuation included.</summary>
    public float Triples;
}
