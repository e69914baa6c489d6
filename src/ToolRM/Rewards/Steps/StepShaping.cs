namespace ToolRM.Rewards.Steps;

/// <summary>
/// Clip and Delta: step scores p of a process reward model as rewards that repeating harmless steps cannot raise (arXiv 2410.15115;
/// rewards 2.1). All are pure; a rollout without steps has no rewards.
/// </summary>
public static class StepShaping
{
    /// <summary>min(p − η, 0) for every step: good steps earn nothing, bad ones cost.</summary>
    /// <param name="scores">p, one per step.</param>
    /// <param name="threshold">η; the paper chooses it so that most steps get 0 and gives no number.</param>
    public static double[] Clip(ReadOnlySpan<double> scores, double threshold)
    {
        var rewards = new double[scores.Length];
        for (var k = 0; k < rewards.Length; k++) rewards[k] = Math.Min(scores[k] - threshold, 0);
        return rewards;
    }

    /// <summary>
    /// p(k) − p(k + 1) for the steps before the last but one, p itself at the last but one, 0 at the last, which the reward for success
    /// covers. The sum from any step but the last on is p of that step, whatever follows. One step gives 0.
    /// </summary>
    /// <param name="scores">p, one per step.</param>
    public static double[] Delta(ReadOnlySpan<double> scores)
    {
        var rewards = new double[scores.Length];
        for (var k = 0; k < rewards.Length - 1; k++) rewards[k] = scores[k] - (k < rewards.Length - 2 ? scores[k + 1] : 0);
        return rewards;
    }

    /// <summary><see cref="Delta"/> of <see cref="Clip"/>, the best of the three in the paper.</summary>
    /// <param name="scores">p, one per step.</param>
    /// <param name="threshold">η.</param>
    public static double[] ClipDelta(ReadOnlySpan<double> scores, double threshold) => Delta(Clip(scores, threshold));

    /// <summary>Sum of the rewards from each step to the end.</summary>
    /// <param name="rewards">One per step.</param>
    public static double[] ReturnsToGo(ReadOnlySpan<double> rewards)
    {
        var returns = rewards.ToArray();
        for (var k = returns.Length - 2; k >= 0; k--) returns[k] += returns[k + 1];
        return returns;
    }
}
