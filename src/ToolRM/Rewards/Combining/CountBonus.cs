using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Combining;

/// <summary>A bonus for tools that were called seldom so far (ExploRS in arXiv 2503.21949; rewards 3.7).</summary>
public static class CountBonus
{
    /// <summary>Before a tool's name: the component, and the number in <see cref="TrainingState.Numbers"/>, that carries how often it was called from step to step.</summary>
    public const string Visits = "visits/";

    internal static RewardEntry Entry { get; } = new(
        new("count-bonus", "calls of tools that were called seldom so far", RewardNeeds.Tools, 0, double.PositiveInfinity, RewardScope.Training,
            "arXiv 2503.21949 and machine-teaching-group/neurips2022_exploration-guided-reward-shaping: the bonus B; the state is the tool (ours)"),
        [
            RewardOption.Number("lambda", 1, "how slowly the bonus falls; 1 in the released code", minimum: double.Epsilon),
            RewardOption.Number("maximum", 1, "bonus of a tool never called before; 1 in the released code", minimum: double.Epsilon),
        ],
        options =>
        {
            var (lambda, maximum) = (options.Number("lambda"), options.Number("maximum"));
            return RewardFunction.PerGroup(Entry!.Info, rollouts => [.. rollouts.Select(rollout => Score(rollout, rollouts, lambda, maximum))]);
        })
    {
        Notes = """
            The value is the sum over the calls, each call's bonus stands in `steps`. N is `visits/TOOL` of `training.numbers` (0 when it
            is not sent) and the calls of that tool before it in the same rollout. `visits/TOOL` comes back as a component, raised by all calls of the group; send
            it again. Tools that are not offered earn nothing, because invented names would always be new. A bonus for calling has to be gated by being
            right (`ladder`), or it is earned by calling alone.
            """,
    };

    /// <summary>λ / √((λ / B)² + N): B at first, falling like 1 / √N.</summary>
    /// <param name="visits">N, at least 0.</param>
    /// <param name="lambda">λ, positive.</param>
    /// <param name="maximum">B, positive.</param>
    public static double Of(double visits, double lambda = 1, double maximum = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(visits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lambda);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximum);
        return lambda / Math.Sqrt(lambda / maximum * (lambda / maximum) + visits);
    }

    private static Score Score(Rollout rollout, ValueList<Rollout> group, double lambda, double maximum)
    {
        var offered = rollout.Context.Group.Prompt.Tools;
        if (offered.Count == 0 && rollout.Calls().Count > 0) return new Unscored("needs the offered tools");
        var (own, steps, sum, t) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<StepScore>(), 0.0, 0);
        foreach (var turn in rollout.Turns())
        {
            for (var call = 0; call < turn.Calls.Count; call++)
            {
                var name = turn.Calls[call].Name;
                var bonus = 0.0;
                if (rollout.Context.Group.Prompt.Tool(name) is not null)
                {
                    bonus = Of(Math.Max(rollout.Context.Training?.Number(Visits + name) ?? 0, 0) + own.GetValueOrDefault(name), lambda, maximum);
                    own[name] = own.GetValueOrDefault(name) + 1;
                }
                steps.Add(new(t, call, bonus));
                sum += bonus;
            }
            t++;
        }
        var components = own.Keys.Order(StringComparer.Ordinal).Select(name => new ScoreComponent(
            Visits + name, Math.Max(rollout.Context.Training?.Number(Visits + name) ?? 0, 0) + group.Sum(other => other.Calls().Count(call => call.Name == name))));
        return new Scored(sum, ScoreScale.Raw, components.ToValueList(), Steps: steps.ToValueList());
    }
}
