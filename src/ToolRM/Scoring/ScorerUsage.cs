namespace ToolRM.Scoring;

/// <summary>What asking models cost a scorer since it was made.</summary>
/// <param name="Answers">Answers that were needed.</param>
/// <param name="FromCache">Of them, those that were kept from before and asked of nobody.</param>
/// <param name="Unreadable">Of them, those that were not in the form asked for.</param>
/// <param name="Failed">Questions that no answer came to.</param>
/// <param name="InputTokens">Tokens of prompts that were sent now, as far as servers say.</param>
/// <param name="OutputTokens">Tokens of answers that came now, as far as servers say.</param>
/// <param name="Cost">What they cost; null without a price.</param>
public sealed record ScorerUsage(long Answers, long FromCache = 0, long Unreadable = 0, long Failed = 0, long InputTokens = 0, long OutputTokens = 0, double? Cost = null)
{
    /// <summary>The usage of two scorers together; the cost is that of those which have a price.</summary>
    /// <param name="other">The other.</param>
    public ScorerUsage Plus(ScorerUsage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Answers + other.Answers, FromCache + other.FromCache, Unreadable + other.Unreadable, Failed + other.Failed,
            InputTokens + other.InputTokens, OutputTokens + other.OutputTokens, Cost is null && other.Cost is null ? null : (Cost ?? 0) + (other.Cost ?? 0));
    }
}

/// <summary>A scorer that asks models and counts what that costs.</summary>
public interface IMeteredScorer : IScorer
{
    /// <summary>What it cost so far; null when none of its parts asks models.</summary>
    ScorerUsage? Usage { get; }
}
