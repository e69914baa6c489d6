using Microsoft.Extensions.Logging;
using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Server.Serving;

namespace ToolRM.Tests.Server;

/// <summary>What happens when there is too much of something, or a scorer misbehaves. No clocks: scorers wait for a signal.</summary>
public class LimitTests
{
    private static string Group(int candidates = 1, string id = "q") =>
        $$"""{"id": "{{id}}", "candidates": [{{string.Join(',', Enumerable.Range(0, candidates).Select(i => $$"""{"id": "{{i}}", "text": "x"}"""))}}]}""";

    private static ServedScorer Scorer(BatchScoring score) => new("s", ScoreScale.Raw, ScorerNeeds.Calls, score);

    private static IReadOnlyList<ValueList<Score>> Ones(IReadOnlyList<RewardContext> requests) =>
        [.. requests.Select(request => request.Group.Candidates.Select(_ => (Score)Score.Of(1)).ToValueList())];

    /// <summary>A scorer that waits until it is let go, and tells when it was entered.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _entered = new(0);

        public List<int> Batches { get; } = [];

        public Task EnteredAsync() => _entered.WaitAsync();

        public void Open() => _open.TrySetResult();

        public void Dispose() => _entered.Dispose();

        public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<RewardContext> requests, CancellationToken cancellationToken)
        {
            lock (Batches) Batches.Add(requests.Count);
            _entered.Release();
            await _open.Task;
            return Ones(requests);
        }
    }

    [Fact]
    public async Task AFullQueue_Is429WithRetryAfter_AndTheOthersAreAnswered()
    {
        using var gate = new Gate();
        await using var server = await TestedServer.StartAsync(TestedServer.Options(Scorer(gate.ScoreAsync)) with { QueueCandidates = 3, MaximumCandidates = 3, Workers = 1, RetryAfterSeconds = 2 });
        var first = server.PostAsync("/v1/rewards", Group(2));
        await gate.EnteredAsync();
        (await server.PostAsync("/v1/rewards", Group(2))).Refused(429, "rate_limit_error");
        var refused = await server.PostAsync("/predict", """{"inputs": [["a", "b"], ["a", "b"]]}""");
        Assert.Equal("2", refused.Refused(429, "\"error_type\":\"overloaded\"").RetryAfter);
        var second = server.PostAsync("/v1/rewards", Group(1)); // there is room for one
        gate.Open();
        Assert.Equal(1, (await first).Number("rewards[0].scores[1].value"));
        Assert.Equal(1, (await second).Number("rewards[0].scores[0].value"));
        Assert.Equal(1, (await server.PostAsync("/v1/rewards", Group(3))).Number("rewards[0].scores[2].value")); // all room is back
    }

    [Fact]
    public async Task RequestsThatWait_AreScoredTogether()
    {
        using var gate = new Gate();
        await using var server = await TestedServer.StartAsync(TestedServer.Options(Scorer(gate.ScoreAsync)) with { Workers = 1, BatchCandidates = 4 });
        var first = server.PostAsync("/v1/rewards", Group());
        await gate.EnteredAsync();
        var waiting = Enumerable.Range(0, 6).Select(i => server.PostAsync("/v1/rewards", Group(1, $"q{i}"))).ToArray();
        while (!(await server.GetAsync("/metrics")).Text.Contains("toolrm_server_queue_candidates{scorer=\"s\"} 7", StringComparison.Ordinal)) await Task.Yield();
        gate.Open();
        await first;
        var answers = await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"\"q{i}\""), answers.Select(answer => answer.At("id").ToString()));
        Assert.Equal([1, 4, 2], gate.Batches);
    }

    [Fact]
    public async Task TooManyRequests_Are429BeforeTheirBodyIsRead()
    {
        using var gate = new Gate();
        await using var server = await TestedServer.StartAsync(TestedServer.Options(Scorer(gate.ScoreAsync)) with { MaximumRequestsAtOnce = 1 });
        var first = server.PostAsync("/v1/rewards", Group());
        await gate.EnteredAsync();
        Assert.Equal("1", (await server.PostAsync("/v1/rewards", "no JSON at all")).Refused(429, "rate_limit_error").RetryAfter);
        gate.Open();
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await server.PostAsync("/v1/rewards", Group())).Status);
    }

    [Fact]
    public async Task TooManyBytesAtOnce_Are429()
    {
        using var gate = new Gate();
        await using var server = await TestedServer.StartAsync(TestedServer.Options(Scorer(gate.ScoreAsync)) with { MaximumBodyBytes = 100, MaximumBodyBytesAtOnce = 100 });
        var first = server.PostAsync("/v1/rewards", Group());
        await gate.EnteredAsync();
        (await server.PostAsync("/v1/rewards", Group() + new string(' ', 40))).Refused(429, "too many large requests");
        gate.Open();
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await server.PostAsync("/v1/rewards", Group() + new string(' ', 30))).Status);
    }

    [Fact]
    public async Task AScorerThatTakesTooLong_Is503()
    {
        using var gate = new Gate();
        await using var server = await TestedServer.StartAsync(TestedServer.Options(Scorer(gate.ScoreAsync)) with { ScoreTimeout = TimeSpan.FromMilliseconds(1) });
        Assert.Equal("1", (await server.PostAsync("/v1/rewards", Group())).Refused(503, "no score within").RetryAfter);
        gate.Open();
    }

    // Nobody waits any more; a judge whose server hangs would keep the worker for as long as its own limits and retries allow.
    [Fact]
    public async Task AScorerThatHangs_IsToldToStop_AndItsWorkerIsFree()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scorer = Scorer(async (requests, cancellationToken) =>
        {
            if (requests[0].Group.Id == "good") return Ones(requests);
            using var told = cancellationToken.Register(() => stopped.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Ones(requests);
        });
        await using var server = await TestedServer.StartAsync(TestedServer.Options(scorer) with { ScoreTimeout = TimeSpan.FromMilliseconds(200), Workers = 1 });
        // A request that times out before the worker takes it is never scored; so until one is, and not for ever.
        for (var tries = 0; tries < 20 && !stopped.Task.IsCompleted; tries++) (await server.PostAsync("/v1/rewards", Group())).Refused(503, "no score within");
        Assert.True(stopped.Task.IsCompleted);
        var answer = await server.PostAsync("/v1/rewards", Group(1, "good"));
        for (var tries = 0; tries < 20 && answer.Status == 503; tries++) answer = await server.PostAsync("/v1/rewards", Group(1, "good"));
        Assert.Equal(1, answer.Number("rewards[0].scores[0].value"));
    }

    // One bad request of a batch is not to take the others along.
    [Fact]
    public async Task AFailure_IsOneRequestsOwn_AndIsNotToldWithContent()
    {
        var log = new RecordedLog();
        using var gate = new Gate();
        var scorer = Scorer(async (requests, cancellationToken) =>
        {
            var scores = await gate.ScoreAsync(requests, cancellationToken);
            return requests.Any(request => request.Group.Id == "bad") ? throw new InvalidOperationException("content of bad") : scores;
        });
        await using var server = await TestedServer.StartAsync(
            TestedServer.Options(scorer) with { Workers = 1 }, builder => builder.Logging.AddProvider(log));
        var first = server.PostAsync("/v1/rewards", Group(1, "first"));
        await gate.EnteredAsync();
        var (good, bad, also) = (server.PostAsync("/v1/rewards", Group(1, "good")), server.PostAsync("/v1/rewards", Group(1, "bad")), server.PostAsync("/v1/rewards", Group(1, "also")));
        while (!(await server.GetAsync("/metrics")).Text.Contains("toolrm_server_queue_candidates{scorer=\"s\"} 4", StringComparison.Ordinal)) await Task.Yield();
        gate.Open();
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await good).Status);
        Assert.Equal(200, (await also).Status);
        var failed = (await bad).Refused(500, "server_error");
        Assert.DoesNotContain("content", failed.Text, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("content of bad", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AScorerThatMiscounts_Is500()
    {
        await using var server = await TestedServer.StartAsync(TestedServer.Options(Scorer((_, _) => new([[]]))));
        (await server.PostAsync("/v1/rewards", Group())).Refused(500, "server_error");
    }

    // The server stops as SIGTERM makes it stop: not ready at once, requests under way are answered.
    [Fact]
    public async Task Stopping_AnswersWhatIsUnderWay()
    {
        using var gate = new Gate();
        var server = await TestedServer.StartAsync(TestedServer.Options(Scorer(gate.ScoreAsync)) with { DrainDelay = TimeSpan.FromSeconds(30), Workers = 1 }, builder => builder.Logging.ClearProviders());
        var first = server.PostAsync("/v1/rewards", Group());
        await gate.EnteredAsync();
        var stopped = server.StopAsync();
        Assert.Equal(503, (await server.GetAsync("/ready")).Status);
        Assert.Equal(200, (await server.GetAsync("/health")).Status);
        gate.Open();
        Assert.Equal(200, (await first).Status);
        Assert.False(stopped.IsCompleted); // within the delay it goes on
        Assert.Equal(200, (await server.PostAsync("/v1/rewards", Group())).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LogsHoldWhatUsersSend_OnlyWhenAsked(bool asked)
    {
        var log = new RecordedLog();
        await using var server = await TestedServer.StartAsync(TestedServer.Options() with { LogContent = asked }, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddProvider(log);
        });
        await server.PostAsync("/v1/rewards", """{"id": "q", "tools": [], "candidates": [{"id": "0", "text": "a secret"}]}""");
        await server.PostAsync("/v1/rewards", """{"a secret": 1, "a secret": 2}""");
        Assert.Equal(asked, log.Lines.Any(line => line.Contains("a secret", StringComparison.Ordinal)));
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public string[] Lines
        {
            get { lock (_lines) return [.. _lines]; }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines) _lines.Add(formatter(state, exception) + exception);
        }

        public void Dispose() { }
    }
}
