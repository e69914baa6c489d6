namespace ToolRM.Sampling;

/// <summary>Where a sampler puts replies, and what it asks before it makes a request. Calls never come at the same time.</summary>
public interface ISampleStore
{
    /// <summary>Whether the reply of an item is there; then it is not asked for.</summary>
    /// <param name="itemId">The item's <see cref="SampleItem.Id"/>.</param>
    bool Contains(string itemId);

    /// <summary>Keeps a reply, at once and for good: it is never asked for again.</summary>
    /// <param name="reply">The reply.</param>
    void Add(SampledReply reply);

    /// <summary>Notes an item that failed; it is asked for again in the next run.</summary>
    /// <param name="failure">The failure.</param>
    void Add(SampleFailure failure);
}

/// <summary>Keeps replies in memory.</summary>
public sealed class MemorySampleStore : ISampleStore
{
    private readonly Dictionary<string, SampledReply> _replies = new(StringComparer.Ordinal);
    private readonly List<SampleFailure> _failures = [];

    /// <summary>The replies, in the order in which they came.</summary>
    public IReadOnlyCollection<SampledReply> Replies => _replies.Values;

    /// <summary>The failures, in the order in which they came.</summary>
    public IReadOnlyList<SampleFailure> Failures => _failures;

    /// <inheritdoc/>
    public bool Contains(string itemId) => _replies.ContainsKey(itemId);

    /// <inheritdoc/>
    public void Add(SampledReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _replies.Add(reply.Item.Id, reply);
    }

    /// <inheritdoc/>
    public void Add(SampleFailure failure) => _failures.Add(failure);
}
