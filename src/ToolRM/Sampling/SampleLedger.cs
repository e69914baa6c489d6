namespace ToolRM.Sampling;

/// <summary>The store and the counts behind one lock, so that neither stores nor progress need one of their own.</summary>
internal sealed class SampleLedger(ISampleStore store, IProgress<SamplingProgress>? progress, long? total, bool isPriced, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private long _earlier, _replies, _failed, _retries, _inputTokens, _outputTokens;
    private string? _lastRetry;
    private double _cost;

    /// <summary>Whether an item is still to be asked for; otherwise it is counted as had.</summary>
    public bool Needs(SampleItem item)
    {
        lock (_lock)
        {
            if (!store.Contains(item.Id)) return true;
            _earlier++;
            return false;
        }
    }

    public void Add(SampledReply reply, TokenPrice? price)
    {
        lock (_lock)
        {
            store.Add(reply);
            _replies++;
            _inputTokens += reply.InputTokens ?? 0;
            _outputTokens += reply.OutputTokens ?? 0;
            _cost += price?.Cost(reply.InputTokens ?? 0, reply.OutputTokens ?? 0) ?? 0;
            progress?.Report(Now());
        }
    }

    public void Add(SampleFailure failure)
    {
        lock (_lock)
        {
            store.Add(failure);
            _failed++;
            progress?.Report(Now());
        }
    }

    public void Retried(string reason)
    {
        lock (_lock)
        {
            _retries++;
            _lastRetry = reason;
            progress?.Report(Now());
        }
    }

    public SamplingProgress Now()
    {
        lock (_lock) return new(total, _earlier, _replies, _failed, _retries, _inputTokens, _outputTokens, isPriced ? _cost : null, time.GetElapsedTime(_start)) { LastRetry = _lastRetry };
    }
}
