using ToolRM.Conversations;
using ToolRM.Remote;
using ToolRM.Tests.Sampling;
using static ToolRM.Tests.Remote.RemoteCases;

namespace ToolRM.Tests.Remote;

/// <summary>What goes into one request, and how many are under way.</summary>
public class RemoteBatchTests
{
    private static int Count(ChatCall call) => ((ListValue)(call.Body["input"] ?? call.Body["text_2"] ?? call.Body["candidates"])!).Items.Count;

    /// <summary>Answers the length of the last line of each text, so that a number tells its reply.</summary>
    private static HttpResponseMessage Lengths(ChatCall call) => FakeChatServer.Status(200, $$"""
        {"data":[{{string.Join(',', ((ListValue)call.Body["input"]!).Items.Select((text, i) => $$"""{"index":{{i}},"probs":[{{((TextValue)text).Value.Split('\n')[^1].Length - "<|im_end|>".Length}}]}""").Reverse())}}]}
        """);

    [Fact]
    public async Task RepliesOfManyGroups_GoTogether_AndEveryNumberFindsItsReply()
    {
        var server = new FakeChatServer(Lengths);
        var groups = Enumerable.Range(0, 10).Select(i => Texts($"{i}", [.. Enumerable.Range(0, 5).Select(j => new string('x', 1 + 5 * i + j))])).ToList();
        var scores = await Scorer(server, Options(RemoteDialect.VllmClassify) with { BatchReplies = 16 }).ScoreAsync(groups);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (double)i), scores.SelectMany(Values));
        Assert.Equal([2, 16, 16, 16], server.Calls.Select(Count).Order());
    }

    [Fact]
    public async Task LongTexts_GoInFewerTogether()
    {
        var server = new FakeChatServer(Lengths);
        await ScoreAsync(Scorer(server, Options(RemoteDialect.VllmClassify) with { BatchCharacters = 400 }), Texts("1", new('x', 150), new('x', 150), new('x', 150)));
        Assert.Equal(3, server.Calls.Count); // each with about 60 characters of prompt
    }

    [Fact]
    public async Task APromptIsSentOncePerRequest_AndGroupsStayApart()
    {
        var server = new FakeChatServer(call => FakeChatServer.Status(200, $$"""{"data":[{{string.Join(',', Enumerable.Range(0, Count(call)).Select(i => $$"""{"index":{{i}},"score":1}"""))}}]}"""));
        await Scorer(server, Options(RemoteDialect.VllmScore) with { BatchReplies = 2 }).ScoreAsync([Texts("1", "a", "b", "c"), Texts("2", "d")]);
        Assert.Equal([1, 1, 2], server.Calls.Select(Count).Order());
    }

    [Fact]
    public async Task OurOwnServer_GetsWholeGroups()
    {
        var server = new FakeChatServer(call => FakeChatServer.Status(200,
            $$"""{"id":"1","rewards":[{"name":"rm","scores":[{{string.Join(',', Enumerable.Range(0, Count(call)).Select(i => $$"""{"id":"{{i}}","value":1.0,"scale":"raw"}"""))}}]}]}"""));
        await Scorer(server, Options(RemoteDialect.ToolRmRewards) with { BatchReplies = 2 }).ScoreAsync([Texts("1", "a", "b", "c"), Texts("2", "d")]);
        Assert.Equal([1, 3], server.Calls.Select(Count).Order());
    }

    [Fact]
    public async Task NothingAsks_ForNothing()
    {
        var server = new FakeChatServer(Lengths);
        var scorer = Scorer(server, Options(RemoteDialect.VllmClassify));
        Assert.Empty(await scorer.ScoreAsync([]));
        Assert.Empty((await scorer.ScoreAsync([Texts("1")]))[0]);
        Assert.Empty(server.Calls);
    }

    // The bound holds over concurrent calls of one scorer, as a server's workers make them.
    [Fact]
    public async Task NoMoreRequestsAtOnceThanAllowed()
    {
        var (under, most, open) = (0, 0, new TaskCompletionSource());
        using var http = new HttpClient(new Waiting(async call =>
        {
            var now = Interlocked.Increment(ref under);
            InterlockedMax(ref most, now);
            if (now == 3) open.TrySetResult();
            await open.Task; // three are under way; a fourth would be counted
            Interlocked.Decrement(ref under);
            return FakeChatServer.Status(200, """{"data":[{"index":0,"probs":[1]}]}""");
        }));
        var scorer = new RemoteScorer("r", Options(RemoteDialect.VllmClassify) with { BatchReplies = 1, Requests = new() { Concurrency = 3 } }, http);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => scorer.ScoreAsync([Texts($"{i}", "a", "b", "c", "d")]).AsTask()));
        Assert.Equal(3, most);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < now) Interlocked.CompareExchange(ref most, now, seen);
    }

    private sealed class Waiting(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
