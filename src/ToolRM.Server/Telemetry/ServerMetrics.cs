using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Server.Telemetry;

/// <summary>
/// What happens in the server, as instruments of the meter <c>ToolRM.Server</c> (for OTLP and dotnet-counters) and as own sums
/// (for <c>/metrics</c>). Names of paths and scorers are ours, so the number of series is bounded.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string Name = "ToolRM.Server";

    public static ActivitySource Activities { get; } = new(Name);

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _candidates;
    private readonly Histogram<double> _seconds;
    private readonly Histogram<int> _batchCandidates;

    public ServerMetrics()
    {
        _requests = _meter.CreateCounter<long>("toolrm.server.requests", "{request}", "Requests answered");
        _candidates = _meter.CreateCounter<long>("toolrm.server.candidates", "{candidate}", "Candidates scored or found unscored");
        _seconds = _meter.CreateHistogram<double>("toolrm.server.request.duration", "s", "From the request's head to its answer");
        _batchCandidates = _meter.CreateHistogram<int>("toolrm.server.batch.candidates", "{candidate}", "Candidates in one call of a scorer");
    }

    public ConcurrentDictionary<(string Path, int Status), Sum> Requests { get; } = new();

    public ConcurrentDictionary<(string Scorer, string Outcome), Sum> Candidates { get; } = new();

    /// <summary>Seconds by path; bounds as users of OpenTelemetry's HTTP metrics know them.</summary>
    public ConcurrentDictionary<string, Distribution> Seconds { get; } = new();

    public ConcurrentDictionary<string, Distribution> BatchCandidates { get; } = new();

    public void Request(string path, int status, TimeSpan elapsed)
    {
        Requests.GetOrAdd((path, status), _ => new()).Add(1);
        Seconds.GetOrAdd(path, _ => new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])).Add(elapsed.TotalSeconds);
        if (_requests.Enabled) _requests.Add(1, new("http.route", path), new("http.response.status_code", status));
        if (_seconds.Enabled) _seconds.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("http.route", path));
    }

    public void Batch(string scorer, int candidates)
    {
        BatchCandidates.GetOrAdd(scorer, _ => new([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])).Add(candidates);
        if (_batchCandidates.Enabled) _batchCandidates.Record(candidates, new KeyValuePair<string, object?>("gen_ai.request.model", scorer));
    }

    public void Scores(string scorer, IReadOnlyList<ValueList<Score>> groups, int unreadable = 0)
    {
        var (scored, unscored) = (0, unreadable);
        foreach (var group in groups)
        {
            foreach (var score in group)
            {
                if (score is Unscored) unscored++;
                else scored++;
            }
        }
        Outcome(scorer, "scored", scored);
        Outcome(scorer, "unscored", unscored);
    }

    private void Outcome(string scorer, string outcome, int count)
    {
        if (count == 0) return;
        Candidates.GetOrAdd((scorer, outcome), _ => new()).Add(count);
        if (_candidates.Enabled) _candidates.Add(count, new("gen_ai.request.model", scorer), new("toolrm.outcome", outcome));
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>A count that only grows.</summary>
internal sealed class Sum
{
    private long _value;

    public long Value => Volatile.Read(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);
}

/// <summary>How often values fell into each of a few ranges.</summary>
/// <param name="bounds">Upper bounds, inclusive, ascending; above the last there is one more range.</param>
internal sealed class Distribution(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public void Add(double value)
    {
        var range = Array.FindIndex(bounds, bound => value <= bound);
        Interlocked.Increment(ref _counts[range < 0 ? bounds.Length : range]);
        double before, now;
        do
        {
            before = Volatile.Read(ref _sum);
            now = before + value;
        }
        while (Interlocked.CompareExchange(ref _sum, now, before) != before);
    }

    /// <summary>Bounds with the count of values up to each (the last is infinite and has them all), and the sum of the values.</summary>
    public (IReadOnlyList<(double Bound, long Count)> Ranges, double Sum) Read()
    {
        var ranges = new (double, long)[_counts.Length];
        var count = 0L;
        for (var i = 0; i < ranges.Length; i++)
        {
            count += Volatile.Read(ref _counts[i]);
            ranges[i] = (i < bounds.Length ? bounds[i] : double.PositiveInfinity, count);
        }
        return (ranges, Volatile.Read(ref _sum));
    }
}
