using System.Collections.Concurrent;
using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Tests.Sampling;

/// <summary>Servers that fail at random: nothing is lost, nothing that was received is asked for again.</summary>
public class SamplerFaultTests
{
    private const int Prompts = 6, Samples = 3;

    public static TheoryData<int, bool, bool> Schedules
    {
        get
        {
            var schedules = new TheoryData<int, bool, bool>();
            for (var seed = 0; seed < 24; seed++) schedules.Add(seed, seed % 2 == 0, seed % 4 < 2);
            return schedules;
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task UnderFaults_EveryItemHasItsReplyOnce(int seed, bool streams, bool alone)
    {
        var faults = new FaultyServer(seed, alone ? 9 : 8, new InstantTime());
        var store = new MemorySampleStore();
        var end = await Run(faults, store, streams, alone ? 1 : 5, default);
        Assert.Equal(2 * Prompts * Samples, store.Replies.Count);
        Assert.Equal(0, end.Failed);
        Assert.All(faults.Delivered, item => Assert.Equal(1, item.Value));
        Assert.Equal(store.Replies.Count, faults.Delivered.Count);
        Assert.Equal(end.Retries, faults.Requests - store.Replies.Count);
        Assert.Equal(Content(await Undisturbed(streams)), Content(store));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(35)]
    public async Task KilledAndResumed_ItEndsAsIfUndisturbed(int killAfter)
    {
        var faults = new FaultyServer(killAfter, 8, new InstantTime());
        using var store = new KilledStore(killAfter);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(faults, store, false, 1, store.Killed));
        Assert.Equal(killAfter, store.Inner.Replies.Count);
        await Run(faults, store.Inner, false, 4, default);
        Assert.All(faults.Delivered, item => Assert.Equal(1, item.Value));
        Assert.Equal(Content(await Undisturbed(false)), Content(store.Inner));
    }

    private static async Task<MemorySampleStore> Undisturbed(bool streams)
    {
        var store = new MemorySampleStore();
        var calm = new FaultyServer(0, 0, new InstantTime());
        await Run(calm, store, streams, 1, default);
        Assert.Equal(store.Replies.Count, calm.Requests);
        return store;
    }

    /// <summary>Everything but the number of attempts, which is the faults'.</summary>
    private static string[] Content(MemorySampleStore store) => [.. store.Sorted().Select(reply => SampleJson.Write(reply with { Attempts = 1 }).ToString())];

    private static async Task<SamplingProgress> Run(FaultyServer faults, ISampleStore store, bool streams, int concurrency, CancellationToken token)
    {
        using var server = new FakeChatServer(faults.Answer);
        using var http = server.Http();
        using var one = new OpenAiChatClient(new(new("http://one/v1"), "one"), http, faults.Time);
        using var two = new OpenAiChatClient(new(new("http://two/v1"), "two"), http, faults.Time);
        var options = SamplingCases.Options with { Samples = Samples, Seed = 3, Streams = streams, Concurrency = concurrency, Attempts = 1000 };
        // Side by side, a clock that runs out would also end requests of the other that were being answered.
        var (prompts, time) = (SamplingCases.Prompts(Prompts), faults.Time);
        if (concurrency > 1) return await new Sampler([new("one", one), new("two", two)], options, time).RunAsync(prompts, store, Prompts, null, token);
        var first = await new Sampler([new("one", one)], options, time).RunAsync(prompts, store, Prompts, null, token);
        var second = await new Sampler([new("two", two)], options, time).RunAsync(prompts, store, Prompts, null, token);
        return second with { Replies = first.Replies + second.Replies, Failed = first.Failed + second.Failed, Retries = first.Retries + second.Retries };
    }

    /// <summary>Fails in two of three requests, in a way and order that its seed decides.</summary>
    private sealed class FaultyServer(int seed, int kinds, InstantTime time)
    {
        private readonly SeededRandom _random = SeededRandom.Of(seed, "faults");
        private int _requests;

        public InstantTime Time => time;

        /// <summary>How often a whole reply was sent, by model, prompt and seed.</summary>
        public ConcurrentDictionary<string, int> Delivered { get; } = new();

        public int Requests => _requests;

        public HttpResponseMessage Answer(ChatCall call)
        {
            Interlocked.Increment(ref _requests);
            int draw;
            lock (_random) draw = kinds == 0 ? -1 : _random.Next(kinds * 3 / 2);
            var events = Events(call);
            switch (draw)
            {
                case 0: throw new HttpRequestException("connection refused");
                case 1: return FakeChatServer.Status(429, """{"error":{"message":"slow down"}}""", ("Retry-After", "7"));
                case 2: return FakeChatServer.Status(500, "oops");
                case 3: return FakeChatServer.Status(429, "", ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "1m2s"));
                case 4: return call.Streams ? FakeChatServer.Stream([events[0][..20]]) : FakeChatServer.Status(200, FakeChatServer.Body(Message(call))[..^30]);
                case 5: return FakeChatServer.Stream(call.Streams ? events[..1] : ["{\"choices\":["], _ => throw new IOException("cut"));
                case 6: return call.Streams ? FakeChatServer.Stream(events[..1]) : FakeChatServer.Status(200, """{"choices":[]}""");
                case 7: return FakeChatServer.Status(503, "<html>", ("Retry-After", "Sun, 01 Mar 2026 12:00:05 GMT"));
                // Only when requests come one by one: a slow stream, which the clock ends.
                case 8 when kinds == 9:
                    return FakeChatServer.Stream(call.Streams ? events[..1] : ["{\"choices\":["], async token =>
                    {
                        var never = Task.Delay(Timeout.InfiniteTimeSpan, token);
                        time.FireHeld();
                        await never;
                    });
                default:
                    Delivered.AddOrUpdate($"{call.Model}/{call.Prompt}/{call.Seed}", 1, (_, count) => count + 1);
                    return call.Streams ? FakeChatServer.Stream(events) : FakeChatServer.Reply(Message(call));
            }
        }

        private static string Message(ChatCall call) => FakeChatServer.Call("f", Arguments(call));

        private static string Arguments(ChatCall call) => $"{{\"a\": {call.Seed}, \"of\": \"{call.Model} {call.Prompt}\"}}";

        private static string[] Events(ChatCall call) =>
        [
            $$$"""data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":{{{ArgumentValue.Of(Arguments(call)[..4])}}}}}]}}]}""" + "\n\n",
            $$$"""data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":{{{ArgumentValue.Of(Arguments(call)[4..])}}}}}]},"finish_reason":"tool_calls"}]}""" + "\n\n",
            "data: [DONE]\n\n",
        ];
    }

    /// <summary>A run that is stopped after so many replies.</summary>
    private sealed class KilledStore(int after) : ISampleStore, IDisposable
    {
        private readonly CancellationTokenSource _kill = new();

        public MemorySampleStore Inner { get; } = new();

        public CancellationToken Killed => _kill.Token;

        public void Dispose() => _kill.Dispose();

        public bool Contains(string itemId) => Inner.Contains(itemId);

        public void Add(SampledReply reply)
        {
            Inner.Add(reply);
            if (Inner.Replies.Count == after) _kill.Cancel();
        }

        public void Add(SampleFailure failure) => Inner.Add(failure);
    }
}
