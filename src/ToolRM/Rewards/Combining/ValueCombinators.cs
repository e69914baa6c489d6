using ToolRM.Scoring;

namespace ToolRM.Rewards.Combining;

/// <summary>Rewards whose value is another one's, mapped. Unscored rollouts stay unscored.</summary>
public static class ValueCombinators
{
    /// <summary>The value drawn into a range. Components and steps stay as they were.</summary>
    /// <param name="of">The reward.</param>
    /// <param name="minimum">Least value.</param>
    /// <param name="maximum">Greatest value, not below <paramref name="minimum"/>.</param>
    public static RewardFunction Clip(this RewardFunction of, double minimum, double maximum)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (!(minimum <= maximum)) throw new ArgumentException($"minimum is {minimum} and maximum {maximum}; expected minimum ≤ maximum", nameof(minimum));
        var info = of.Info with { Minimum = Math.Clamp(of.Info.Minimum, minimum, maximum), Maximum = Math.Clamp(of.Info.Maximum, minimum, maximum) };
        return RewardCombinators.Mapped(of, info, scored => scored with { Value = Math.Clamp(scored.Value, minimum, maximum) });
    }

    /// <summary>scale · value + offset. Components and steps stay as they were.</summary>
    /// <param name="of">The reward.</param>
    /// <param name="scale">Factor; finite.</param>
    /// <param name="offset">Added afterwards; finite.</param>
    public static RewardFunction Affine(this RewardFunction of, double scale, double offset = 0)
    {
        ArgumentNullException.ThrowIfNull(of);
        var ends = new[] { RewardCombinators.Times(scale, of.Info.Minimum) + offset, RewardCombinators.Times(scale, of.Info.Maximum) + offset };
        return RewardCombinators.Mapped(of, of.Info with { Minimum = ends.Min(), Maximum = ends.Max() }, scored => RewardCombinators.Finite(scale * scored.Value + offset, scored));
    }

    /// <summary>scale · tanh(value / width): bounded by ±scale, and of slope scale / width at 0.</summary>
    /// <param name="of">The reward.</param>
    /// <param name="scale">Bound of the result; positive.</param>
    /// <param name="width">The value that is mapped to 0.76 of the bound; positive.</param>
    public static RewardFunction Tanh(this RewardFunction of, double scale = 1, double width = 1)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var info = of.Info with { Minimum = scale * Math.Tanh(of.Info.Minimum / width), Maximum = scale * Math.Tanh(of.Info.Maximum / width) };
        return RewardCombinators.Mapped(of, info, scored => scored with { Value = scale * Math.Tanh(scored.Value / width), Scale = ScoreScale.Raw });
    }
}
