namespace ToolRM.Models.Grounded;

/// <summary>Columns of the row of a whole reply, in order; <see cref="ReplyFeatures"/> says what each means.</summary>
internal enum ReplyFeature
{
    Unreadable,
    ReadFromText,
    NoCall,
    NoCallBestFit,
    NoCallFillable,
    NoCallNoTools,
    NoCallAfterResult,
    IdleCalls,
    CallsOverClauses,
    ClausesOverCalls,
    UnusedNumbers,
    UnusedQuotes,
    UnusedNames,
    UnusedNeighbours,
    UnusedWords,
    SharedClaims,
    MoreToolsFit,
    OneForMany,
    ManyForOne,
    AfterToolResult,
    BestFit,
}
