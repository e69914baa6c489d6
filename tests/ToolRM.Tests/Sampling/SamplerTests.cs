using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Sampling;

namespace ToolRM.Tests.Sampling;

public class SamplerTests
{
    private static readonly SamplerOptions Calm = SamplingCases.Options;

    [Fact]
    public async Task EveryGeneratorAnswersEveryPromptNTimes()
    {
        var (one, two) = (Echo(), Echo());
        var store = new MemorySampleStore();
        var end = await new Sampler([new("one", one), new("two", two)], Calm with { Samples = 3 }, new InstantTime()).RunAsync(SamplingCases.Prompts(4), store, 4);
        Assert.Equal(24, store.Replies.Count);
        Assert.Equal((12, 12), (one.Calls, two.Calls));
        Assert.Equal((24L, 24L, 0L, 0L), (end.Total!.Value, end.Replies, end.Failed, end.Retries));
        Assert.Equal(["p0/one/0", "p0/one/1", "p0/one/2", "p0/two/0"], store.Sorted().Take(4).Select(reply => reply.Item.Id));
    }

    // A reply can be had again alone: its seed is a function of run seed, prompt, generator and sample.
    [Fact]
    public async Task SeedsAreTheItemsOwn()
    {
        var seeds = new ConcurrentBag<long?>();
        var client = new FakeChatClient((_, options) =>
        {
            seeds.Add(options.Seed);
            return FakeChatClient.Text("x");
        });
        var store = new MemorySampleStore();
        await new Sampler([new("g", client)], Calm with { Samples = 5, Seed = 17 }, new InstantTime()).RunAsync(SamplingCases.Prompts(20), store);
        Assert.Equal(100, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.InRange(seed!.Value, 0, int.MaxValue));
        Assert.All(store.Replies, reply => Assert.Equal(reply.Item.Seed(17), reply.Seed));
        Assert.NotEqual(new SampleItem("p", "g", 0).Seed(17), new SampleItem("p", "g", 0).Seed(18));
        Assert.Equal(new SampleItem("p", "g", 1).Seed(17), new SampleItem("p", "g", 1).Seed(17));

        await new Sampler([new("g", client)], Calm with { SendsSeed = false }, new InstantTime()).RunAsync([SamplingCases.Prompt("z")], store);
        Assert.Contains(null, seeds);
    }

    [Fact]
    public async Task OptionsAndToolsReachTheClient()
    {
        ChatOptions? seen = null;
        var client = new FakeChatClient((_, options) =>
        {
            seen = options;
            return FakeChatClient.Text("x");
        });
        await new Sampler([new("g", client)], Calm with { Temperature = 0.5f, TopP = 0.9f, MaxTokens = 10, ToolMode = ChatToolMode.RequireAny }, new InstantTime())
            .RunAsync([SamplingCases.Prompt("p")], new MemorySampleStore());
        Assert.Equal((0.5f, 0.9f, 10, "f"), (seen!.Temperature, seen.TopP, seen.MaxOutputTokens, Assert.Single(seen.Tools!).Name));
        Assert.Equal(ChatToolMode.RequireAny, seen.ToolMode);
    }

    [Fact]
    public async Task NeverMoreThanTheConcurrencyAtOnce()
    {
        var (now, most, sync) = (0, 0, new Lock());
        var gate = new TaskCompletionSource();
        var client = new FakeChatClient(async (_, _, _) =>
        {
            lock (sync)
            {
                most = Math.Max(most, ++now);
                if (now == 3) gate.TrySetResult();
            }
            await gate.Task; // nobody goes on before three are there
            await Task.Yield();
            lock (sync) now--;
            return FakeChatClient.Text("x");
        });
        await new Sampler([new("g", client)], Calm with { Concurrency = 3, Samples = 2 }, new InstantTime()).RunAsync(SamplingCases.Prompts(20), new MemorySampleStore());
        Assert.Equal(3, most);
    }

    // First delay 1 s, doubled, less up to half of it.
    [Fact]
    public async Task WaitsDouble()
    {
        var time = new InstantTime();
        var client = Failing(6, () => new HttpRequestException("refused"));
        var store = new MemorySampleStore();
        var end = await new Sampler([new("g", client)], Calm with { LongestDelay = TimeSpan.FromSeconds(8) }, time).RunAsync([SamplingCases.Prompt("p")], store);
        Assert.Equal(7, Assert.Single(store.Replies).Attempts);
        Assert.Equal(6, end.Retries);
        Assert.Equal(6, time.Waits.Count);
        foreach (var (wait, full) in time.Waits.Zip([1.0, 2, 4, 8, 8, 8])) Assert.InRange(wait.TotalSeconds, full / 2, full);
    }

    // What the server asks for is a lower bound for every request to it, not only for the one that it refused.
    [Fact]
    public async Task RetryAfterHoldsTheWholeGenerator()
    {
        var time = new InstantTime();
        var client = Failing(1, () => new ProviderException("slow down", ProviderFailure.Transient, 429, TimeSpan.FromSeconds(90)));
        await new Sampler([new("g", client)], Calm with { Concurrency = 1 }, time).RunAsync(SamplingCases.Prompts(2), new MemorySampleStore());
        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, 90, 91);

        var capped = new InstantTime();
        client = Failing(1, () => new ProviderException("slow down", ProviderFailure.Transient, 429, TimeSpan.FromHours(20)));
        await new Sampler([new("g", client)], Calm, capped).RunAsync([SamplingCases.Prompt("p")], new MemorySampleStore());
        Assert.All(capped.Waits, wait => Assert.InRange(wait.TotalSeconds, 0, 601));
    }

    [Fact]
    public async Task APauseAfterASuccess_IsKept()
    {
        var time = new InstantTime();
        var client = new FakeChatClient((_, _) =>
        {
            var response = FakeChatClient.Text("x");
            response.AdditionalProperties = new() { [ToolRM.Sampling.OpenAi.OpenAiChatClient.WaitKey] = TimeSpan.FromSeconds(5) };
            return response;
        });
        await new Sampler([new("g", client)], Calm with { Concurrency = 1 }, time).RunAsync(SamplingCases.Prompts(3), new MemorySampleStore());
        Assert.Equal([5.0, 5.0], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task ARequestThatTakesTooLong_IsMadeAgain()
    {
        var time = new InstantTime();
        var calls = 0;
        var client = new FakeChatClient(async (_, _, token) =>
        {
            if (Interlocked.Increment(ref calls) > 1) return FakeChatClient.Text("x");
            var never = Task.Delay(Timeout.InfiniteTimeSpan, token);
            time.FireHeld();
            await never;
            return FakeChatClient.Text("late");
        });
        var store = new MemorySampleStore();
        await new Sampler([new("g", client)], Calm, time).RunAsync([SamplingCases.Prompt("p")], store);
        Assert.Equal(("x", 2), (store.Replies.Single().Text, store.Replies.Single().Attempts));
    }

    [Fact]
    public async Task ARefusedItemFails_AndTheOthersGoOn()
    {
        var client = new FakeChatClient((messages, _) => messages[0].Text == "p1"
            ? throw new ProviderException("too long", ProviderFailure.Refused, 400)
            : FakeChatClient.Text("x"));
        var store = new MemorySampleStore();
        var end = await new Sampler([new("g", client)], Calm with { Samples = 2 }, new InstantTime()).RunAsync(SamplingCases.Prompts(3), store, 3);
        Assert.Equal((4L, 2L), (end.Replies, end.Failed));
        Assert.All(store.Failures, failure => Assert.Equal(("p1", true, 400, 1), (failure.Item.Prompt, failure.IsRefused, failure.Status!.Value, failure.Attempts)));
        Assert.Equal(6, client.Calls);

        // The next run asks for the failed items and for nothing else.
        var next = Echo();
        await new Sampler([new("g", next)], Calm with { Samples = 2 }, new InstantTime()).RunAsync(SamplingCases.Prompts(3), store);
        Assert.Equal((2, 6), (next.Calls, store.Replies.Count));
    }

    [Fact]
    public async Task APromptThatTheFormatCannotCarry_IsRefusedWithoutARequest()
    {
        var client = Echo();
        var store = new MemorySampleStore();
        var prompt = new CandidateGroup("p", new([new UserMessage("q"), new AssistantMessage("", [new("f", "{")])], []), []);
        await new Sampler([new("g", client, ReplyFormats.Find("hermes"))], Calm, new InstantTime()).RunAsync([prompt], store);
        Assert.Equal(0, client.Calls);
        Assert.StartsWith("g: messages[1]: hermes cannot carry", Assert.Single(store.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongKeyStopsTheRun()
    {
        var client = new FakeChatClient((_, _) => throw new ProviderException("no key", ProviderFailure.Stop, 401));
        var hanging = new FakeChatClient(async (_, _, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return FakeChatClient.Text("x");
        });
        var store = new MemorySampleStore();
        var error = await Assert.ThrowsAsync<ProviderException>(() =>
            new Sampler([new("bad", client), new("good", hanging)], Calm with { Concurrency = 1 }, new InstantTime()).RunAsync(SamplingCases.Prompts(5), store));
        Assert.Equal(401, error.Status);
        Assert.Equal((1, 0), (client.Calls, store.Failures.Count));
    }

    [Fact]
    public async Task AServerThatIsGone_StopsTheRun()
    {
        var client = new FakeChatClient((_, _) => throw new HttpRequestException("refused"));
        var store = new MemorySampleStore();
        var options = Calm with { Concurrency = 1, Attempts = 2, FailuresInARow = 3 };
        var error = await Assert.ThrowsAsync<ProviderException>(() => new Sampler([new("g", client)], options, new InstantTime()).RunAsync(SamplingCases.Prompts(9), store));
        Assert.Contains("3 items of \"g\" failed one after the other", error.Message, StringComparison.Ordinal);
        Assert.Equal((6, 3), (client.Calls, store.Failures.Count));
    }

    [Fact]
    public async Task ForeignFailures_AreSortedToo()
    {
        foreach (var (error, calls) in new (Exception, int)[]
        {
            (new HttpRequestException("busy", null, System.Net.HttpStatusCode.ServiceUnavailable), 3), (new TimeoutException(), 3), (new IOException("cut"), 3),
            (new TaskCanceledException(), 3), (new HttpRequestException("bad", null, System.Net.HttpStatusCode.BadRequest), 1), (new InvalidOperationException("a bug"), 1),
        })
        {
            var client = new FakeChatClient((_, _) => throw error);
            var store = new MemorySampleStore();
            await new Sampler([new("g", client)], Calm with { Attempts = 3 }, new InstantTime()).RunAsync([SamplingCases.Prompt("p")], store);
            Assert.Equal(calls, client.Calls);
            Assert.Equal(calls == 1, Assert.Single(store.Failures).IsRefused);
        }
    }

    [Fact]
    public async Task ARepliesOfAForeignClient_IsKept()
    {
        var client = new FakeChatClient((_, _) => new ChatResponse([new(ChatRole.Tool, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = 1 })]), new(ChatRole.Assistant, "words")]));
        var store = new MemorySampleStore();
        await new Sampler([new("g", client)], Calm with { Streams = true }, new InstantTime()).RunAsync([SamplingCases.Prompt("p")], store);
        var reply = store.Replies.Single();
        Assert.Equal([new ToolCall("f", "{\"a\":1}", "c")], reply.Calls);
        Assert.Equal(("words", ReplyStatus.Calls), (reply.Text, reply.Status));
        Assert.Contains("\"tool_calls\"", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancellingIsNoFailure()
    {
        using var stop = new CancellationTokenSource();
        var client = new FakeChatClient(async (_, _, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return FakeChatClient.Text("x");
        });
        var store = new MemorySampleStore();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Sampler([new("g", client)], Calm, new InstantTime()).RunAsync(SamplingCases.Prompts(5), store, cancellationToken: stop.Token));
        Assert.Empty(store.Failures);
    }

    // 2 prices in, 4 out: 30 × 2 + 300 × 4 = 1260 per million.
    [Fact]
    public async Task ProgressCountsTokensCostAndTime()
    {
        var seen = new List<SamplingProgress>();
        var store = new MemorySampleStore();
        await new Sampler([new("g", Echo(), Price: new(2, 4))], Calm with { Concurrency = 1 }, new InstantTime()).RunAsync(SamplingCases.Prompts(3), store, 3, new Collected(seen));
        Assert.Equal((3L, 30L, 300L), (seen[^1].Settled, seen[^1].InputTokens, seen[^1].OutputTokens));
        Assert.Equal(1260e-6, seen[^1].Cost!.Value, 12);

        var progress = new SamplingProgress(10, 2, 3, 1, 0, 0, 300, null, TimeSpan.FromSeconds(20));
        Assert.Equal(15.0, progress.TokensPerSecond);
        Assert.Equal(TimeSpan.FromSeconds(20), progress.Remaining); // 4 left, 4 settled in 20 s
        Assert.Null((progress with { Total = null }).Remaining);
    }

    [Fact]
    public void BadOptions_AreNamedTogether()
    {
        var error = Assert.Throws<ArgumentException>(() => new Sampler([new("g", Echo())], new() { Samples = 0, TopP = 2, Temperature = -1, MaxTokens = 0, Concurrency = 0, Attempts = 0, Timeout = TimeSpan.Zero }));
        foreach (var word in (string[])["samples", "top p", "temperature", "most tokens", "concurrency", "attempts", "timeout"]) Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Sampler([]));
        Assert.Throws<ArgumentException>(() => new Sampler([new("a/b", Echo())]));
        Assert.Throws<ArgumentException>(() => new Sampler([new("a", Echo()), new("a", Echo())]));
        Assert.Throws<ArgumentException>(() => new Sampler([new("a", Echo(), ReplyFormats.Auto)]));
    }

    private static FakeChatClient Echo() => new((messages, options) => FakeChatClient.Text($"{messages[^1].Text} {options.Seed}"));

    private static FakeChatClient Failing(int times, Func<Exception> error)
    {
        var calls = 0;
        return new((_, _) => Interlocked.Increment(ref calls) <= times ? throw error() : FakeChatClient.Text("x"));
    }

    private sealed class Collected(List<SamplingProgress> seen) : IProgress<SamplingProgress>
    {
        public void Report(SamplingProgress value) => seen.Add(value);
    }
}
