using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Steps;

/// <summary>Rewards over the fact <c>step-scores</c>: the shapings of <see cref="StepShaping"/>, and one number out of them (<see cref="StepAggregation"/>).</summary>
public static class StepRewards
{
    private const string Source = "arXiv 2410.15115, section 4 (no released code of its own)";

    private const string Placing = """
        The value is the sum over the steps; add it to the reward for success with the weight alpha of the paper (`sum`). Each step's
        reward stands in `steps`: at the turns when there are as many scores as turns, else at the calls when as many as calls, else it
        comes as components `step-1`, `step-2` and so on. An empty list of scores sums to 0.
        """;

    private static readonly RewardOption Threshold = RewardOption.Number(
        "threshold", null, "eta: step scores from it on earn nothing. The paper chooses it so that most steps get 0 and gives no number");

    internal static RewardEntry Clip { get; } = Shaped(
        new("step-clip", "no step scored below the threshold", RewardNeeds.StepScores, double.NegativeInfinity, 0, Source: Source), [Threshold],
        options => scores => StepShaping.Clip(scores, options.Number("threshold")),
        "min(p − threshold, 0) for every step, the last one too. " + Placing);

    internal static RewardEntry Delta { get; } = Shaped(
        new("step-delta", "the first step scored high, whatever followed", RewardNeeds.StepScores, double.NegativeInfinity, double.PositiveInfinity, Source: Source), [],
        _ => scores => StepShaping.Delta(scores),
        "p(k) − p(k + 1), p at the last step but one, 0 at the last; of one step 0. The sum is therefore the first step's score, and from any step on that step's. " + Placing);

    internal static RewardEntry ClipDelta { get; } = Shaped(
        new("step-clip-delta", "the first step was not scored below the threshold", RewardNeeds.StepScores, double.NegativeInfinity, 0, Source: Source), [Threshold],
        options => scores => StepShaping.ClipDelta(scores, options.Number("threshold")),
        "`step-delta` over `step-clip`; the best of the three in the paper. " + Placing);

    internal static RewardEntry Aggregate { get; } = new(
        new("step-aggregate", "the steps are likely right, taken together", RewardNeeds.StepScores, 0, double.PositiveInfinity, Source: "arXiv 2410.01729 and kimsh0507/RewardMATH_official"),
        [RewardOption.Word("by", null, [.. StepAggregation.Names], "how one number is made of the steps; which one fits differs by model, so that it has to be said")],
        options =>
        {
            var aggregation = StepAggregation.Require(options.Word("by"));
            var info = Aggregate!.Info with { Maximum = aggregation == StepAggregate.MeanOdds ? double.PositiveInfinity : 1 };
            return RewardFunction.PerRollout(info, rollout =>
            {
                if (!Scores(rollout).Is(out var scores, out var unscored)) return unscored;
                foreach (var score in scores)
                {
                    if (score is not (>= 0 and <= 1)) return new Unscored($"needs step scores from 0 to 1, found {ArgumentValue.Of(score)}");
                }
                return new Scored(StepAggregation.Of(scores.AsSpan(), aggregation), ScoreScale.Raw);
            });
        })
    {
        Notes = "Step scores are probabilities; others are refused as unscored. Logits and odds draw them into [1e-9, 1 − 1e-9] (ours; the code has no bound). No steps give 0.5, as in the released code.",
    };

    private static RewardEntry Shaped(RewardInfo info, ValueList<RewardOption> known, Func<RewardOptions, Func<double[], double[]>> shape, string notes) => new(
        info, known,
        options =>
        {
            var shaping = shape(options);
            return RewardFunction.PerRollout(info, rollout =>
            {
                if (!Scores(rollout).Is(out var scores, out var unscored)) return unscored;
                var rewards = shaping([.. scores]);
                var steps = Placed(rollout, rewards);
                return new Scored(
                    rewards.Sum(), ScoreScale.Raw, steps is null ? rewards.Select((reward, k) => new ScoreComponent(FormattableString.Invariant($"step-{k + 1}"), reward)).ToValueList() : [],
                    Steps: steps ?? []);
            });
        })
    { Notes = notes };

    private static Known<ValueList<double>> Scores(Rollout rollout) => rollout.Facts?.Of(FactNames.StepScores) is { } scores
        ? scores
        : Known<ValueList<double>>.Missing($"the fact \"{FactNames.StepScores}\" of the rollout");

    private static ValueList<StepScore>? Placed(Rollout rollout, double[] rewards)
    {
        var turns = rollout.Turns();
        if (turns.Count == rewards.Length) return rewards.Select((reward, k) => new StepScore(k, null, reward)).ToValueList();
        var calls = turns.SelectMany((turn, t) => Enumerable.Range(0, turn.Calls.Count).Select(call => (Turn: t, Call: call))).ToArray();
        return calls.Length == rewards.Length ? rewards.Select((reward, k) => new StepScore(calls[k].Turn, calls[k].Call, reward)).ToValueList() : null;
    }
}
