using System.Diagnostics.CodeAnalysis;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>A value that a reward needs, or what is missing.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly record struct Known<T>
{
    private readonly T _value;

    private Known(T value, string? missing) => (_value, WhatIsMissing) = (value, missing);

    /// <summary>What is missing, to stand behind "needs "; null when the value is there.</summary>
    public string? WhatIsMissing { get; }

    /// <summary>A value that is there.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Known<T>(T value) => new(value, null);

    /// <summary>A value that is not there.</summary>
    /// <param name="what">What is missing, to stand behind "needs ".</param>
    public static Known<T> Missing(string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        return new(default!, what);
    }

    /// <summary>The value when it is there, else the score that says what is missing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unscored">The score.</param>
    public bool Is([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Unscored? unscored)
    {
        value = _value;
        unscored = WhatIsMissing is null ? null : new Unscored("needs " + WhatIsMissing);
        return WhatIsMissing is null;
    }
}
