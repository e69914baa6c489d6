namespace ToolRM.Rewards.Combining;

/// <summary>A condition on a reward's value.</summary>
/// <param name="Of">The reward.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Bound">With what.</param>
public sealed record RewardCondition(RewardFunction Of, Comparison Comparison, double Bound)
{
    /// <summary>Whether the condition holds for a value.</summary>
    /// <param name="value">The value; finite.</param>
    public bool Holds(double value) => Comparison switch
    {
        Comparison.Above => value > Bound,
        Comparison.AtLeast => value >= Bound,
        Comparison.Below => value < Bound,
        Comparison.AtMost => value <= Bound,
        _ => value == Bound,
    };
}

/// <summary>How a value is compared with a bound.</summary>
public enum Comparison
{
    /// <summary>Greater.</summary>
    Above,

    /// <summary>Greater or equal.</summary>
    AtLeast,

    /// <summary>Less.</summary>
    Below,

    /// <summary>Less or equal.</summary>
    AtMost,

    /// <summary>Equal.</summary>
    Equals,
}
