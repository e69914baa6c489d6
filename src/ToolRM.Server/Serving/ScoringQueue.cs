using System.Diagnostics;
using System.Threading.Channels;
using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Sampling;
using ToolRM.Scoring;
using ToolRM.Server.Http;
using ToolRM.Server.Telemetry;

namespace ToolRM.Server.Serving;

/// <summary>
/// The requests that wait for one scorer, taken in batches over all clients. Bounded in candidates, which are what scoring
/// costs; a request that finds no room is refused at once and never waits.
/// </summary>
internal sealed class ScoringQueue
{
    private readonly ScoringServerOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<ScoringJob> _jobs = Channel.CreateUnbounded<ScoringJob>(); // _candidates is the bound
    private readonly Task[] _workers;
    private int _candidates;

    public ScoringQueue(ServedScorer scorer, ScoringServerOptions options, ServerMetrics metrics, TimeProvider time)
    {
        (Scorer, _options, _metrics, _time) = (scorer, options, metrics, time);
        _workers = [.. Enumerable.Range(0, options.Workers).Select(_ => Task.Run(WorkAsync))];
    }

    public ServedScorer Scorer { get; }

    /// <summary>Candidates that wait or are being scored.</summary>
    public int Candidates => Volatile.Read(ref _candidates);

    /// <summary>Scores requests.</summary>
    /// <exception cref="RequestError">The queue is full, the scorer failed, or it took too long.</exception>
    public async Task<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<RewardContext> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0) return [];
        var job = new ScoringJob(requests, cancellationToken);
        Reserve(job.Candidates);
        if (!_jobs.Writer.TryWrite(job))
        {
            Interlocked.Add(ref _candidates, -job.Candidates);
            throw new RequestError(ErrorKind.TimedOut, "the server is stopping");
        }
        try
        {
            return await job.Scores.WaitAsync(_options.ScoreTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            job.Abandon();
            throw TooLate();
        }
    }

    /// <summary>Lets the workers finish what waits, and end.</summary>
    public Task CloseAsync()
    {
        _jobs.Writer.TryComplete();
        return Task.WhenAll(_workers);
    }

    private RequestError TooLate() => new(ErrorKind.TimedOut, $"\"{Scorer.Name}\" gave no score within {_options.ScoreTimeout.TotalSeconds:0.###} s");

    private void Reserve(int candidates)
    {
        if (Interlocked.Add(ref _candidates, candidates) <= _options.QueueCandidates) return;
        Interlocked.Add(ref _candidates, -candidates);
        throw new RequestError(ErrorKind.Overloaded, $"the queue of \"{Scorer.Name}\" is full; send the request again later");
    }

    private async Task WorkAsync()
    {
        var batch = new List<ScoringJob>();
        while (await _jobs.Reader.WaitToReadAsync())
        {
            var size = Fill(batch, 0);
            if (_options.BatchDelay > TimeSpan.Zero && batch.Count > 0 && size < _options.BatchCandidates)
            {
                await Task.Delay(_options.BatchDelay, _time);
                size = Fill(batch, size);
            }
            if (batch.Count == 0) continue;
            await ScoreBatchAsync(batch, size);
            Interlocked.Add(ref _candidates, -size);
            batch.Clear();
        }
    }

    /// <summary>Takes waiting jobs until the batch is full; those whose client has gone are dropped.</summary>
    private int Fill(List<ScoringJob> batch, int size)
    {
        while ((batch.Count == 0 || size < _options.BatchCandidates) && _jobs.Reader.TryRead(out var job))
        {
            if (job.IsAbandoned)
            {
                Interlocked.Add(ref _candidates, -job.Candidates);
                continue;
            }
            batch.Add(job);
            size += job.Candidates;
        }
        return size;
    }

    private async Task ScoreBatchAsync(List<ScoringJob> batch, int size)
    {
        _metrics.Batch(Scorer.Name, size);
        using var activity = ServerMetrics.Activities.StartActivity("score " + Scorer.Name);
        activity?.SetTag("gen_ai.request.model", Scorer.Name);
        activity?.SetTag("toolrm.batch.requests", batch.Count);
        activity?.SetTag("toolrm.batch.candidates", size);
        // After that nobody waits, as every request came before its batch began: a scorer that hangs must not keep the worker.
        using var late = new CancellationTokenSource(_options.ScoreTimeout, _time);
        try
        {
            if (batch.Count == 1)
            {
                await ScoreAsync(batch[0], late.Token);
                return;
            }
            var scores = await CallAsync([.. batch.SelectMany(job => job.Requests)], late.Token);
            var start = 0;
            foreach (var job in batch)
            {
                job.Finish([.. scores.Skip(start).Take(job.Requests.Count)]);
                start += job.Requests.Count;
            }
        }
        catch (Exception error)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag("error.type", error.GetType().FullName);
            // A server behind the scorer that is gone is nobody's fault here, and would only be asked again in vain.
            if (late.IsCancellationRequested) batch.ForEach(job => job.Fail(TooLate()));
            else if (batch.Count == 1 || error is ProviderException) batch.ForEach(job => job.Fail(error));
            else await ScoreOneByOneAsync(batch, late.Token);
        }
    }

    /// <summary>A batch failed: one request may be the cause, and the others are not to suffer.</summary>
    private async Task ScoreOneByOneAsync(List<ScoringJob> batch, CancellationToken late)
    {
        foreach (var job in batch)
        {
            try
            {
                await ScoreAsync(job, late);
            }
            catch (Exception error)
            {
                job.Fail(late.IsCancellationRequested ? TooLate() : error);
            }
        }
    }

    private async Task ScoreAsync(ScoringJob job, CancellationToken late)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(job.Client, late);
        job.Finish(await CallAsync(job.Requests, either.Token));
    }

    private async ValueTask<IReadOnlyList<ValueList<Score>>> CallAsync(IReadOnlyList<RewardContext> requests, CancellationToken cancellationToken)
    {
        var scores = await Scorer.Score(requests, cancellationToken);
        if (scores.Count != requests.Count) throw new InvalidOperationException($"\"{Scorer.Name}\" gave {scores.Count} lists of scores for {requests.Count} requests");
        for (var i = 0; i < scores.Count; i++)
        {
            if (scores[i].Count != requests[i].Group.Candidates.Count)
                throw new InvalidOperationException($"\"{Scorer.Name}\" gave {scores[i].Count} scores for {requests[i].Group.Candidates.Count} candidates");
        }
        return scores;
    }
}
