using System.Globalization;

namespace ToolRM.Sampling;

/// <summary>How requests to a server are bounded and made again: of remote scorers and judges. What it says never changes a score.</summary>
public sealed record RequestPolicy
{
    /// <summary>Requests under way at once, at least 1. Default 8 (ours).</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How often a request is made before it has failed, at least 1. Default 5 (ours, as OpenRLHF's client).</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second attempt; doubles each time up to <see cref="LongestDelay"/>, less a random part of up to half. Default 1 s (ours).</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait of our own choice. Default 30 s (verl's).</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait that a server may ask for; a longer one is cut to it. Default ten minutes (ours).</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time for one whole answer before the attempt is given up. Default three minutes (OpenRLHF's client).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Requests that fail in a row, after all attempts and for want of an answer, before all ends with an error: the server is gone. Default 16 (ours).</summary>
    public int FailuresInARow { get; init; } = 16;

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        AtLeastOne(Concurrency, "concurrency");
        AtLeastOne(Attempts, "attempts");
        AtLeastOne(FailuresInARow, "failures in a row");
        if (FirstDelay < TimeSpan.Zero || LongestDelay < FirstDelay || LongestRetryAfter < TimeSpan.Zero) problems.Add("delays: expected none below 0, and the first no longer than the longest");
        if (Timeout <= TimeSpan.Zero) problems.Add("timeout: expected more than 0 s");
        return problems.Count == 0 ? null : string.Join("; ", problems);

        void AtLeastOne(int value, string name)
        {
            if (value < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: expected at least 1, found {value}"));
        }
    }
}
