using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>What a scorer says about one candidate: a value, or that it cannot judge. Closed hierarchy.</summary>
/// <remarks>A scorer that failed returns <see cref="Unscored"/>; it never scores 0.</remarks>
public abstract record Score
{
    private protected Score() { }

    /// <summary>A raw value without components.</summary>
    /// <param name="value">Higher is better; finite.</param>
    public static Scored Of(double value) => new(value, ScoreScale.Raw);
}

/// <summary>A value.</summary>
/// <param name="Value">Higher is better; finite.</param>
/// <param name="Scale">What the number means.</param>
/// <param name="Components">Named parts, in a fixed order; empty when the scorer has none.</param>
/// <param name="Explanation">Why, in words for a log; null when the scorer gives none.</param>
/// <param name="Steps">What single turns or calls got, in their order; empty when the scorer gives one number for the whole.</param>
public sealed record Scored(
    double Value, ScoreScale Scale, ValueList<ScoreComponent> Components = default, string? Explanation = null, ValueList<StepScore> Steps = default) : Score
{
    /// <summary>Higher is better; finite.</summary>
    public double Value { get; init; } = double.IsFinite(Value)
        ? Value
        : throw new ArgumentOutOfRangeException(nameof(Value), Value, "a score must be finite; return Unscored instead");
}

/// <summary>The scorer could not judge.</summary>
/// <param name="Reason">Why, with what is missing.</param>
public sealed record Unscored(string Reason) : Score;

/// <summary>A named part of a score.</summary>
/// <param name="Name">The part, in kebab case.</param>
/// <param name="Value">Its value, in the part's own unit.</param>
public readonly record struct ScoreComponent(string Name, double Value);

/// <summary>What one turn, or one call of it, got.</summary>
/// <param name="Turn">Index of the turn, from 0.</param>
/// <param name="Call">Index of the call in its turn, from 0; null when the value is the turn's.</param>
/// <param name="Value">The value; finite.</param>
public readonly record struct StepScore(int Turn, int? Call, double Value);

/// <summary>What a score's number means.</summary>
public enum ScoreScale
{
    /// <summary>Comparable within one group only.</summary>
    Raw,

    /// <summary>Comparable between groups; 0 is the cut between wrong and right.</summary>
    Centred,

    /// <summary>Probability that the candidate is right, 0 to 1.</summary>
    Probability,
}
