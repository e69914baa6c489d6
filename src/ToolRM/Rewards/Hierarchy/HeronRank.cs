using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Hierarchy;

/// <summary>A rollout's share of the comparisons that it wins under a hierarchy of measures. The comparisons are HERON's; using their share as a reward, without a learned model, is ours.</summary>
public static class HeronRank
{
    internal static RewardEntry Entry { get; } = new(
        new("heron-rank", "better than the other rollouts of the prompt by measures in order of importance", RewardNeeds.Correctness, 0, 1, RewardScope.Group,
            "comparisons of arXiv 2309.02632 and abukharin3/HERON; their share of wins as a reward is ours"),
        [
            RewardOption.Texts("factors", ["correct", "-calls"], "the measures, the most important first, with - before those where less is better: correct, calls, length (characters written), or any fact of one number. The default is ours, after rewards 2.4"),
            RewardOption.Numbers("margins", [], "by how much each measure has to differ to decide; missing ones are 0"),
            RewardOption.Number("multiplier", 0, "adds this many sample deviations of the group to every margin: 1 in the released control code (over its buffer), 0 in the robot code", minimum: 0),
            RewardOption.Word("released-margins", "own", ["own", "robot"], "robot: the third and fourth level take the second one's margin, a slip of the released robot code"),
        ],
        options =>
        {
            var (names, margins, multiplier) = (options.Texts("factors"), options.Numbers("margins"), options.Number("multiplier"));
            if (margins.Any(margin => margin < 0) || margins.Count > names.Count)
            {
                throw new DataFormatException($"reward \"heron-rank\": margins: expected at most {names.Count} numbers of 0 or more, one per factor. See docs/rewards.md");
            }
            var factors = names.Select((name, i) => new HeronFactor(name.TrimStart('-', '+'), !name.StartsWith('-'), i < margins.Count ? margins[i] : 0)).ToValueList();
            var variant = options.Word("released-margins") == "robot" ? HeronMargins.ReleasedRobotCode : HeronMargins.Own;
            var info = factors.Any(factor => factor.Name == FactNames.Correct) ? Entry!.Info : Entry!.Info with { Needs = RewardNeeds.None };
            return RewardFunction.PerGroup(info, rollouts => Score(rollouts, factors, multiplier, variant));
        })
    {
        Notes = """
            Wins over decided comparisons with the other rollouts; 0.5 when none was decided, as in a group of one. Rollouts that lack a
            measure are unscored and nobody's opponents. Component `decided` counts a rollout's decided comparisons. With margins the order
            need not be transitive. `Heron.Pairs` gives the pairs themselves, `RankedPairs` turns them into rows of `toolrm/pairs@1`, and `PreferenceLosses.Heron` is the loss.
            """,
    };

    /// <summary>The measures of a rollout, one per level, or the first that is missing.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="factors">The levels; <c>correct</c>, <c>calls</c>, <c>length</c> (characters that the policy wrote) or facts of one number.</param>
    public static Known<double[]> Measures(Rollout rollout, ValueList<HeronFactor> factors)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var measures = new double[factors.Count];
        for (var level = 0; level < measures.Length; level++)
        {
            Known<double> measure = factors[level].Name switch
            {
                FactNames.Correct => Correctness.Of(rollout),
                "calls" => rollout.Calls().Count,
                "length" => rollout.Turns().Sum(turn => turn.Text.Length),
                var fact => rollout.Fact(fact),
            };
            if (!measure.Is(out measures[level], out _)) return Known<double[]>.Missing(measure.WhatIsMissing!);
        }
        return measures;
    }

    private static Score[] Score(ValueList<Rollout> rollouts, ValueList<HeronFactor> factors, double multiplier, HeronMargins variant)
    {
        var scores = new Score[rollouts.Count];
        var (places, rows) = (new List<int>(), new List<double[]>());
        for (var i = 0; i < scores.Length; i++)
        {
            if (Measures(rollouts[i], factors).Is(out var measures, out var unscored))
            {
                places.Add(i);
                rows.Add(measures);
            }
            else
            {
                scores[i] = unscored;
            }
        }
        var spread = Heron.WithDeviationMargins(factors, rows, multiplier);
        var levels = factors.Select((factor, level) => factor with { Margin = factor.Margin + spread[level].Margin }).ToValueList();
        var (wins, decided) = (new int[rows.Count], new int[rows.Count]);
        foreach (var pair in Heron.Pairs(levels, rows, variant))
        {
            wins[pair.Better]++;
            decided[pair.Better]++;
            decided[pair.Worse]++;
        }
        for (var i = 0; i < rows.Count; i++)
        {
            scores[places[i]] = new Scored(decided[i] == 0 ? 0.5 : (double)wins[i] / decided[i], ScoreScale.Raw, [new("decided", decided[i])]);
        }
        return scores;
    }
}
