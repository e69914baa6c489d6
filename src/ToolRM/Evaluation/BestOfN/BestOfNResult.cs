using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Evaluation.BestOfN;

/// <summary>What selectors chose, question by question; means and intervals are made from it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Scorer">The scorer.</param>
/// <param name="Options">The protocol.</param>
/// <param name="Sizes">The sizes measured, in order; the last one is "at most".</param>
/// <param name="Selectors">The selectors, in the order of every list below.</param>
/// <param name="Strata">One per stratum.</param>
/// <param name="Unscored">Readable distinct outputs that the scorer could not judge.</param>
/// <param name="Readable">Readable distinct outputs.</param>
public sealed record BestOfNResult(
    CandidatePool Pool,
    ScorerInfo Scorer,
    BestOfNOptions Options,
    ValueList<BestOfNSize> Sizes,
    ValueList<ISelector> Selectors,
    ValueList<StratumOutcome> Strata,
    long Unscored,
    long Readable);

/// <summary>A size of draws.</summary>
/// <param name="Count">Number of outputs drawn.</param>
/// <param name="AtMost">Whether questions with fewer runs take part with all they have.</param>
public readonly record struct BestOfNSize(int Count, bool AtMost)
{
    /// <summary>As reports write it.</summary>
    public override string ToString() => FormattableString.Invariant($"{(AtMost ? "at most " : "")}{Count}");
}

/// <summary>What was chosen from the runs of one stratum.</summary>
/// <param name="Stratum">The models.</param>
/// <param name="Questions">One per question of the pool that has a run of these models, in the pool's order.</param>
public sealed record StratumOutcome(PoolStratum Stratum, ValueList<QuestionOutcome> Questions);

/// <summary>What was chosen at one question.</summary>
/// <param name="Question">The question.</param>
/// <param name="Runs">Runs that could be drawn.</param>
/// <param name="Right">Share of draws with a right choice, by size and selector; NaN where the question has no draw of that size.</param>
/// <param name="RightInOrder">The same for calls in the reference's order; null where the reference knows no order.</param>
/// <param name="Errors">At the last size: share of draws by selector and label of the wrong choice; the entry behind the labels is for errors without one.</param>
public sealed record QuestionOutcome(
    PoolQuestion Question,
    int Runs,
    ValueList<ValueList<double>> Right,
    ValueList<ValueList<double>>? RightInOrder,
    ValueList<ValueList<double>> Errors);
