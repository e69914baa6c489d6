using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Hierarchy;
using ToolRM.Scoring;

namespace ToolRM.Preferences.Building;

/// <summary>Pairs of a better and a worse rollout of one prompt, from rewards instead of verdicts, as rows of <c>toolrm/pairs@1</c>.</summary>
/// <remarks>
/// A row holds one reply on each side, so only groups whose rollouts are one turn can be written; pairs that make the same calls are left
/// out, because readers refuse them. The better reply need not be right: the error label names what decided, not a mistake.
/// </remarks>
public static class RankedPairs
{
    /// <summary>The pairs that HERON's levels decide (arXiv 2309.02632). Rollouts that lack a measure are left out.</summary>
    /// <param name="context">The group, without trajectories.</param>
    /// <param name="factors">The levels, the most important first.</param>
    /// <param name="margins">Which margins count.</param>
    /// <exception cref="ArgumentException">The group has trajectories.</exception>
    public static ValueList<PreferencePair> ByHierarchy(RewardContext context, ValueList<HeronFactor> factors, HeronMargins margins = HeronMargins.Own)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (places, rows) = (new List<int>(), new List<double[]>());
        var rollouts = context.Rollouts();
        for (var i = 0; i < rollouts.Count; i++)
        {
            if (!HeronRank.Measures(rollouts[i], factors).Is(out var measures, out _)) continue;
            places.Add(i);
            rows.Add(measures);
        }
        return Make(context, Heron.Pairs(factors, rows, margins).Select(pair => (places[pair.Better], places[pair.Worse], "heron:" + factors[pair.Level].Name)));
    }

    /// <summary>All pairs whose rewards differ by more than a margin; unscored rollouts are left out.</summary>
    /// <param name="context">The group, without trajectories.</param>
    /// <param name="name">The reward's name.</param>
    /// <param name="scores">One per candidate, in order.</param>
    /// <param name="margin">By how much they have to differ, at least 0.</param>
    /// <exception cref="ArgumentException">The group has trajectories, or there are more or fewer scores than candidates.</exception>
    public static ValueList<PreferencePair> ByReward(RewardContext context, string name, ValueList<Score> scores, double margin = 0)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        if (scores.Count != context.Group.Candidates.Count) throw new ArgumentException($"scores has {scores.Count} items, the group has {context.Group.Candidates.Count} candidates; they must be equal", nameof(scores));
        var pairs = new List<(int, int, string)>();
        for (var i = 0; i < scores.Count; i++)
        {
            for (var j = i + 1; j < scores.Count; j++)
            {
                if (scores[i] is not Scored first || scores[j] is not Scored second || !(Math.Abs(first.Value - second.Value) > margin)) continue;
                pairs.Add(first.Value > second.Value ? (i, j, name) : (j, i, name));
            }
        }
        return Make(context, pairs);
    }

    private static ValueList<PreferencePair> Make(RewardContext context, IEnumerable<(int Better, int Worse, string Label)> pairs)
    {
        if (context.Trajectories.Count > 0) throw new ArgumentException($"the group \"{context.Group.Id}\" has trajectories; a pair holds one reply on each side", nameof(context));
        var group = context.Group;
        return pairs.Where(pair => CallKey.Of(group.Candidates[pair.Better].Calls) != CallKey.Of(group.Candidates[pair.Worse].Calls)).Select((pair, i) =>
        {
            var (better, worse) = (group.Candidates[pair.Better], group.Candidates[pair.Worse]);
            return new PreferencePair(string.Create(CultureInfo.InvariantCulture, $"{group.Id}#{i}"), group.Id, PairJson.UserText(group.Prompt), group.Prompt, better.Calls, worse.Calls, pair.Label)
            {
                ChosenText = better.Text,
                RejectedText = worse.Text,
                Generator = worse.Source,
                Reference = group.Reference,
            };
        }).ToValueList();
    }
}
