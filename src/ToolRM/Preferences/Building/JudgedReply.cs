using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Preferences.Building;

/// <summary>One candidate with its verdict, as it would stand in a pair.</summary>
/// <param name="Status">The verdict by the group's reference.</param>
/// <param name="Calls">The calls; null when the reply could not be decoded.</param>
/// <param name="Text">The text beside the calls: of a reply without calls and of an undecodable one the whole; else empty, since the reply's text repeats the calls.</param>
/// <param name="Label">What is wrong: FC-RewardBench's word, else the verifier's code; empty when nothing is.</param>
/// <param name="Generator">Who wrote it.</param>
internal sealed record JudgedReply(VerdictStatus Status, ValueList<ToolCall>? Calls, string Text, string Label, string Generator)
{
    private const string UnknownGenerator = "unknown";

    /// <summary>Equal for replies that call the same; of undecodable ones the text decides.</summary>
    public string Key => Calls is { } calls ? CallKey.Of(calls) : "text:" + Text;

    /// <summary>Judges one candidate by the group's reference, which must be there.</summary>
    public static JudgedReply Of(CaseVerifier verifier, CandidateGroup group, int index)
    {
        var candidate = group.Candidates[index];
        var result = verifier.Verify(group with { Candidates = [candidate] }).Single();
        var isUndecodable = result.Reply is not null && result.Verdict is { Status: VerdictStatus.Fail, ErrorType: BfclErrors.DecoderFailed };
        return new(
            result.Verdict.Status,
            isUndecodable ? null : result.Calls,
            isUndecodable || result.Calls.Count == 0 ? candidate.Text : "",
            result.Verdict.Status == VerdictStatus.Pass ? "" : result.Label is { } label ? VerdictJson.Word(label) : result.Verdict.ErrorType ?? "unlabelled",
            candidate.Source ?? UnknownGenerator);
    }

    /// <summary>
    /// The right reply that a reference holds itself: no call, or its plain calls where the verifier passes them; of several
    /// alternatives the first such. Null for lists of accepted values, which are no calls yet.
    /// </summary>
    public static JudgedReply? OfReference(CaseVerifier verifier, CandidateGroup group, Reference reference, int depth = 0)
    {
        if (reference is AnyOf any && depth < 16) return any.Alternatives.Select(one => OfReference(verifier, group, one, depth + 1)).FirstOrDefault(reply => reply is not null);
        var calls = reference switch
        {
            NoCall => new ValueList<ToolCall>(),
            GoldCalls gold => gold.Calls,
            _ => (ValueList<ToolCall>?)null,
        };
        if (calls is null) return null;
        var reply = Of(verifier, group with { Candidates = [new("reference", "", calls.Value, "reference")] }, 0);
        return reply.Status == VerdictStatus.Pass ? reply : null;
    }
}
