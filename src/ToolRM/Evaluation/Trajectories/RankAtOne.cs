namespace ToolRM.Evaluation.Trajectories;

/// <summary>How often the trajectory that scores highest is right (ToolComp, arXiv 2501.01290; credit-and-rl 3.14).</summary>
public static class RankAtOne
{
    /// <summary>Of one prompt: correctness of the candidate that scores highest, 0 to 1. Ties share: the mean over those that score highest (ours; the paper does not say).</summary>
    /// <param name="scores">Scores, finite, at least one.</param>
    /// <param name="correct">Whether each candidate is right; the paper counts right but badly formatted as right.</param>
    /// <exception cref="ArgumentException">There is no candidate, or the lists differ in length.</exception>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> correct)
    {
        if (scores.IsEmpty || scores.Length != correct.Length) throw new ArgumentException($"scores has {scores.Length} items, correct has {correct.Length}; they must be equal and not empty", nameof(correct));
        var (best, right, ties) = (double.NegativeInfinity, 0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] < best) continue;
            if (scores[i] > best) (best, right, ties) = (scores[i], 0, 0);
            ties++;
            if (correct[i]) right++;
        }
        return (double)right / ties;
    }
}
