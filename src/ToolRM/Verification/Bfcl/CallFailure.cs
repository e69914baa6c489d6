using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>Why one call does not fit one answer: the first failure, which is BFCL's verdict. Becomes findings only when reported.</summary>
/// <param name="Code">The error type; null when the call fits.</param>
/// <param name="Parameter">The parameter it is about; null when it is about the call.</param>
/// <param name="Expected">Accepted values of that parameter; null when there are none.</param>
/// <param name="Found">The value that was given; null when none was.</param>
/// <param name="Detail">What exactly is wrong, or of a defect what is missing; null where the code says it all.</param>
/// <param name="EarlierCode">A failure noted before the deciding one, where the original lists both; null otherwise.</param>
/// <param name="IsDefect">The question itself is broken: the original stops with an error, we do not judge.</param>
internal readonly record struct CallFailure(
    string? Code,
    string? Parameter = null,
    AcceptedValues? Expected = null,
    ArgumentValue? Found = null,
    string? Detail = null,
    string? EarlierCode = null,
    bool IsDefect = false)
{
    private const int LongestShown = 120;

    public bool Fits => Code is null;

    public static CallFailure Defect(string detail) => new("defect:reference", Detail: detail, IsDefect: true);

    /// <summary>The findings of this failure, the deciding one last.</summary>
    public ValueList<Finding> ToFindings(int callIndex, string callName) => EarlierCode is null
        ? [ToFinding(Code!, callIndex, callName)]
        : [ToFinding(EarlierCode, callIndex, callName), ToFinding(Code!, callIndex, callName)];

    /// <summary>Appends the findings of this failure.</summary>
    public void AddTo(List<Finding> findings, int callIndex, string callName)
    {
        foreach (var finding in ToFindings(callIndex, callName)) findings.Add(finding);
    }

    private Finding ToFinding(string code, int callIndex, string callName)
    {
        var path = Parameter;
        var found = Found is null ? null : Short(ArgumentJson.Write(Found));
        var expected = Expected?.Description;
        var message = code switch
        {
            BfclErrors.WrongName => $"the call is to '{callName}', expected '{Detail}'",
            BfclErrors.MissingRequired => $"required parameter '{path}' is missing",
            BfclErrors.UnexpectedParameter => $"parameter '{path}' {Detail}",
            BfclErrors.MissingOptional => $"parameter '{path}' may not be left out here",
            BfclErrors.TypeJava or BfclErrors.TypeJavaScript => $"parameter '{path}' must be given as text",
            _ => $"parameter '{path}' {Detail ?? "has a value that is not accepted"}",
        };
        if (code == BfclErrors.WrongName) (expected, found) = (Detail, callName);
        return new(code, BfclErrors.LabelOf(code), message, callIndex, path, expected, found);
    }

    internal static string Short(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
