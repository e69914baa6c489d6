using System.Globalization;
using ToolRM.Rewards.Answers;

namespace ToolRM.Rewards.Confidence;

/// <summary>The confidence that a policy states with its answer.</summary>
public static class StatedConfidence
{
    internal static RewardOption From { get; } = RewardOption.Word(
        "from", "fact", ["fact", "text"], "fact: the fact `confidence`; text: the last number in confidence tags of the last turn, where none means that the policy stated none");

    /// <summary>The confidence, 0 to 1; null when the policy stated none, or none from 0 to 1.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="fromText">Whether to read the text; else the fact <c>confidence</c> is needed.</param>
    public static Known<double?> Of(Rollout rollout, bool fromText)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (fromText) return InText(rollout.LastText());
        var fact = rollout.Fact(FactNames.Confidence);
        return fact.Is(out var value, out _) ? Valid(value) : Known<double?>.Missing(fact.WhatIsMissing!);
    }

    /// <summary>The last number in confidence tags, such as 0.8 or 80%, 0 to 1; null when there is none in that range.</summary>
    /// <param name="text">The text.</param>
    public static double? InText(string text)
    {
        if (FinalAnswer.Tagged(text, "confidence")?.Trim() is not { } stated) return null;
        var isPercent = stated.EndsWith('%');
        return double.TryParse(isPercent ? stated[..^1] : stated, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Valid(isPercent ? value / 100 : value) : null;
    }

    private static double? Valid(double value) => value is >= 0 and <= 1 ? value : null;
}
