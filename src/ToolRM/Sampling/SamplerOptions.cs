using System.Globalization;
using Microsoft.Extensions.AI;

namespace ToolRM.Sampling;

/// <summary>How candidates are sampled.</summary>
public sealed record SamplerOptions
{
    /// <summary>Replies per prompt and generator, at least 1. Default 1. Each is a request of its own, with its own seed.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>The run's seed. Every item's own seed follows from it and the item's id.</summary>
    public long Seed { get; init; }

    /// <summary>Whether requests carry their item's seed. Default true; some hosted models refuse the field.</summary>
    public bool SendsSeed { get; init; } = true;

    /// <summary>Temperature, at least 0; null for the server's own.</summary>
    public float? Temperature { get; init; }

    /// <summary>Nucleus, above 0 and at most 1; null for the server's own.</summary>
    public float? TopP { get; init; }

    /// <summary>Most tokens of a reply, at least 1; null for the server's own.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether the model may, must or must not call, with native tools; null says nothing, which servers take for "may".</summary>
    public ChatToolMode? ToolMode { get; init; }

    /// <summary>Whether replies are streamed. Default false. A whole reply is kept either way; servers with short time-outs need it.</summary>
    public bool Streams { get; init; }

    /// <summary>Requests under way at once per generator, at least 1. Default 16 (ours).</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How often an item is asked for before it is left as failed, at least 1. Default 8 (ours).</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>Wait before the second attempt; doubles each time up to <see cref="LongestDelay"/>, less a random part of up to half. Default 1 s (ours).</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait of our own choice. Default a minute (ours).</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait that a server may ask for; a longer one is cut to it. Default ten minutes (ours).</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time for one whole reply before the attempt is given up. Default ten minutes (ours: long reasoning on a busy server).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Items of one generator that fail in a row, after all attempts, before the run stops: the server is gone. Default 16 (ours).</summary>
    public int FailuresInARow { get; init; } = 16;

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        AtLeastOne(Samples, "samples");
        AtLeastOne(Concurrency, "concurrency");
        AtLeastOne(Attempts, "attempts");
        AtLeastOne(FailuresInARow, "failures in a row");
        if (Temperature is { } temperature && !(temperature >= 0 && float.IsFinite(temperature))) problems.Add(Text($"temperature: expected at least 0, found {temperature}"));
        if (TopP is { } topP && !(topP > 0 && topP <= 1)) problems.Add(Text($"top p: expected a number above 0 and at most 1, found {topP}"));
        if (MaxTokens is < 1) problems.Add(Text($"most tokens: expected at least 1, found {MaxTokens}"));
        if (FirstDelay < TimeSpan.Zero || LongestDelay < FirstDelay || LongestRetryAfter < TimeSpan.Zero) problems.Add("delays: expected none below 0, and the first no longer than the longest");
        if (Timeout <= TimeSpan.Zero) problems.Add(Text($"timeout: expected more than 0 s, found {Timeout.TotalSeconds}"));
        return problems.Count == 0 ? null : string.Join("; ", problems);

        void AtLeastOne(int value, string name)
        {
            if (value < 1) problems.Add(Text($"{name}: expected at least 1, found {value}"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
