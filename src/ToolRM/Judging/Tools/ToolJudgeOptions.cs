namespace ToolRM.Judging.Tools;

/// <summary>How a <see cref="ToolJudge"/> works.</summary>
public sealed record ToolJudgeOptions
{
    /// <summary>Most requests to the model per reply, the one with the verdict among them. Default 6 (ours).</summary>
    public int MaximumTurns { get; init; } = 6;

    /// <summary>Most tool calls per reply. Default 16 (ours).</summary>
    public int MaximumCalls { get; init; } = 16;

    /// <summary>Longest tool result that the model is shown, in characters; the rest is cut. Default 8,000 (ours).</summary>
    public int MaximumResult { get; init; } = 8_000;

    /// <summary>The greatest number of points; the least is 1. Default 10 (ours): the paper's score is that of a trained head.</summary>
    public int Points { get; init; } = 10;

    /// <summary>What the judge is told, with a place <c>{{reply}}</c>; null for <see cref="JudgePrompt.WithTools"/>.</summary>
    public JudgePrompt? Prompt { get; init; }

    /// <summary>Sampling temperature; null leaves it to the server. Default 0 (ours).</summary>
    public float? Temperature { get; init; } = 0;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumTurns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumCalls);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumResult, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Points, 2);
        if (Prompt is { } prompt && !prompt.Has("reply")) throw new ArgumentException($"prompt: \"{prompt.Name}\" has no {{{{reply}}}}");
    }
}
