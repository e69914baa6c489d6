using ToolRM.Conversations;

namespace ToolRM.Sampling;

/// <summary>
/// Samples in waves and asks after each which prompts have enough replies: of those the rest is never asked for. Prompts are sampled side
/// by side, so that waiting for a wave costs little where there are many.
/// </summary>
/// <remarks>
/// Wave w asks for the samples of its numbers from every generator. Whether a prompt has enough is asked about whole waves only, so a run
/// that was killed and goes on asks for the same samples as one that was not. A prompt of which an item failed gets no further wave.
/// Memory: the replies of the prompts that do not have enough.
/// </remarks>
public sealed class WaveSampler
{
    private readonly ValueList<Generator> _generators;
    private readonly SamplerOptions _options;
    private readonly int _wave;
    private readonly TimeProvider? _time;

    /// <summary>A sampler.</summary>
    /// <param name="generators">At least one; names are unique.</param>
    /// <param name="options">The options; <see cref="SamplerOptions.Samples"/> is the most that is asked for.</param>
    /// <param name="wave">Samples per generator in a wave, at least 1. One (ours) saves most; more where there are few prompts and a server that likes batches.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option or a generator is not what it should be.</exception>
    public WaveSampler(ValueList<Generator> generators, SamplerOptions options, int wave = 1, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(wave, 1);
        (_generators, _options, _wave, _time) = (generators, options, wave, time);
        _ = new Sampler(generators, options, time); // says what is wrong now, not at the first wave
    }

    /// <summary>Carries the run out.</summary>
    /// <param name="prompts">The prompts, with unique ids; their candidates are not looked at.</param>
    /// <param name="store">Knows what is there and keeps what comes.</param>
    /// <param name="earlier">The replies that the store has already; empty in a new run.</param>
    /// <param name="isEnough">Whether the replies drawn so far, which are the group's candidates in the order sample, generator, are enough.</param>
    /// <param name="progress">Told after every request; may be null.</param>
    /// <param name="cancellationToken">Stops the run; what was received is in the store.</param>
    /// <returns>The last state. Its total is that of a run without early stop; what is not settled of it was saved.</returns>
    /// <exception cref="ProviderException">As for <see cref="Sampler"/>: a generator cannot be asked at all, or its server is gone.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<SamplingProgress> RunAsync(
        IReadOnlyList<CandidateGroup> prompts, ISampleStore store, IEnumerable<SampledReply> earlier, Func<CandidateGroup, bool> isEnough,
        IProgress<SamplingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(isEnough);
        var replies = new RepliesByPrompt(store, earlier);
        var total = (long)prompts.Count * _generators.Count * _options.Samples;
        var done = new SamplingProgress(total, 0, 0, 0, 0, 0, 0, null, TimeSpan.Zero);
        var open = prompts;
        for (var first = 0; first < _options.Samples && open.Count > 0; first += _wave)
        {
            var upTo = Math.Min(first + _wave, _options.Samples);
            var before = done;
            var sampler = new Sampler(_generators, _options with { Samples = upTo }, _time);
            // Items of earlier waves are in the store and not asked for; they are counted once, below.
            var skipped = (long)open.Count * _generators.Count * first;
            var wave = await sampler.RunAsync(
                open, replies, progress: progress is null ? null : new Forwarded(progress, now => Sum(before, now, Math.Min(skipped, now.Earlier))), cancellationToken: cancellationToken).ConfigureAwait(false);
            done = Sum(before, wave, skipped);
            open = [.. open.Where(prompt => !replies.HasFailed(prompt.Id) && !IsSettled(prompt, replies, isEnough, upTo))];
        }
        return done;
    }

    private bool IsSettled(CandidateGroup prompt, RepliesByPrompt replies, Func<CandidateGroup, bool> isEnough, int upTo)
    {
        var drawn = replies.Of(prompt.Id).Where(reply => reply.Item.Sample < upTo)
            .OrderBy(reply => reply.Item.Sample).ThenBy(reply => Position(reply.Item.Generator)).Select(reply => reply.ToCandidate()).ToValueList();
        if (upTo < _options.Samples && !isEnough(prompt with { Candidates = drawn })) return false;
        replies.Forget(prompt.Id);
        return true;
    }

    private int Position(string generator)
    {
        for (var i = 0; i < _generators.Count; i++)
        {
            if (_generators[i].Name == generator) return i;
        }
        return -1;
    }

    private static SamplingProgress Sum(SamplingProgress before, SamplingProgress now, long skipped) => new(
        before.Total, before.Earlier + now.Earlier - skipped, before.Replies + now.Replies, before.Failed + now.Failed, before.Retries + now.Retries,
        before.InputTokens + now.InputTokens, before.OutputTokens + now.OutputTokens,
        before.Cost is null && now.Cost is null ? null : (before.Cost ?? 0) + (now.Cost ?? 0), before.Elapsed + now.Elapsed)
    { LastRetry = now.LastRetry ?? before.LastRetry };

    private sealed class Forwarded(IProgress<SamplingProgress> target, Func<SamplingProgress, SamplingProgress> change) : IProgress<SamplingProgress>
    {
        public void Report(SamplingProgress value) => target.Report(change(value));
    }

    /// <summary>A store that also remembers what was drawn for each open prompt. Samplers never call a store at the same time.</summary>
    private sealed class RepliesByPrompt : ISampleStore
    {
        private readonly ISampleStore _store;
        private readonly Dictionary<string, List<SampledReply>> _replies = new(StringComparer.Ordinal);
        private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

        public RepliesByPrompt(ISampleStore store, IEnumerable<SampledReply> earlier)
        {
            _store = store;
            foreach (var reply in earlier) Keep(reply);
        }

        public IReadOnlyList<SampledReply> Of(string prompt) => _replies.GetValueOrDefault(prompt) ?? [];

        public bool HasFailed(string prompt) => _failed.Contains(prompt);

        public void Forget(string prompt) => _replies.Remove(prompt);

        public bool Contains(string itemId) => _store.Contains(itemId);

        public void Add(SampledReply reply)
        {
            _store.Add(reply);
            Keep(reply);
        }

        public void Add(SampleFailure failure)
        {
            _store.Add(failure);
            _failed.Add(failure.Item.Prompt);
        }

        private void Keep(SampledReply reply)
        {
            if (!_replies.TryGetValue(reply.Item.Prompt, out var list)) _replies.Add(reply.Item.Prompt, list = []);
            list.Add(reply with { Message = "" }); // the raw message is in the store
        }
    }
}
