using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Server.Http;
using ToolRM.Server.Serving;

namespace ToolRM.Server;

/// <summary>What is served, and how much of it at once. Checked when a server is made.</summary>
public sealed record ScoringServerOptions
{
    /// <summary>The scorers by name; the first answers requests that name none. At least one, names are unique.</summary>
    public required ValueList<ServedScorer> Scorers { get; init; }

    /// <summary>
    /// The number that stands for <see cref="Scoring.Unscored"/> in the dialects that cannot say it; null refuses such requests with
    /// status 422. Finite. <c>/v1/rewards</c> says it and is not concerned.
    /// </summary>
    public double? UnscoredValue { get; init; }

    /// <summary>The key that requests must carry as <c>Authorization: Bearer KEY</c>; null asks for none. <c>/health</c> and <c>/ready</c> never do.</summary>
    public ApiKey? ApiKey { get; init; }

    /// <summary>The wire format of replies; <c>auto</c> detects it (docs/wire-formats.md).</summary>
    public string ReplyFormat { get; init; } = "auto";

    /// <summary>Largest request body in bytes; a larger one gets status 413. Default 8 MiB (ours).</summary>
    public int MaximumBodyBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of all bodies that are being answered; beyond it requests get status 429. Default 64 MiB (ours): a body read as JSON can take 20 times its size.</summary>
    public long MaximumBodyBytesAtOnce { get; init; } = 64 << 20;

    /// <summary>Most replies of one request; more get status 413. Default 1,024 (ours).</summary>
    public int MaximumCandidates { get; init; } = 1024;

    /// <summary>Deepest nesting of a body; deeper gets status 400. Default 128 (ours), at most <see cref="JsonParse.MaximumDepth"/>.</summary>
    public int MaximumDepth { get; init; } = 128;

    /// <summary>Most requests that are being answered; beyond it requests get status 429 before their body is read. Default 1,024 (ours).</summary>
    public int MaximumRequestsAtOnce { get; init; } = 1024;

    /// <summary>Most replies that wait for one scorer or are in its hands; beyond it requests get status 429. Default 16,384 (ours).</summary>
    public int QueueCandidates { get; init; } = 16 * 1024;

    /// <summary>Replies that a scorer gets in one go at most, over all waiting requests; a larger single request goes alone. Default 512 (ours).</summary>
    public int BatchCandidates { get; init; } = 512;

    /// <summary>How long a batch that is not full waits for more. Default zero: take what is there, which suits scorers without a cost per batch.</summary>
    public TimeSpan BatchDelay { get; init; }

    /// <summary>Batches of one scorer that run at once. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Longest time from a read body to its scores; then status 503. Default 60 s (ours).</summary>
    public TimeSpan ScoreTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What a refused client is told to wait (<c>Retry-After</c>), in whole seconds. Default 1.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>How long the server goes on as before, only with <c>/ready</c> saying 503, once it was told to stop. Default zero.</summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>How long requests under way may take after that. Default 30 s, as ASP.NET Core.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether logs may hold what users sent. Default no.</summary>
    public bool LogContent { get; init; }

    internal ScoringServerOptions Checked()
    {
        var problems = new List<string>();
        if (Scorers.Count == 0) problems.Add("Scorers is empty");
        if (Scorers.Select(scorer => scorer.Name).Distinct(StringComparer.Ordinal).Count() < Scorers.Count) problems.Add("two Scorers have one name");
        if (UnscoredValue is { } value && !double.IsFinite(value)) problems.Add("UnscoredValue is not finite");
        if (ReplyFormats.Find(ReplyFormat) is null) problems.Add($"ReplyFormat: there is no format \"{ReplyFormat}\"");
        AtLeastOne(nameof(MaximumBodyBytes), MaximumBodyBytes);
        AtLeastOne(nameof(MaximumCandidates), MaximumCandidates);
        AtLeastOne(nameof(MaximumDepth), MaximumDepth);
        AtLeastOne(nameof(MaximumRequestsAtOnce), MaximumRequestsAtOnce);
        AtLeastOne(nameof(BatchCandidates), BatchCandidates);
        AtLeastOne(nameof(Workers), Workers);
        AtLeastOne(nameof(RetryAfterSeconds), RetryAfterSeconds);
        if (MaximumDepth > JsonParse.MaximumDepth) problems.Add($"MaximumDepth is {MaximumDepth}, the reader ends at {JsonParse.MaximumDepth}");
        if (MaximumBodyBytesAtOnce < MaximumBodyBytes) problems.Add($"MaximumBodyBytesAtOnce is {MaximumBodyBytesAtOnce}, less than one body of {MaximumBodyBytes}");
        if (QueueCandidates < MaximumCandidates) problems.Add($"QueueCandidates is {QueueCandidates}, less than one request of {MaximumCandidates}");
        if (BatchDelay < TimeSpan.Zero || DrainDelay < TimeSpan.Zero || DrainTimeout < TimeSpan.Zero) problems.Add("a time is negative");
        if (ScoreTimeout <= TimeSpan.Zero) problems.Add("ScoreTimeout is not positive");
        return problems.Count == 0 ? this : throw new ArgumentException($"{nameof(ScoringServerOptions)}: {string.Join("; ", problems)}.");

        void AtLeastOne(string name, long number)
        {
            if (number < 1) problems.Add($"{name} is {number}, expected 1 or more");
        }
    }
}
