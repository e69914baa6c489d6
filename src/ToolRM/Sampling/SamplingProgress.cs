namespace ToolRM.Sampling;

/// <summary>How far a run is.</summary>
/// <param name="Total">Items of the whole run; null when the number of prompts is not known.</param>
/// <param name="Earlier">Items whose replies were there before.</param>
/// <param name="Replies">Replies received now.</param>
/// <param name="Failed">Items that failed now.</param>
/// <param name="Retries">Requests that were made again.</param>
/// <param name="InputTokens">Tokens of prompts, as far as servers say.</param>
/// <param name="OutputTokens">Tokens of replies, as far as servers say.</param>
/// <param name="Cost">What the replies of now cost, of generators with a price; null when none has one.</param>
/// <param name="Elapsed">Time since the start.</param>
public sealed record SamplingProgress(
    long? Total, long Earlier, long Replies, long Failed, long Retries, long InputTokens, long OutputTokens, double? Cost, TimeSpan Elapsed)
{
    /// <summary>Why the last request was made again, as the server or the connection said; null when none was.</summary>
    public string? LastRetry { get; init; }

    /// <summary>Items that are settled: replies of now and before, and failures.</summary>
    public long Settled => Earlier + Replies + Failed;

    /// <summary>Tokens of replies per second; 0 before the first.</summary>
    public double TokensPerSecond => Elapsed > TimeSpan.Zero ? OutputTokens / Elapsed.TotalSeconds : 0;

    /// <summary>Time that is left at the pace so far; null before the first item is settled, or when the total is not known.</summary>
    public TimeSpan? Remaining => Total is { } total && Replies + Failed > 0
        ? Elapsed * ((double)Math.Max(0, total - Settled) / (Replies + Failed))
        : null;
}
