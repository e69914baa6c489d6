using ToolRM.Conversations;
using ToolRM.Verification.Bfcl;
using ToolRM.Verification.Gold;

namespace ToolRM.Verification;

/// <summary>
/// Judges a reply by its reference, whatever kind the reference is: lists of accepted values by <see cref="ReferenceChecker"/>,
/// plain calls and "no call" by <see cref="GoldCallVerifier"/>. References to whole trajectories are left undecided.
/// </summary>
/// <remarks>Prepares an accepted-calls reference anew on every call; for many replies to one question keep a <see cref="ReferenceChecker"/>.</remarks>
public sealed class ReferenceVerifier : IVerifier
{
    private static readonly GoldCallVerifier Gold = new();

    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public Verdict Verify(Conversation prompt, Candidate candidate, Reference? reference)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(candidate);
        switch (reference)
        {
            case AcceptedCalls accepted:
                return VerifyAccepted(prompt, candidate, accepted);
            case AnyOf any when Flat(any, 0) is { Count: > 0 } alternatives && alternatives.Any(alternative => alternative is AcceptedCalls):
                return alternatives
                    .Select(alternative => Verify(prompt, candidate, alternative))
                    .OrderBy(verdict => verdict.Status switch { VerdictStatus.Pass => 0, VerdictStatus.Undecided => 1, _ => 2 })
                    .First(); // a stable sort: of equals the earlier alternative
            case PerTurn or ExpectedResults:
                return Verdict.Undecided("unsupported:trajectory_reference", "this reference is about a whole trajectory, not about one reply");
            default:
                return Gold.Verify(prompt, candidate, reference);
        }
    }

    /// <summary>The alternatives at any depth down to 16, where references made by hand have long ended.</summary>
    private static List<Reference> Flat(AnyOf any, int depth) => [.. any.Alternatives.SelectMany(alternative =>
        alternative is AnyOf inner && depth < 16 ? Flat(inner, depth + 1) : [alternative])];

    private static Verdict VerifyAccepted(Conversation prompt, Candidate candidate, AcceptedCalls accepted)
    {
        var calls = new DecodedCall[candidate.Calls.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            // Python's reader, as in the original: of a repeated key the last value stands.
            var parse = JsonParse.Of(candidate.Calls[i].ArgumentsText, JsonDialect.Python);
            if (parse.Value is not MapValue arguments)
            {
                return Verdict.Fail(new(
                    BfclErrors.DecoderFailed, ErrorLabel.IncorrectOutputFormat,
                    parse.Error is null ? "the arguments are no JSON object" : $"the arguments are not JSON: {parse.Error}",
                    CallIndex: i, Found: ArgumentBrief.OfText(candidate.Calls[i].ArgumentsText)));
            }
            calls[i] = new(candidate.Calls[i].Name, arguments);
        }
        return new ReferenceChecker(accepted.Documents.Count > 0 ? accepted.Documents : prompt.Tools, accepted).Check(calls);
    }
}
