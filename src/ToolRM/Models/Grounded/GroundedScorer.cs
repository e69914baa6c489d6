using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;
using ToolRM.Training;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Models.Grounded;

/// <summary>The model as a scorer: the probability that a reply is right, with the raw score beside it.</summary>
/// <remarks>
/// Components: <c>raw</c>; when explaining, also <c>bias</c>, <c>reply</c>, <c>calls[0]</c>, <c>calls[0].ARGUMENT</c> and so on, which
/// sum to <c>raw</c>. A candidate with a text and no calls is read as the verifiers read it.
/// </remarks>
internal sealed class GroundedScorer(GroundedModel model, string name, bool explain) : IScorer
{
    public const ScoreScale Scale = ScoreScale.Probability;

    private readonly CaseVerifier _reader = new();

    public ScorerInfo Info { get; } = new(name, Scale);

    public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = new ValueList<Score>[groups.Count];
        var rows = new FeatureRows(model.Trained.Scorer.Schema);
        for (var i = 0; i < scores.Length; i++)
        {
            if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IReadOnlyList<ValueList<Score>>>(cancellationToken);
            var group = groups[i];
            var extractor = new FeatureExtractor(group.Prompt);
            scores[i] = group.Candidates.AsSpan().ToArray().Select(candidate => ScoreOne(group, extractor, candidate, rows)).ToValueList();
        }
        return ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>(scores);
    }

    private Score ScoreOne(CandidateGroup group, FeatureExtractor extractor, Candidate candidate, FeatureRows rows)
    {
        var (calls, isUnreadable) = Read(_reader, group.Prompt, candidate);
        var reply = extractor.Extract(calls, isUnreadable, isFromText: candidate.Calls.Count == 0 && calls.Count > 0);
        reply.CopyTo(rows);
        var raw = model.Trained.Scorer.Score(rows);
        var probability = model.Probability(raw);
        if (!explain) return new Scored(probability, Scale, [new("raw", raw)]);
        var explanation = GroundedExplanation.Of(model, reply, rows, calls);
        return new Scored(probability, Scale, [new("raw", raw), .. explanation.Components()], explanation.Text());
    }

    /// <summary>The calls of a candidate, and whether it holds what looks like a call and cannot be read.</summary>
    internal static (ValueList<ToolCall> Calls, bool IsUnreadable) Read(CaseVerifier reader, Conversation prompt, Candidate candidate)
    {
        if (candidate.Calls.Count > 0 || candidate.Text.Length == 0) return (candidate.Calls, false);
        var read = reader.Validate(new Case(candidate.Id, prompt, candidate.Text, Format: null, Calls: null, Reference: null));
        return read.Verdict.ErrorType == BfclErrors.DecoderFailed ? ([], true) : (read.Calls, false);
    }
}
