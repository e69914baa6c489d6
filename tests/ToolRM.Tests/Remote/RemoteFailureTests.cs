using ToolRM.Conversations;
using ToolRM.Remote;
using ToolRM.Scoring;
using ToolRM.Tests.Sampling;
using static ToolRM.Tests.Remote.RemoteCases;

namespace ToolRM.Tests.Remote;

/// <summary>What servers do wrong, and what becomes of it: a reason, an attempt more, or an end.</summary>
public class RemoteFailureTests
{
    private static readonly CandidateGroup Two = Texts("1", "a", "b");

    public static TheoryData<string, string, string> Malformed => new()
    {
        { "vllm-classify", """{"data":[{"index":0,"probs":[1]}]}""", "expected an array of 2" },
        { "vllm-classify", """{"data":[{"index":0,"probs":[1]},{"index":1,"probs":[1]},{"index":2,"probs":[1]}]}""", "expected an array of 2" },
        { "vllm-classify", """{"data":[{"index":0,"probs":[1]},{"probs":[1]}]}""", "\"index\" is missing" },
        { "vllm-classify", """{"data":[{"index":0,"probs":[1]},{"index":0,"probs":[2]}]}""", "stands twice" },
        { "vllm-classify", """{"data":[{"index":0,"probs":[1]},{"index":2,"probs":[2]}]}""", "an index from 0 to 1" },
        { "vllm-classify", """{"data":[{"index":0,"probs":[1]},{"index":-1,"probs":[2]}]}""", "an index from 0 to 1" },
        { "vllm-classify", """{"data":[{"index":0,"probs":["1"]},{"index":1,"probs":[2]}]}""", "expected a number" },
        { "vllm-classify", """{"data":[{"index":0,"probs":[]},{"index":1,"probs":[2]}]}""", "expected an array of one number" },
        { "vllm-classify", """{"data":[{"index":0},{"index":1,"probs":[2]}]}""", "\"probs\" is missing" },
        { "vllm-classify", """{"error":"busy"}""", "\"data\" is missing" },
        { "vllm-classify", """[1,2]""", "expected an object" },
        { "vllm-classify", """<html>""", "what is no JSON" },
        { "vllm-pooling", """{"data":[{"index":0,"data":[]},{"index":1,"data":[[1]]}]}""", "at least one row" },
        { "vllm-pooling", """{"data":[{"index":0,"data":"AAAA"},{"index":1,"data":[[1]]}]}""", "expected an array" },
        { "vllm-score", """{"data":[{"index":0,"score":1}]}""", "expected an array of 2" },
        { "vllm-score", """{"data":[{"index":0,"score":{}},{"index":1,"score":1}]}""", "expected a number" },
        { "sglang-classify", """[{"embedding":[1]}]""", "expected an array of 2" },
        { "sglang-classify", """{"embedding":[1]}""", "expected an array" },
        { "sglang-classify", """[{"embedding":[1]},{"score":1}]""", "\"embedding\" is missing" },
        { "rerank", """{"results":[{"index":1,"relevance_score":1}]}""", "expected an array of 2" },
        { "rerank", """{"results":[{"index":1,"relevance_score":1},{"index":1,"relevance_score":1}]}""", "stands twice" },
        { "toolrm-rewards", """{"id":"1","rewards":[]}""", "no scores of \"rm\"" },
        { "toolrm-rewards", """{"id":"1","rewards":[{"name":"rm","scores":[{"id":"0","value":1.0,"scale":"raw"}]}]}""", "expected 2 scores" },
        { "toolrm-rewards", """{"id":"1","rewards":[{"name":"rm","scores":[{"id":"0","value":1.0,"scale":"raw"},{"id":"7","value":1.0,"scale":"raw"}]}]}""", "no score of the candidate \"1\"" },
        { "toolrm-rewards", """{"id":"1","rewards":[{"name":"rm","scores":[{"id":"0","value":null,"scale":"raw"},{"id":"1","value":1.0,"scale":"raw"}]}]}""", "value" },
    };

    // An answer of another length or without its places says nothing about any reply: none gets a number of another.
    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task AMalformedAnswer_ScoresNothing(string dialect, string answer, string part)
    {
        var scores = await ScoreAsync(Answering(answer, Options(RemoteDialect.Find(dialect)!)), Two);
        Assert.All(scores, score => Assert.Contains(part, Reason(score), StringComparison.Ordinal));
    }

    // A number that is none is one reply's, and no reason to ask again.
    [Theory]
    [InlineData("vllm-classify", """{"data":[{"index":1,"probs":[2]},{"index":0,"probs":[NaN]}]}""", "NaN")]
    [InlineData("vllm-classify", """{"data":[{"index":1,"probs":[2]},{"index":0,"probs":[null]}]}""", "null")]
    [InlineData("vllm-pooling", """{"data":[{"index":1,"data":[[2]]},{"index":0,"data":[[-Infinity]]}]}""", "-Infinity")]
    [InlineData("vllm-score", """{"data":[{"index":1,"score":2},{"index":0,"score":null}]}""", "null")]
    [InlineData("vllm-score", """{"data":[{"index":1,"score":2},{"index":0}]}""", "null")]
    [InlineData("sglang-classify", """[{"embedding":[NaN]},{"embedding":[2]}]""", "NaN")]
    [InlineData("rerank", """{"results":[{"index":1,"relevance_score":2},{"index":0,"relevance_score":NaN}]}""", "NaN")]
    public async Task ANumberThatIsNone_IsOneReplysOwn(string dialect, string answer, string part)
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, answer));
        var scores = await ScoreAsync(Scorer(server, Options(RemoteDialect.Find(dialect)!)), Two);
        Assert.Contains(part, Reason(scores[0]), StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<Scored>(scores[1]).Value);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task WhatMayPass_IsAskedAgain()
    {
        var answers = new Queue<Func<HttpResponseMessage>>(
        [
            () => FakeChatServer.Status(503), () => throw new HttpRequestException("refused"), () => FakeChatServer.Status(429, "", ("Retry-After", "7")), () => FakeChatServer.Status(200, "{}"),
            () => FakeChatServer.Status(200, """{"data":[{"index":1,"probs":[2]},{"index":0,"probs":[1]}]}"""),
        ]);
        var (server, time) = (new FakeChatServer(_ => answers.Dequeue()()), new InstantTime { Held = TimeSpan.FromMinutes(2) });
        Assert.Equal([1, 2], Values(await ScoreAsync(Scorer(server, Options(RemoteDialect.VllmClassify), time), Two)));
        Assert.Equal(5, server.Calls.Count);
        // 1, 2 and 8 s less up to half at random; what the server asked for is kept to.
        Assert.Contains(time.Waits, wait => wait >= TimeSpan.FromSeconds(7) && wait <= TimeSpan.FromSeconds(8));
        Assert.Contains(time.Waits, wait => wait >= TimeSpan.FromSeconds(0.5) && wait <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task AfterTheLastAttempt_TheReasonStaysAndOthersAreScored()
    {
        var server = new FakeChatServer(call => call.Body.ToString().Contains("bad", StringComparison.Ordinal)
            ? FakeChatServer.Status(500, """{"error":{"message":"CUDA out of memory"}}""")
            : FakeChatServer.Status(200, """{"data":[{"index":0,"probs":[1]}]}"""));
        var scorer = Scorer(server, Options(RemoteDialect.VllmClassify) with { BatchReplies = 1, Requests = new() { Attempts = 3 } });
        var scores = await scorer.ScoreAsync([Texts("1", "good", "bad"), Texts("2", "good")]);
        Assert.Equal(("host:8000 answered 500 (CUDA out of memory)", 1.0, 1.0), (Reason(scores[0][1]), Values([scores[0][0]])[0], Values(scores[1])[0]));
        Assert.Equal(5, server.Calls.Count);
    }

    // Someone has to change something: nothing is asked again.
    [Theory]
    [InlineData(401, "Check the API key")]
    [InlineData(404, "the model's name \"rm\"")]
    [InlineData(302, "a redirect")]
    public async Task AMisconfiguration_EndsAtOnce(int status, string part)
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(status, """{"error":{"message":"no"}}"""));
        var error = await StopsAsync(Scorer(server, Options(RemoteDialect.VllmClassify) with { ApiKey = "secret" }), Two);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData("vllm-classify", """{"data":[{"index":0,"probs":[0.1,0.9]},{"index":1,"probs":[0.2,0.8]}]}""", "Say by \"class\"")]
    [InlineData("toolrm-rewards", """{"id":"1","rewards":[{"name":"rm","scores":[{"id":"0","value":1.0,"scale":"probability"},{"id":"1","value":1.0,"scale":"probability"}]}]}""", "Write \"scale\": \"probability\"")]
    public async Task OptionsThatDoNotFitTheModel_EndAtOnce(string dialect, string answer, string part) =>
        Assert.Contains(part, (await StopsAsync(Answering(answer, Options(RemoteDialect.Find(dialect)!)), Two)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ANumberBeyondAProbability_EndsAtOnce() => Assert.Contains(
        "is no probability",
        (await StopsAsync(Answering("""{"data":[{"index":0,"probs":[1.5]}]}""", Options(RemoteDialect.VllmClassify) with { Scale = ScoreScale.Probability }), Texts("1", "a"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task TheClassIsChosen() => Assert.Equal(
        [0.9, 0.8], Values(await ScoreAsync(Answering("""{"data":[{"index":0,"probs":[0.1,0.9]},{"index":1,"probs":[0.2,0.8]}]}""", Options(RemoteDialect.VllmClassify) with { Class = 1 }), Two)));

    // The server is gone: an hour of waits for every reply of a file would be no service.
    [Fact]
    public async Task AServerThatIsGone_EndsTheRun()
    {
        var server = new FakeChatServer(_ => throw new HttpRequestException("refused"));
        var scorer = Scorer(server, Options(RemoteDialect.VllmClassify) with { BatchReplies = 1, Requests = new() { Attempts = 2, FailuresInARow = 3, Concurrency = 1 } });
        Assert.Contains("3 requests", (await StopsAsync(scorer, Texts("1", "a", "b", "c", "d", "e"))).Message, StringComparison.Ordinal);
        Assert.Equal(6, server.Calls.Count);
    }

    // One text of a batch is too long for the model: the others are not to suffer.
    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    public async Task ARefusedBatch_IsAskedReplyByReply(int status)
    {
        var server = new FakeChatServer(call => call.Body["input"] is ListValue { Items: [TextValue one] } && !one.Value.Contains("long", StringComparison.Ordinal)
            ? FakeChatServer.Status(200, """{"data":[{"index":0,"probs":[3]}]}""")
            : FakeChatServer.Status(status, """{"error":{"message":"maximum context length"}}"""));
        var scores = await ScoreAsync(Scorer(server, Options(RemoteDialect.VllmClassify)), Texts("1", "a", "long", "c"));
        Assert.Equal([3, 3], Values([scores[0], scores[2]]));
        Assert.Contains("maximum context length", Reason(scores[1]), StringComparison.Ordinal);
        Assert.Equal(4, server.Calls.Count);
    }

    [Fact]
    public async Task ATextThatIsTooLong_IsNotSent()
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, """{"data":[{"index":0,"probs":[1]}]}"""));
        var scores = await ScoreAsync(Scorer(server, Options(RemoteDialect.VllmClassify) with { LongestText = 200 }), Texts("1", "short", new('x', 300)));
        Assert.Equal([1], Values([scores[0]]));
        Assert.Contains("at most 200 are sent", Reason(scores[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALateAnswer_CountsAsNone()
    {
        var time = new InstantTime { Held = TimeSpan.FromMinutes(2) };
        var server = new FakeChatServer(call =>
        {
            time.FireHeld(); // the request's limit runs out
            call.Token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("the limit did not stop the request");
        });
        var scorer = Scorer(server, Options(RemoteDialect.VllmClassify) with { Requests = new() { Attempts = 2 } }, time);
        Assert.Contains("no whole reply within 180 s", Reason((await ScoreAsync(scorer, Texts("1", "a")))[0]), StringComparison.Ordinal);
        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task ACancelledRun_EndsAsSuch()
    {
        using var stop = new CancellationTokenSource();
        var server = new FakeChatServer(_ =>
        {
            stop.Cancel();
            throw new OperationCanceledException();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Scorer(server, Options(RemoteDialect.VllmClassify)).ScoreAsync([Two], stop.Token));
    }

    [Theory]
    [InlineData("url: expected an address", "ftp://h")]
    [InlineData("without a name and password", "http://me:secret@h")]
    public void UnusableAddresses_AreRefused(string part, string address)
    {
        using var http = new HttpClient();
        var error = Assert.Throws<ArgumentException>(() => new RemoteScorer("r", new(new(address), RemoteDialect.Rerank), http));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheKeyIsNotPrinted() => Assert.DoesNotContain("secret", (Options(RemoteDialect.Rerank) with { ApiKey = "secret" }).ToString(), StringComparison.Ordinal);
}
