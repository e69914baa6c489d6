using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Combining;

/// <summary>Potential-based shaping: a bonus per turn that leaves the best policies what they are (Ng et al. 1999; arXiv 2503.21949).</summary>
public static class Shaping
{
    /// <summary>
    /// Adds γ·Φ(after) − Φ(before) to every turn. Φ after a turn is the value that <paramref name="potential"/> gave the turn; before
    /// the first turn and at the end of the rollout it is 0. The value grows by the sum of the bonuses, which is 0 at γ = 1.
    /// </summary>
    /// <param name="of">The reward; its own steps of turns are kept and added to.</param>
    /// <param name="potential">A reward with one step per turn; without steps the rollout is <see cref="Unscored"/>.</param>
    /// <param name="discount">γ, 0 to 1.</param>
    public static RewardFunction Shaped(this RewardFunction of, RewardFunction potential, double discount)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(potential);
        if (discount is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(discount), discount, "the discount is from 0 to 1");
        var info = of.Info with
        {
            Minimum = double.NegativeInfinity,
            Maximum = double.PositiveInfinity,
            Needs = of.Info.Needs | potential.Info.Needs,
            Scope = (RewardScope)Math.Max((int)of.Info.Scope, (int)potential.Info.Scope),
        };
        return new(info, async (context, cancellationToken) =>
        {
            var own = await of.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            var potentials = await potential.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            return own.Select((score, i) => score is Scored scored ? Shape(scored, potential, potentials[i], discount) : score).ToValueList();
        });
    }

    /// <summary>The bonuses: γ·Φ(t) − Φ(t − 1) with Φ 0 before the first and after the last.</summary>
    /// <param name="potentials">Φ after each turn.</param>
    /// <param name="discount">γ.</param>
    public static double[] Bonuses(ReadOnlySpan<double> potentials, double discount)
    {
        var bonuses = new double[potentials.Length];
        for (var t = 0; t < bonuses.Length; t++)
        {
            bonuses[t] = (t == bonuses.Length - 1 ? 0 : discount * potentials[t]) - (t == 0 ? 0 : potentials[t - 1]);
        }
        return bonuses;
    }

    private static Score Shape(Scored own, RewardFunction potential, Score potentials, double discount)
    {
        if (potentials is not Scored scored) return RewardCombinators.Within(potential, (Unscored)potentials);
        var turns = scored.Steps.Where(step => step.Call is null).OrderBy(step => step.Turn).ToArray();
        if (turns.Length == 0) return new Unscored($"{potential.Info.Name}: gave no value per turn");
        var bonuses = Bonuses(turns.Select(turn => turn.Value).ToArray(), discount);
        var steps = turns.Select((turn, i) => new StepScore(turn.Turn, null, bonuses[i] + own.Steps.Where(step => step.Call is null && step.Turn == turn.Turn).Sum(step => step.Value)));
        return own with { Value = own.Value + bonuses.Sum(), Steps = [.. steps] };
    }
}
