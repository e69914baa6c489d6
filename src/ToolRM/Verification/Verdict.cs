using ToolRM.Conversations;

namespace ToolRM.Verification;

/// <summary>What a verifier says about one reply.</summary>
/// <param name="Status">Right, wrong, or not judged.</param>
/// <param name="ErrorType">
/// The code of the first failure, such as <c>value_error:string</c> (tools-and-data 1.8); null when <see cref="Status"/> is
/// <see cref="VerdictStatus.Pass"/>.
/// </param>
/// <param name="Findings">What is wrong, or why it was not judged, in the order found; empty on a pass.</param>
/// <param name="SubErrorTypes">Codes of the single calls behind a parallel failure; empty otherwise.</param>
/// <param name="IgnoredKeywords">Schema keywords that were not checked, sorted; empty when all were.</param>
/// <param name="Components">Partial credit by name; empty when the verifier gives none.</param>
public sealed record Verdict(
    VerdictStatus Status,
    string? ErrorType = null,
    ValueList<Finding> Findings = default,
    ValueList<string> SubErrorTypes = default,
    ValueList<string> IgnoredKeywords = default,
    ValueList<VerdictComponent> Components = default)
{
    /// <summary>A pass without remarks.</summary>
    public static Verdict Pass { get; } = new(VerdictStatus.Pass);

    /// <summary>A failure with one finding.</summary>
    /// <param name="finding">The finding; its code becomes the error type.</param>
    public static Verdict Fail(Finding finding) => new(VerdictStatus.Fail, finding.Code, [finding]);

    /// <summary>Not judged.</summary>
    /// <param name="code">Why, as a code such as <c>defect:no_document</c>.</param>
    /// <param name="message">Why, in words.</param>
    public static Verdict Undecided(string code, string message) =>
        new(VerdictStatus.Undecided, code, [new Finding(code, null, message)]);
}

/// <summary>Right, wrong, or not judged.</summary>
public enum VerdictStatus
{
    /// <summary>The reply is right.</summary>
    Pass,

    /// <summary>The reply is wrong.</summary>
    Fail,

    /// <summary>The verifier could not judge; neither right nor wrong, and never a zero.</summary>
    Undecided,
}

/// <summary>One thing that is wrong, with its place.</summary>
/// <param name="Code">The checker's code, such as <c>value_error:string</c>.</param>
/// <param name="Label">Which of FC-RewardBench's eight labels it is; null for what has none.</param>
/// <param name="Message">One sentence for a log.</param>
/// <param name="CallIndex">Index of the call in the reply, from 0; null when it is about the reply.</param>
/// <param name="ArgumentPath">The argument as a path, such as <c>filters.min_price</c> or <c>tags[2]</c>; null when it is about the call.</param>
/// <param name="Expected">What would be right; null when that cannot be said in short.</param>
/// <param name="Found">What stood there; null when nothing did.</param>
public sealed record Finding(
    string Code,
    ErrorLabel? Label,
    string Message,
    int? CallIndex = null,
    string? ArgumentPath = null,
    string? Expected = null,
    string? Found = null);

/// <summary>A named part of a verdict's partial credit.</summary>
/// <param name="Name">The part, in kebab case.</param>
/// <param name="Value">Its value, 0 to 1 unless the verifier says otherwise.</param>
public readonly record struct VerdictComponent(string Name, double Value);
