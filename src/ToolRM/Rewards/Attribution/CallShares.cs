using ToolRM.Conversations;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Attribution;

/// <summary>What every call of a rollout adds to a reward, as its Shapley value (arXiv 2512.04302; rewards 3.8).</summary>
public static class CallShares
{
    /// <summary>
    /// The reward with one step per call: the call's Shapley value, where a coalition is the rollout with only those calls. The value
    /// stays the reward's own for all calls; component <c>none</c> is that for no call, so that the steps sum to their difference.
    /// </summary>
    /// <param name="of">A reward that looks at rollouts alone.</param>
    /// <param name="orders">Orders drawn when a rollout has more than <see cref="Shapley.MaximumExact"/> calls. Default 200 (ours).</param>
    /// <param name="seed">Seed of the orders.</param>
    /// <remarks>
    /// A coalition keeps the calls' results, the prompt, reference and accepted answers, and the text of a last turn that calls nothing.
    /// It has no other texts, because they hold the left-out calls, and no facts of the rollout, which are about the whole. A rollout
    /// one of whose coalitions cannot be scored is <see cref="Unscored"/>, and so is one of more than <see cref="Shapley.MaximumPlayers"/> calls.
    /// </remarks>
    /// <exception cref="ArgumentException">The reward compares rollouts: a coalition is no rollout of the group.</exception>
    public static RewardFunction PerCall(this RewardFunction of, int orders = 200, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
        if (of.Info.Scope != RewardScope.Rollout) throw new ArgumentException($"\"{of.Info.Name}\" looks at the {of.Info.Scope}; expected a reward that looks at a rollout alone", nameof(of));
        return new(of.Info, async (context, cancellationToken) =>
        {
            var rollouts = context.Rollouts();
            var scores = new Score[rollouts.Count];
            for (var i = 0; i < scores.Length; i++) scores[i] = await ShareAsync(of, rollouts[i], orders, seed, cancellationToken).ConfigureAwait(false);
            return ValueList.Own(scores);
        });
    }

    private static async ValueTask<Score> ShareAsync(RewardFunction of, Rollout rollout, int count, long seed, CancellationToken cancellationToken)
    {
        var players = rollout.Calls().Count;
        if (players > Shapley.MaximumPlayers) return new Unscored($"needs at most {Shapley.MaximumPlayers} calls to share a value among, found {players}");
        var orders = players > Shapley.MaximumExact ? Shapley.Orders(players, count, seed, rollout.Candidate.Id) : null;
        var masks = orders is null ? [.. Enumerable.Range(0, 1 << players).Select(mask => (ulong)mask)] : Prefixes(orders);
        var coalitions = masks.Select((mask, i) => Coalition(rollout, mask, FormattableString.Invariant($"{i}"))).ToArray();
        var context = rollout.Context;
        var scores = await of.ScoreAsync(
            new(
                context.Group with { Candidates = coalitions.Select(one => one.Candidate).ToValueList() }, coalitions.Select(one => one.Trajectory).OfType<Trajectory>().ToValueList(),
                context.Training, context.Facts is { } facts ? facts with { Rollouts = [] } : null),
            cancellationToken).ConfigureAwait(false);
        var values = new double[masks.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (scores[i] is not Scored scored) return RewardCombinators.Within(of, (Unscored)scores[i]);
            values[i] = scored.Value;
        }
        var byMask = masks.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        var shares = orders is null ? Shapley.Exact(values) : Shapley.OverOrders(orders, mask => byMask[mask]);
        var steps = rollout.Turns().SelectMany((turn, t) => Enumerable.Range(0, turn.Calls.Count).Select(call => (Turn: t, Call: call)))
            .Select((place, i) => new StepScore(place.Turn, place.Call, shares[i])).ToValueList();
        return new Scored(byMask[All(players)], ScoreScale.Raw, [new("none", byMask[0])], Steps: steps);
    }

    private static ulong All(int players) => (1UL << players) - 1;

    private static ulong[] Prefixes(int[][] orders)
    {
        var masks = new HashSet<ulong> { 0 };
        foreach (var order in orders)
        {
            var mask = 0UL;
            foreach (var player in order) masks.Add(mask |= 1UL << player);
        }
        return [.. masks.Order()];
    }

    private static (Candidate Candidate, Trajectory? Trajectory) Coalition(Rollout rollout, ulong mask, string id)
    {
        var calls = rollout.Calls().Where((_, i) => (mask & (1UL << i)) != 0).ToValueList();
        var candidate = new Candidate(id, "", calls);
        if (rollout.Trajectory is not { } whole) return (candidate, null);
        var first = 0;
        var turns = whole.Turns.Select((turn, t) =>
        {
            var (start, kept) = (first, new List<int>());
            first += turn.Calls.Count;
            for (var i = 0; i < turn.Calls.Count; i++)
            {
                if ((mask & (1UL << (start + i))) != 0) kept.Add(i);
            }
            var answers = t == whole.Turns.Count - 1 && turn.Calls.Count == 0;
            return new Turn(
                answers ? turn.Text : "", answers ? turn.Spans : [], kept.Select(i => turn.Calls[i]).ToValueList(),
                turn.Results.Count == turn.Calls.Count ? kept.Select(i => turn.Results[i]).ToValueList() : []);
        }).ToValueList();
        return (candidate, whole with { Id = id, Turns = turns });
    }
}
