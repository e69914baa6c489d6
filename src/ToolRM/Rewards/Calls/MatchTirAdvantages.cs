using ToolRM.Rewards.Combining;

namespace ToolRM.Rewards.Calls;

/// <summary>What MatchTIR's trainer makes of the turns' rewards: an advantage of the rollout and one of each turn (arXiv 2601.10712; credit-and-rl 3.9).</summary>
/// <remarks>Deviations are of the sample, with 1e-6 added; a turn is broadcast to its tokens. Rollouts may differ in length.</remarks>
public static class MatchTirAdvantages
{
    /// <summary>γ of the returns (arXiv 2601.10712).</summary>
    public const double StandardDiscount = 0.9;

    /// <summary>(R − mean) / deviation over the group, where R is the sum of a rollout's turns. A group of one keeps its sum.</summary>
    /// <param name="turnRewards">Per rollout of a prompt the rewards of its turns, the answer's with them.</param>
    public static double[] OfRollouts(IReadOnlyList<double[]> turnRewards)
    {
        ArgumentNullException.ThrowIfNull(turnRewards);
        return Normalised([.. turnRewards.Select(rewards => rewards.Sum())]);
    }

    /// <summary>Σ over this turn and those behind it of γ^distance · reward.</summary>
    /// <param name="rewards">One per turn.</param>
    /// <param name="discount">γ, 0 to 1.</param>
    public static double[] Returns(ReadOnlySpan<double> rewards, double discount = StandardDiscount)
    {
        var returns = rewards.ToArray();
        for (var t = returns.Length - 2; t >= 0; t--) returns[t] += discount * returns[t + 1];
        return returns;
    }

    /// <summary>Returns less their mean over their deviation, among the rollouts that have a turn at the same place; one that is alone there keeps its return.</summary>
    /// <param name="turnRewards">Per rollout of a prompt the rewards of its turns.</param>
    /// <param name="discount">γ, 0 to 1.</param>
    public static double[][] OfTurns(IReadOnlyList<double[]> turnRewards, double discount = StandardDiscount)
    {
        ArgumentNullException.ThrowIfNull(turnRewards);
        double[][] advantages = [.. turnRewards.Select(rewards => Returns(rewards, discount))];
        for (var t = 0; t < advantages.Max(turns => (int?)turns.Length).GetValueOrDefault(); t++)
        {
            double[][] there = [.. advantages.Where(turns => turns.Length > t)];
            var normalised = Normalised([.. there.Select(turns => turns[t])]);
            for (var i = 0; i < there.Length; i++) there[i][t] = normalised[i];
        }
        return advantages;
    }

    /// <summary>Per rollout and turn the advantage of both: their sum (the paper), or half of it (the released code).</summary>
    /// <param name="turnRewards">Per rollout of a prompt the rewards of its turns, the answer's with them.</param>
    /// <param name="discount">γ, 0 to 1.</param>
    /// <param name="halved">Whether to take the mean of the two, as released.</param>
    public static double[][] Of(IReadOnlyList<double[]> turnRewards, double discount = StandardDiscount, bool halved = false)
    {
        var (rollouts, turns) = (OfRollouts(turnRewards), OfTurns(turnRewards, discount));
        return [.. turns.Select((own, i) => own.Select(turn => (rollouts[i] + turn) / (halved ? 2 : 1)).ToArray())];
    }

    private static double[] Normalised(double[] values) => GroupCombinators.Normalised(values, Deviation.Sample, 1e-6, SingleRollout.Raw);
}
