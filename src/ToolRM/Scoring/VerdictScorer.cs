using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Scoring;

/// <summary>A verifier as a scorer: 1 for a pass, 0 for a failure, <see cref="Unscored"/> for what could not be judged.</summary>
/// <remarks>
/// Judges the calls in their <see cref="PlainSpelling"/>, so that equal calls get equal scores. A candidate with a text and no
/// calls is read as <c>toolrm verify</c> reads it: what looks like a call and cannot be read is a failure, plain text calls nothing.
/// </remarks>
internal abstract class VerdictScorer(ScorerInfo info) : CandidateScorer(info)
{
    private readonly CaseVerifier _reader = new();

    /// <summary>Judges a candidate by its calls.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="candidate">The candidate.</param>
    protected abstract Verdict Judge(CandidateGroup group, Candidate candidate);

    /// <summary>The parts of a score.</summary>
    /// <param name="verdict">A pass or a failure.</param>
    protected abstract ValueList<ScoreComponent> Components(Verdict verdict);

    protected sealed override Score ScoreOne(CandidateGroup group, Candidate candidate)
    {
        var verdict = candidate.Calls.Count == 0 && candidate.Text.Length > 0 ? JudgeText(group, candidate) : Judge(group, candidate);
        return verdict.Status == VerdictStatus.Undecided
            ? new Unscored(Explanation(verdict) ?? verdict.ErrorType ?? "the verifier could not judge")
            : new Scored(verdict.Status == VerdictStatus.Pass ? 1 : 0, Info.Scale, Components(verdict), Explanation(verdict));
    }

    private Verdict JudgeText(CandidateGroup group, Candidate candidate)
    {
        // Without a reference, say, there is no judging, whatever the text.
        if (Judge(group, candidate) is { Status: VerdictStatus.Undecided } undecided) return undecided;
        var read = _reader.Validate(new Case(candidate.Id, group.Prompt, candidate.Text, Format: null, Calls: null, Reference: null));
        return read.Verdict.ErrorType == BfclErrors.DecoderFailed ? read.Verdict : Judge(group, candidate with { Calls = read.Calls });
    }

    /// <summary>The finding that stands first in the reply; null when there is none.</summary>
    private static string? Explanation(Verdict verdict) => verdict.Findings
        .OrderBy(finding => finding.CallIndex ?? -1)
        .ThenBy(finding => finding.ArgumentPath, StringComparer.Ordinal)
        .ThenBy(finding => finding.Message, StringComparer.Ordinal)
        .FirstOrDefault()?.Message;
}
