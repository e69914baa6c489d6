namespace ToolRM.Models.Grounded;

/// <summary>Columns of the row of one call, in order; <see cref="CallFeatures"/> says what each means.</summary>
internal enum CallFeature
{
    Unknown,
    NearMiss,
    NotJson,
    MissingRequired,
    Unexpected,
    ToolFit,
    ToolFitMargin,
    ToolRank,
    NameFit,
    NameFitMargin,
    ParameterFitMargin,
    OnlyTool,
    AbsentEnumCue,
    AbsentNumberCue,
    AbsentNameCue,
    Repeats,
    DoneBefore,
    OwnClaims,
    ClauseFitMargin,
    UnsupportedShare,
    NoArguments,
}
