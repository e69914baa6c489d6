using ToolRM.Conversations;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Rewards.Hierarchy;

/// <summary>One level of a hierarchy of measures.</summary>
/// <param name="Name">The measure.</param>
/// <param name="HigherIsBetter">Whether more of it is better.</param>
/// <param name="Margin">By how much it has to differ for the level to decide; at least 0.</param>
public sealed record HeronFactor(string Name, bool HigherIsBetter = true, double Margin = 0);

/// <summary>What comparing two rollouts gave.</summary>
/// <param name="Order">+1 when the first is better, −1 when the second is, 0 when no level decided.</param>
/// <param name="Level">The level that decided, from 0; −1 when none did.</param>
public readonly record struct HeronOutcome(int Order, int Level);

/// <summary>A decided pair.</summary>
/// <param name="Better">Position of the better one.</param>
/// <param name="Worse">Position of the worse one.</param>
/// <param name="Level">The level that decided, from 0.</param>
public readonly record struct HeronPair(int Better, int Worse, int Level);

/// <summary>Which margins count.</summary>
public enum HeronMargins
{
    /// <summary>Each level's own.</summary>
    Own,

    /// <summary>The third and fourth level take the second one's: a slip of the released robot code.</summary>
    ReleasedRobotCode,
}

/// <summary>HERON: measures in order of importance as a decision tree that orders pairs of rollouts (arXiv 2309.02632; abukharin3/HERON; rewards 2.4).</summary>
public static class Heron
{
    /// <summary>
    /// The first level at which one side is better by more than the margin decides. Swapping the sides turns the outcome; it is not
    /// transitive when margins are above 0.
    /// </summary>
    /// <param name="factors">The levels, the most important first.</param>
    /// <param name="first">Measures of the first rollout, one per level.</param>
    /// <param name="second">Measures of the second.</param>
    /// <param name="margins">Which margins count.</param>
    /// <exception cref="ArgumentException">The numbers of measures and levels differ.</exception>
    public static HeronOutcome Compare(ValueList<HeronFactor> factors, ReadOnlySpan<double> first, ReadOnlySpan<double> second, HeronMargins margins = HeronMargins.Own)
    {
        if (first.Length != factors.Count || second.Length != factors.Count) throw new ArgumentException($"first has {first.Length} measures and second {second.Length}; expected {factors.Count}, one per level", nameof(first));
        for (var level = 0; level < factors.Count; level++)
        {
            var margin = margins == HeronMargins.ReleasedRobotCode && level is 2 or 3 ? factors[1].Margin : factors[level].Margin;
            var (x, y) = factors[level].HigherIsBetter ? (first[level], second[level]) : (-first[level], -second[level]);
            if (x > y + margin) return new(1, level);
            if (y > x + margin) return new(-1, level);
        }
        return new(0, -1);
    }

    /// <summary>The levels with multiplier · deviation over a buffer as margin (n − 1); a buffer of fewer than two gives 0.</summary>
    /// <param name="factors">The levels; their margins are replaced.</param>
    /// <param name="buffer">Measures of the rollouts to take the deviation over: the whole buffer in the released control code, the batch in the robot code.</param>
    /// <param name="multipliers">One per level, or one for all: 1 in the control code, 0 in the robot code.</param>
    public static ValueList<HeronFactor> WithDeviationMargins(ValueList<HeronFactor> factors, IReadOnlyList<double[]> buffer, params ReadOnlySpan<double> multipliers)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (multipliers.Length != 1 && multipliers.Length != factors.Count) throw new ArgumentException($"multipliers has {multipliers.Length} numbers; expected 1 or {factors.Count}", nameof(multipliers));
        var with = new HeronFactor[factors.Count];
        for (var level = 0; level < with.Length; level++)
        {
            double[] measures = [.. buffer.Select(row => row[level])];
            with[level] = factors[level] with { Margin = measures.Length < 2 ? 0 : multipliers[multipliers.Length == 1 ? 0 : level] * Dispersion.Deviation(measures, ddof: 1) };
        }
        return ValueList.Own(with);
    }

    /// <summary>All pairs of rollouts that a level decides, by position; undecided ones are left out.</summary>
    /// <param name="factors">The levels.</param>
    /// <param name="rollouts">Measures of each rollout, one per level.</param>
    /// <param name="margins">Which margins count.</param>
    public static ValueList<HeronPair> Pairs(ValueList<HeronFactor> factors, IReadOnlyList<double[]> rollouts, HeronMargins margins = HeronMargins.Own)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        var pairs = new List<HeronPair>();
        for (var i = 0; i < rollouts.Count; i++)
        {
            for (var j = i + 1; j < rollouts.Count; j++)
            {
                var outcome = Compare(factors, rollouts[i], rollouts[j], margins);
                if (outcome.Order != 0) pairs.Add(outcome.Order > 0 ? new(i, j, outcome.Level) : new(j, i, outcome.Level));
            }
        }
        return pairs.ToValueList();
    }

    /// <summary>
    /// What the released code compares with: measures weighted by αˡ / Σ αˡ, l from 0, those where less is better taken negative.
    /// </summary>
    /// <param name="factors">The levels.</param>
    /// <param name="measures">One per level.</param>
    /// <param name="alpha">α, above 0.</param>
    public static double FixedWeights(ValueList<HeronFactor> factors, ReadOnlySpan<double> measures, double alpha)
    {
        if (measures.Length != factors.Count) throw new ArgumentException($"measures has {measures.Length} numbers; expected {factors.Count}, one per level", nameof(measures));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        var (sum, total, power) = (0.0, 0.0, 1.0);
        for (var level = 0; level < measures.Length; level++, power *= alpha)
        {
            sum += power * (factors[level].HigherIsBetter ? measures[level] : -measures[level]);
            total += power;
        }
        return measures.Length == 0 ? 0 : sum / total;
    }
}
