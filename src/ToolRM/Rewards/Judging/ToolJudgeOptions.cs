namespace ToolRM.Rewards.Judging;

/// <summary>How a <see cref="ToolJudge"/> works.</summary>
public sealed record ToolJudgeOptions
{
    /// <summary>Most requests to the model per reply, the one with the verdict among them. Default 6 (ours).</summary>
    public int MaximumTurns { get; init; } = 6;

    /// <summary>Most tool calls per reply. Default 16 (ours).</summary>
    public int MaximumCalls { get; init; } = 16;

    /// <summary>Longest tool result that the model is shown, in characters; the rest is cut. Default 8,000 (ours).</summary>
    public int MaximumResult { get; init; } = 8_000;

    /// <summary>The greatest number of points. Default 10 (ours): the paper's score is that of a trained head.</summary>
    public int Points { get; init; } = 10;

    /// <summary>What the judge is told before it sees anything; null for the library's words.</summary>
    public string? Instructions { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumTurns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumCalls);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumResult, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Points, 1);
    }
}
