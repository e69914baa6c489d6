using ToolRM.Conversations;
using ToolRM.Rewards.Parts;
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
            RewardOption.Word("fewest-of", "right", ["right", "all"], "whose calls give the fewest: right rollouts alone (the paper), or all (\"times\" mode of threegold116/Tool-Star-OCT)"),
            RewardOption.Texts("priced-tools", [], "tools whose calls count by price, as in threegold116/Tool-Star-OCT; calls of others count 1"),
            RewardOption.Numbers("prices", [], "their prices, in that order, at least 0; the smoothing is multiplied by the greatest"),
        ],
        options =>
        {
            var settings = new OptimalToolCallsSettings(options.Number("smoothing"))
            {
                Scale = options.Number("scale"),
                ComparesGroup = options.Word("form") == "grpo",
                FewestOfAll = options.Word("fewest-of") == "all",
                Prices = Prices(options.Texts("priced-tools"), options.Numbers("prices")),
            };
            var around = Around(CorrectReward.Part(), settings);
            var info = Entry!.Info with { Minimum = Math.Min(0, settings.Scale), Maximum = Math.Max(0, settings.Scale), Scope = around.Info.Scope };
            return new(info, around.ScoreAsync);
        })
    {
        Notes = """
            Multiplicative on purpose: the authors report the added form as unstable. `fewest-calls` comes back as a component; send it
            again in `training.numbers` to keep the running minimum over steps. A right rollout without calls gets factor 1: then the
            fewest is 0. Wrong rollouts get 0 and have the factor 1 as component, as in threegold116/Tool-Star-OCT; in its "times" mode
            (`fewest-of` all) they have their own factor. In code `OptimalToolCalls.Around` multiplies any reward, and there rollouts of 0
            or less keep theirs: a factor below 1 would make many calls cheapen a penalty. The paper's metric is
            `OptimalToolCalls.Productivity`, right rollouts over all calls.

            Example: of three rollouts two are right, with 2 and 4 calls. The fewest is 2, so they get sin(2·π/4) = 1 and, with
            f = 2·4·2/(4 + 2) = 8/3, sin(8/3·π/4) = 0.866.
            """,
    };

    /// <summary>Multiplies a reward by the factor for few calls.</summary>
    /// <param name="of">The reward; above 0 counts as right.</param>
    /// <param name="settings">The settings.</param>
    public static RewardFunction Around(RewardFunction of, OptimalToolCallsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Smoothing, nameof(settings));
        if (settings.Prices.Count > 0 && !settings.Prices.Any(price => price.Value > 0)) throw new ArgumentException("all prices are 0; expected one above 0", nameof(settings));
        var ends = new[] { 0, settings.Scale * of.Info.Minimum, settings.Scale * of.Info.Maximum };
        var info = of.Info with
        {
            Name = "otc",
            Minimum = ends.Min(),
            Maximum = ends.Max(),
            Scope = settings.ComparesGroup ? RewardScope.Training : of.Info.Scope,
        };
        return new(info, async (context, cancellationToken) =>
        {
            var scores = await of.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            return ValueList.Own(Multiplied(context.Rollouts(), scores, settings));
        });
    }

    private static Score[] Multiplied(ValueList<Rollout> rollouts, ValueList<Score> scores, OptimalToolCallsSettings settings)
    {
        double[] costs = [.. rollouts.Select(rollout => Cost(rollout.Calls(), settings.Prices))];
        var smoothing = settings.Smoothing * (settings.Prices.Count == 0 ? 1 : settings.Prices.Max(price => price.Value));
        var fewest = rollouts.Count > 0 ? FewestOfEarlierSteps(rollouts[0].Context) : null;
        for (var i = 0; i < costs.Length; i++)
        {
            if (settings.FewestOfAll ? scores[i] is Scored : scores[i] is Scored { Value: > 0 }) fewest = Math.Min(fewest ?? double.PositiveInfinity, costs[i]);
        }
        return [.. scores.Select((score, i) => score is not Scored scored ? score : new Scored(scored.Value * settings.Scale * Factor(scored.Value, costs[i]), ScoreScale.Raw,
            [new("correct", scored.Value), new("tool", Factor(scored.Value, costs[i])), new("calls", costs[i]), .. settings.ComparesGroup && fewest is { } best ? (ScoreComponent[])[new(FewestCalls, best)] : []]))];

        // Nothing right: no fewest to compare with, and nothing to make smaller.
        double Factor(double value, double calls) =>
            value <= 0 && !settings.FewestOfAll ? 1 : !settings.ComparesGroup ? SingleFactor(calls, smoothing) : fewest is { } least ? GroupFactor(calls, least, smoothing) : 1;
    }

    /// <summary>What the trainer sends again, at least 0; null when it sends nothing.</summary>
    internal static double? FewestOfEarlierSteps(RewardContext context) => context.Training?.Number(FewestCalls) is { } stored ? Math.Max(0, stored) : null;

    /// <summary>cos(m·π / (2m + c)): 1 without calls, falling towards 0.</summary>
    /// <param name="calls">m, calls of the rollout or what they cost, at least 0.</param>
    /// <param name="smoothing">c, positive.</param>
    public static double SingleFactor(double calls, double smoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(calls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smoothing);
        return calls == 0 ? 1 : Math.Cos(calls * Math.PI / (2 * calls + smoothing));
    }

    /// <summary>sin(f·π / 2n) with f = 2mn / (m + n), 1 at m = n and 0 at m = 0; for n = 0 as <see cref="SingleFactor"/>.</summary>
    /// <param name="calls">m, calls of the rollout or what they cost, at least 0.</param>
    /// <param name="fewest">n, fewest calls of a right rollout of the prompt, at least 0.</param>
    /// <param name="smoothing">c, positive; counts only for n = 0.</param>
    public static double GroupFactor(double calls, double fewest, double smoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(calls);
        ArgumentOutOfRangeException.ThrowIfNegative(fewest);
        if (fewest == 0) return SingleFactor(calls, smoothing);
        var mapped = 2 * calls * fewest / (calls + fewest);
        return Math.Sin(mapped * Math.PI / (2 * fewest));
    }

    /// <summary>Σ price · calls; calls of tools without a price count 1.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="prices">Price by tool; empty counts calls.</param>
    public static double Cost(ValueList<ToolCall> calls, ValueList<KeyValuePair<string, double>> prices)
    {
        double cost = 0;
        foreach (var call in calls)
        {
            double price = 1;
            foreach (var (tool, own) in prices)
            {
                if (tool == call.Name) price = own;
            }
            cost += price;
        }
        return cost;
    }

    /// <summary>Tool productivity: right rollouts over all calls; NaN without calls.</summary>
    /// <param name="correct">How right each rollout is, 0 to 1.</param>
    /// <param name="calls">Its calls.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Productivity(ReadOnlySpan<double> correct, ReadOnlySpan<int> calls)
    {
        if (correct.Length != calls.Length) throw new ArgumentException($"correct has {correct.Length} items, calls has {calls.Length}; they must be equal", nameof(calls));
        var (right, all) = (0.0, 0L);
        for (var i = 0; i < correct.Length; i++) (right, all) = (right + correct[i], all + calls[i]);
        return all == 0 ? double.NaN : right / all;
    }

    private static ValueList<KeyValuePair<string, double>> Prices(ValueList<string> tools, ValueList<double> prices)
    {
        if (tools.Count != prices.Count) throw new DataFormatException($"reward \"otc\": priced-tools has {tools.Count} entries and prices {prices.Count}; expected a price for each tool. See docs/rewards.md");
        if (prices.Any(price => price < 0) || prices.Count > 0 && prices.All(price => price == 0)) throw new DataFormatException("reward \"otc\": prices: expected numbers of 0 or more, one of them above 0. See docs/rewards.md");
        return tools.Select((tool, i) => KeyValuePair.Create(tool, prices[i])).ToValueList();
    }
}
