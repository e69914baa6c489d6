namespace ToolRM.Verification.Gold;

/// <summary>The codes of <see cref="GoldCallVerifier"/>'s findings.</summary>
internal static class GoldCodes
{
    public const string WrongCount = "gold:wrong_count";
    public const string MissingCall = "gold:missing_call";
    public const string ExtraCall = "gold:extra_call";
    public const string WrongName = "gold:wrong_name";
    public const string ArgumentsUnreadable = "gold:arguments_unreadable";
    public const string MissingRequired = "gold:missing_required";
    public const string MissingOptional = "gold:missing_optional";
    public const string UnexpectedParameter = "gold:unexpected_param";
    public const string WrongType = "gold:wrong_type";
    public const string WrongValue = "gold:wrong_value";
    public const string NoReference = "defect:no_reference";
    public const string ReferenceKind = "defect:reference_kind";
    public const string Reference = "defect:reference";
    public const string TooManyCalls = "defect:too_many_calls";
}
