using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Numerics;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Sampling;

/// <summary>Asks generators for candidates until every item has a reply or has failed. What was received is never asked for again.</summary>
/// <remarks>
/// <para>
/// An item is a prompt, a generator and a sample index. Items of one generator are asked for in the order of the prompts, up to
/// <see cref="SamplerOptions.Concurrency"/> at once; generators run side by side. A reply goes to the store before anything else
/// happens, so that a killed run goes on with the items that the store does not know.
/// </para>
/// <para>
/// A transient failure is tried again after a wait that doubles; when the server says how long (<c>Retry-After</c>,
/// <c>x-ratelimit-…</c>), all requests to that generator wait so long. A refused item is noted as failed and the others go on.
/// </para>
/// <para>Prompts are read as they are needed, once per generator and perhaps at the same time.</para>
/// </remarks>
public sealed class Sampler
{
    private readonly ValueList<Generator> _generators;
    private readonly SamplerOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A sampler.</summary>
    /// <param name="generators">At least one; names are unique.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option or a generator is not what it should be; the message names all of the options.</exception>
    public Sampler(ValueList<Generator> generators, SamplerOptions? options = null, TimeProvider? time = null)
    {
        (_generators, _options, _time) = (generators, options ?? new(), time ?? TimeProvider.System);
        if (_options.Problems() is { } problems) throw new ArgumentException(problems, nameof(options));
        if (generators.Count == 0) throw new ArgumentException("expected at least one generator, found none", nameof(generators));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var generator in generators)
        {
            if (generator.Name.Length == 0 || generator.Name.Contains('/')) throw new ArgumentException($"expected a generator's name without \"/\", found \"{generator.Name}\"", nameof(generators));
            if (!names.Add(generator.Name)) throw new ArgumentException($"two generators have the name \"{generator.Name}\"", nameof(generators));
            if (generator.Format is { Renderer: null } format) throw new ArgumentException($"the format \"{format.Name}\" can be read and not written, so no model can be told to use it", nameof(generators));
        }
    }

    /// <summary>Carries the run out.</summary>
    /// <param name="prompts">The prompts, with unique ids; their candidates and references are not looked at.</param>
    /// <param name="store">Knows what is there and keeps what comes.</param>
    /// <param name="promptCount">How many prompts there are, for the progress; null when not known.</param>
    /// <param name="progress">Told after every request; may be null. Calls never come at the same time.</param>
    /// <param name="cancellationToken">Stops the run; what was received is in the store.</param>
    /// <returns>The last state.</returns>
    /// <exception cref="ProviderException">A generator cannot be asked at all (wrong key or model), or so many items failed in a row that its server must be gone.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<SamplingProgress> RunAsync(
        IEnumerable<CandidateGroup> prompts, ISampleStore store, long? promptCount = null, IProgress<SamplingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(store);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var total = promptCount * _generators.Count * _options.Samples;
        var ledger = new SampleLedger(store, progress, total, _generators.Any(generator => generator.Price is not null), _time);
        ExceptionDispatchInfo? first = null;
        await Task.WhenAll(_generators.Select(async generator =>
        {
            try
            {
                await RunAsync(generator, prompts, ledger, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Said below, by the one that stopped the others.
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        first?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        return ledger.Now();
    }

    private async Task RunAsync(Generator generator, IEnumerable<CandidateGroup> prompts, SampleLedger ledger, CancellationToken cancellationToken)
    {
        var run = new GeneratorRun(generator, new RateGate(_time));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Items(generator, prompts, ledger), parallel, async (work, token) =>
        {
            var reply = await ReplyAsync(run, work, ledger, token).ConfigureAwait(false);
            if (reply is not null) ledger.Add(reply, generator.Price);
        }).ConfigureAwait(false);
    }

    private IEnumerable<(SampleItem Item, Conversation Prompt)> Items(Generator generator, IEnumerable<CandidateGroup> prompts, SampleLedger ledger)
    {
        foreach (var prompt in prompts)
        {
            for (var sample = 0; sample < _options.Samples; sample++)
            {
                var item = new SampleItem(prompt.Id, generator.Name, sample);
                if (ledger.Needs(item)) yield return (item, prompt.Prompt);
            }
        }
    }

    /// <summary>The reply of an item; null when it failed, which is noted.</summary>
    private async Task<SampledReply?> ReplyAsync(GeneratorRun run, (SampleItem Item, Conversation Prompt) work, SampleLedger ledger, CancellationToken cancellationToken)
    {
        var (item, prompt) = work;
        int? seed = _options.SendsSeed ? item.Seed(_options.Seed) : null;
        for (var attempt = 1; ; attempt++)
        {
            await run.Gate.PassAsync(cancellationToken).ConfigureAwait(false);
            ProviderException problem;
            try
            {
                var response = await AskAsync(run.Generator, prompt, seed, cancellationToken).ConfigureAwait(false);
                if (response.AdditionalProperties?.GetValueOrDefault(OpenAiChatClient.WaitKey) is TimeSpan wait) run.Gate.Close(Shorter(wait, _options.LongestRetryAfter));
                run.Succeeded();
                return ReplyReading.Read(item, seed, run.Generator.Format, prompt, response, attempt);
            }
            catch (Exception error) when (Problem(run.Generator, error, cancellationToken) is { } known)
            {
                problem = known;
            }
            if (problem.Failure == ProviderFailure.Stop) throw problem;
            if (problem.RetryAfter is { } asked) run.Gate.Close(Shorter(asked, _options.LongestRetryAfter));
            if (problem.Failure == ProviderFailure.Refused || attempt == _options.Attempts)
            {
                var isRefused = problem.Failure == ProviderFailure.Refused;
                ledger.Add(new SampleFailure(item, problem.Message, isRefused, problem.Status, attempt));
                if (!isRefused && run.Failed() >= _options.FailuresInARow)
                {
                    throw new ProviderException(
                        $"{problem.Message}. {_options.FailuresInARow} items of \"{item.Generator}\" failed one after the other, so the run stops. Check the server and run again; what was received is kept",
                        ProviderFailure.Stop, problem.Status, innerException: problem);
                }
                return null;
            }
            ledger.Retried(problem.Message);
            await Task.Delay(Delay(item, attempt, problem.RetryAfter), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ChatResponse> AskAsync(Generator generator, Conversation prompt, int? seed, CancellationToken cancellationToken)
    {
        var messages = ChatMessages.ToChatMessages(generator.Format is { } format ? PromptedTools.Messages(prompt, format) : prompt.Messages).Value;
        var options = new ChatOptions { Temperature = _options.Temperature, TopP = _options.TopP, MaxOutputTokens = _options.MaxTokens, Seed = seed };
        if (generator.Format is null && prompt.Tools.Count > 0)
        {
            options.Tools = [.. prompt.Tools.Select(FunctionDeclarations.ToDeclaration)];
            options.ToolMode = _options.ToolMode;
        }
        using var late = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return _options.Streams
            ? await generator.Client.GetStreamingResponseAsync(messages, options, both.Token).ToChatResponseAsync(both.Token).ConfigureAwait(false)
            : await generator.Client.GetResponseAsync(messages, options, both.Token).ConfigureAwait(false);
    }

    private ProviderException? Problem(Generator generator, Exception error, CancellationToken cancellationToken) =>
        ProviderFailures.Of(error, generator.Name, generator.Name, _options.Timeout, cancellationToken);

    /// <summary>
    /// The wait before the next attempt: doubled each time, of which the upper half is random, so that items that failed together do not
    /// come back together. What the server asked for comes first, then only the random part of the shortest wait.
    /// </summary>
    private TimeSpan Delay(SampleItem item, int attempt, TimeSpan? asked)
    {
        var share = SeededRandom.Of(_options.Seed, "retry " + item.Id, attempt).NextDouble();
        if (asked is { } wait) return Shorter(wait, _options.LongestRetryAfter) + _options.FirstDelay * share;
        var doubled = Shorter(_options.FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 30)), _options.LongestDelay);
        return doubled * (0.5 + 0.5 * share);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>One generator's state.</summary>
    private sealed class GeneratorRun(Generator generator, RateGate gate)
    {
        private int _failuresInARow;

        public Generator Generator => generator;

        public RateGate Gate => gate;

        public void Succeeded() => Volatile.Write(ref _failuresInARow, 0);

        public int Failed() => Interlocked.Increment(ref _failuresInARow);
    }
}
