using ToolRM.Preferences;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>What a scorer made of a pair.</summary>
public enum PairOutcome
{
    /// <summary>The right reply scored higher.</summary>
    Right,

    /// <summary>The wrong reply scored higher.</summary>
    Wrong,

    /// <summary>Both scored the same.</summary>
    Tie,

    /// <summary>At least one of the replies has no score.</summary>
    Unscored,
}

/// <summary>The scores of a pair's two replies.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Chosen">Score of the right reply.</param>
/// <param name="Rejected">Score of the wrong reply.</param>
public sealed record PairResult(PreferencePair Pair, Score Chosen, Score Rejected)
{
    /// <summary>Score of the right reply less that of the wrong one; null when one of them is missing.</summary>
    public double? Margin => (Chosen, Rejected) is (Scored right, Scored wrong) ? right.Value - wrong.Value : null;

    /// <summary>Which reply scored higher.</summary>
    // Compared as values, not by the margin's sign: two tiny numbers may differ by less than a double can say.
    public PairOutcome Outcome => (Chosen, Rejected) is (Scored right, Scored wrong)
        ? right.Value > wrong.Value ? PairOutcome.Right : right.Value < wrong.Value ? PairOutcome.Wrong : PairOutcome.Tie
        : PairOutcome.Unscored;
}
