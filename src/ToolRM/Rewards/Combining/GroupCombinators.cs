using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Rewards.Combining;

/// <summary>Rewards that place a rollout among those of its prompt. Unscored rollouts stay unscored and do not count; a group without a score is unchanged.</summary>
public static class GroupCombinators
{
    /// <summary>(x − least) / (greatest − least), 0 to 1; all equal, as in a group of one, give <paramref name="whenEqual"/>.</summary>
    /// <param name="of">The reward.</param>
    /// <param name="whenEqual">The value when there is no spread. Default 0, as in arXiv 2511.21689.</param>
    public static RewardFunction MinMax(this RewardFunction of, double whenEqual = 0) => OverGroup(of, Math.Min(0, whenEqual), Math.Max(1, whenEqual), values =>
    {
        var (least, greatest) = (values.Min(), values.Max());
        return greatest == least ? [.. values.Select(_ => whenEqual)] : [.. values.Select(value => (value - least) / (greatest - least))];
    });

    /// <summary>Place from 0 (the lowest) to 1 (the highest): (rank − 1) / (n − 1), ties share the mean rank; a group of one gets 0.5.</summary>
    /// <param name="of">The reward.</param>
    public static RewardFunction Rank(this RewardFunction of) => OverGroup(of, 0, 1, Ranks);

    /// <summary>(x − mean) / (deviation + ε), as group advantages are (arXiv 2402.03300).</summary>
    /// <param name="of">The reward.</param>
    /// <param name="deviation">Whether the deviation is that of a sample (n − 1, as torch and so verl) or of a population (n).</param>
    /// <param name="epsilon">ε, at least 0. Default 1e-6 (verl; TRL takes 1e-4). With 0 a group without spread gives 0.</param>
    /// <param name="single">What a group of one gives. Default: its raw value less 0 over 1 + ε, as in verl; TRL gives 0.</param>
    public static RewardFunction Normalise(this RewardFunction of, Deviation deviation = Deviation.Sample, double epsilon = 1e-6, SingleRollout single = SingleRollout.Raw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        return OverGroup(of, double.NegativeInfinity, double.PositiveInfinity, values => Normalised(values, deviation, epsilon, single));
    }

    /// <summary>The numbers of <see cref="Normalise"/>; no values give none.</summary>
    internal static double[] Normalised(double[] values, Deviation deviation, double epsilon, SingleRollout single)
    {
        if (values.Length == 0) return [];
        if (values.Length == 1) return [single == SingleRollout.Raw ? values[0] / (1 + epsilon) : 0];
        // Of equal numbers the mean may be off by a rounding, which is no difference.
        if (values.Min() == values.Max()) return new double[values.Length];
        var (mean, spread) = (Dispersion.Mean(values), Dispersion.Deviation(values, deviation == Deviation.Sample ? 1 : 0) + epsilon);
        return [.. values.Select(value => (value - mean) / spread)];
    }

    private static double[] Ranks(double[] values)
    {
        var ranks = (double[])values.Clone();
        GroupScaling.Rank(ranks);
        return ranks;
    }

    private static RewardFunction OverGroup(RewardFunction of, double minimum, double maximum, Func<double[], double[]> map)
    {
        ArgumentNullException.ThrowIfNull(of);
        var scope = (RewardScope)Math.Max((int)of.Info.Scope, (int)RewardScope.Group);
        return new(of.Info with { Minimum = minimum, Maximum = maximum, Scope = scope }, async (context, cancellationToken) =>
        {
            var scores = await of.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            double[] values = [.. scores.OfType<Scored>().Select(scored => scored.Value)];
            if (values.Length == 0) return scores;
            var (mapped, next) = (map(values), 0);
            return scores.Select(score => score is Scored scored ? scored with { Value = mapped[next++], Scale = ScoreScale.Raw } : score).ToValueList();
        });
    }
}

/// <summary>Which deviation.</summary>
public enum Deviation
{
    /// <summary>Over n − 1.</summary>
    Sample,

    /// <summary>Over n.</summary>
    Population,
}

/// <summary>What a group of one gives when it is normalised.</summary>
public enum SingleRollout
{
    /// <summary>Its raw value: mean 0 and deviation 1 are taken.</summary>
    Raw,

    /// <summary>0.</summary>
    Zero,
}
