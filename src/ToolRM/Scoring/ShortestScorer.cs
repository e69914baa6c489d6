using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>
/// Minus the length of the reply: of the canonical JSON of its calls (<see cref="CallKey"/>), or of its text where it calls
/// nothing, in UTF-16 characters. A baseline: wrong calls of real models tend to be the longer ones (toolrm 5).
/// </summary>
/// <remarks>The canonical form, so that neither white space nor the spelling of numbers counts. An empty reply has length 0 and is the shortest.</remarks>
internal sealed class ShortestScorer() : CandidateScorer(new(Name, Scale))
{
    public const string Name = "shortest";

    public const ScoreScale Scale = ScoreScale.Raw;

    protected override Score ScoreOne(CandidateGroup group, Candidate candidate) => new Scored(-Length(candidate), Scale);

    /// <summary>Length of a reply in characters.</summary>
    /// <param name="candidate">The reply.</param>
    internal static int Length(Candidate candidate) =>
        candidate.Calls.Count == 0 ? candidate.Text.Length : CallKey.Of(candidate.Calls).Length;
}
