using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Scoring;

/// <summary>
/// 1 when the calls fit the offered tools' schemas, 0 when not, <see cref="Unscored"/> when a schema is broken or too costly to
/// check (<see cref="SchemaVerifier"/>). A reply that calls nothing fits.
/// </summary>
/// <remarks>
/// Components of a failure: how many findings there are of each kind, by name in ordinal order, such as <c>missing-required</c>,
/// <c>unknown-function</c>, <c>type</c>. The scale is that of a probability because the cut lies between 0 and 1; a reply that
/// fits its schemas is not certainly right.
/// </remarks>
internal sealed class SchemaScorer() : VerdictScorer(new(Name, Scale))
{
    public const string Name = "schema";

    public const ScoreScale Scale = ScoreScale.Probability;

    private readonly SchemaVerifier _verifier = new();

    protected override Verdict Judge(CandidateGroup group, Candidate candidate) =>
        _verifier.Verify(group.Prompt, PlainSpelling.Of(candidate, group.Prompt.Tools), reference: null);

    protected override ValueList<ScoreComponent> Components(Verdict verdict) => verdict.Findings
        .GroupBy(finding => Kind(finding.Code), StringComparer.Ordinal)
        .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => new ScoreComponent(kind.Key, kind.Count()))
        .ToValueList();

    /// <summary><c>missing-required</c> of <c>schema:missing_required</c>.</summary>
    private static string Kind(string code) => code[(code.IndexOf(':') + 1)..].Replace('_', '-');
}
