using ToolRM.Scoring;

namespace ToolRM.Rewards.Economy;

/// <summary>OTC: correctness times a factor for few calls, so that fewer calls alone never pay (arXiv 2504.14870; rewards 1.4).</summary>
public static class OptimalToolCalls
{
    /// <summary>The component, and the number in <see cref="TrainingState.Numbers"/>, that carries the fewest calls that solved the prompt from step to step.</summary>
    public const string FewestCalls = "fewest-calls";

    internal static RewardEntry Entry { get; } = new(
        new("otc", "1 for a right answer with as many calls as the leanest right rollout of the prompt, less for more or fewer, 0 for a wrong one",
            RewardNeeds.Correctness, 0, 1, RewardScope.Training, "arXiv 2504.14870, eq. of OTC-PPO and OTC-GRPO, checked against two re-implementations; no official code"),
        [
            RewardOption.Word("form", "grpo", ["ppo", "grpo"], "ppo looks at the rollout alone; grpo compares with the fewest calls that solved the prompt, in this group or earlier"),
            RewardOption.Number("smoothing", null, "c of the cosine: the re-implementations take the most calls allowed, or 1; the authors' value is unknown", minimum: double.Epsilon),
            RewardOption.Number("scale", 1, "alpha: the value of a perfect rollout; 1 in the re-implementations"),
        ],
        options =>
        {
            var (smoothing, scale, group) = (options.Number("smoothing"), options.Number("scale"), options.Word("form") == "grpo");
            var info = Entry!.Info with { Minimum = Math.Min(0, scale), Maximum = Math.Max(0, scale), Scope = group ? RewardScope.Training : RewardScope.Rollout };
            return RewardFunction.PerGroup(info, rollouts =>
            {
                var correct = rollouts.Select(Correctness.Of).ToArray();
                int? fewest = null;
                if (rollouts[0].Context.Training?.Number(FewestCalls) is { } stored) fewest = (int)stored;
                for (var i = 0; i < correct.Length; i++)
                {
                    if (correct[i].Is(out var value, out _) && value > 0) fewest = Math.Min(fewest ?? int.MaxValue, rollouts[i].Calls().Count);
                }
                return [.. rollouts.Select((rollout, i) =>
                {
                    if (!correct[i].Is(out var value, out var unscored)) return (Score)unscored;
                    var calls = rollout.Calls().Count;
                    // Nothing right so far: the reward is 0 whatever the factor.
                    var factor = group ? (fewest is { } least ? GroupFactor(calls, least, smoothing) : 1) : SingleFactor(calls, smoothing);
                    return new Scored(scale * factor * value, ScoreScale.Raw,
                        [new("correct", value), new("tool", factor), new("calls", calls), .. group && fewest is { } best ? (ScoreComponent[])[new(FewestCalls, best)] : []]);
                })];
            });
        })
    {
        Notes = """
            Multiplicative on purpose: the authors report the added form as unstable. `fewest-calls` comes back as a component; send it
            again in `training.numbers` to keep the running minimum over steps. A right rollout without calls gets factor 1 when the
            fewest is 0, and sin 0 = 0 when an earlier minimum above 0 is passed in (it cannot occur within one group). Tool
            productivity, the paper's metric, is the number of right rollouts over all calls.
            """,
    };

    /// <summary>cos(m·π / (2m + c)): 1 without calls, falling towards 0.</summary>
    /// <param name="calls">m, calls of the rollout, at least 0.</param>
    /// <param name="smoothing">c, positive.</param>
    public static double SingleFactor(int calls, double smoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(calls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smoothing);
        return calls == 0 ? 1 : Math.Cos(calls * Math.PI / (2 * calls + smoothing));
    }

    /// <summary>sin(f·π / 2n) with f = 2mn / (m + n), 1 at m = n; for n = 0 as <see cref="SingleFactor"/>.</summary>
    /// <param name="calls">m, calls of the rollout, at least 0.</param>
    /// <param name="fewest">n, fewest calls of a right rollout of the prompt, at least 0.</param>
    /// <param name="smoothing">c, positive; counts only for n = 0.</param>
    public static double GroupFactor(int calls, int fewest, double smoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(calls);
        ArgumentOutOfRangeException.ThrowIfNegative(fewest);
        if (fewest == 0) return SingleFactor(calls, smoothing);
        var mapped = 2.0 * calls * fewest / (calls + fewest);
        return Math.Sin(mapped * Math.PI / (2 * fewest));
    }
}
