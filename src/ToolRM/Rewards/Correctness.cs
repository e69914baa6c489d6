using ToolRM.Rewards.Answers;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>
/// Whether a rollout is right, by the first of these that is there: the fact <c>correct</c> (0 to 1), the reference calls (1 or 0), the
/// accepted answers (1 when the final answer equals one of them after <see cref="QaText.Normalise"/>, else 0).
/// </summary>
/// <remarks>Reference calls are compared as the scorer <c>reference</c> does, over all calls of the rollout together.</remarks>
public static class Correctness
{
    private static readonly ReferenceScorer Reference = new();

    /// <summary>How right the rollout is, 0 to 1.</summary>
    /// <param name="rollout">The rollout.</param>
    public static Known<double> Of(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (rollout.Facts?.Of(FactNames.Correct) is not null)
        {
            var fact = rollout.Fact(FactNames.Correct);
            return fact.Is(out var value, out _) && value is not (>= 0 and <= 1) ? Known<double>.Missing("a fact \"correct\" from 0 to 1") : fact;
        }
        var (group, facts) = (rollout.Context.Group, rollout.Context.Facts);
        if (group.Reference is not null)
        {
            return Reference.Score(group, rollout.Trajectory is null ? rollout.Candidate : rollout.Candidate with { Calls = rollout.Calls() }) switch
            {
                Scored scored => scored.Value,
                Unscored unscored => Known<double>.Missing("a reference that can judge: " + unscored.Reason),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        if (facts is { Answers.Count: > 0 }) return QaText.ExactMatch(FinalAnswer.Of(rollout), facts.Answers) ? 1 : 0;
        return Known<double>.Missing("to know whether the rollout is right: the fact \"correct\", a reference, or answers");
    }
}
