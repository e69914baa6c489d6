using ToolRM.Conversations;
using ToolRM.Verification;

namespace ToolRM.Scoring;

/// <summary>
/// 1 when the calls are right by the reference, 0 when not, <see cref="Unscored"/> without a reference or with one that cannot
/// judge (<see cref="ReferenceVerifier"/>). The upper bound of every selection; not to be used where the reference is to be predicted.
/// </summary>
/// <remarks>
/// Differs from <c>toolrm verify</c> in one point: 1 and 1.0 are the same here, and BFCL's checker refuses 1.0 for an integer and
/// 1 in a list of floats. Components are the verdict's own, such as the shares of <c>gold-calls</c>.
/// </remarks>
internal sealed class ReferenceScorer() : VerdictScorer(new(Name, Scale, NeedsReference: true))
{
    public const string Name = "reference";

    public const ScoreScale Scale = ScoreScale.Probability;

    private readonly ReferenceVerifier _verifier = new();

    protected override Verdict Judge(CandidateGroup group, Candidate candidate)
    {
        // Documents of several alternatives are documents of one question.
        var documents = Documents(group.Reference, depth: 0);
        return _verifier.Verify(group.Prompt, PlainSpelling.Of(candidate, documents.Count > 0 ? documents : group.Prompt.Tools), group.Reference);
    }

    protected override ValueList<ScoreComponent> Components(Verdict verdict) =>
        verdict.Components.Select(part => new ScoreComponent(part.Name, part.Value)).ToValueList();

    private static ValueList<ToolDefinition> Documents(Reference? reference, int depth) => reference switch
    {
        AcceptedCalls accepted => accepted.Documents,
        AnyOf any when depth < 16 => any.Alternatives.Select(alternative => Documents(alternative, depth + 1)).FirstOrDefault(documents => documents.Count > 0),
        _ => [],
    };
}
