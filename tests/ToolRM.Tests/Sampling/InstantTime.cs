namespace ToolRM.Tests.Sampling;

/// <summary>
/// A clock whose waits pass at once: a timer shorter than <see cref="Held"/> moves the clock on and fires; a longer one, such as a
/// request's limit, is held until <see cref="FireHeld"/>.
/// </summary>
internal sealed class InstantTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<HeldTimer> _held = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>From which length on a timer does not fire by itself.</summary>
    public TimeSpan Held { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The waits that passed, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock) return [.. _waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, () => callback(state));
        lock (_lock)
        {
            if (dueTime == Timeout.InfiniteTimeSpan || dueTime >= Held)
            {
                _held.Add(timer);
                return timer;
            }
            _now += dueTime;
            _waits.Add(dueTime);
        }
        // Not on this thread: whoever made the timer does not have it yet.
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return timer;
    }

    /// <summary>Lets every held timer run out.</summary>
    public void FireHeld()
    {
        HeldTimer[] held;
        lock (_lock) held = [.. _held];
        foreach (var timer in held) timer.Fire();
    }

    private sealed class HeldTimer(InstantTime time, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (time._lock) time._held.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
