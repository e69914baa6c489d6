namespace ToolRM.Sampling;

/// <summary>Holds all requests to one generator back until its server wants to hear from us again. Safe for concurrent calls.</summary>
internal sealed class RateGate(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _opens = DateTimeOffset.MinValue;

    /// <summary>Closes the gate for at least this long from now.</summary>
    public void Close(TimeSpan wait)
    {
        var opens = time.GetUtcNow() + wait;
        lock (_lock)
        {
            if (opens > _opens) _opens = opens;
        }
    }

    /// <summary>Waits until the gate is open.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan left;
            lock (_lock) left = _opens - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
