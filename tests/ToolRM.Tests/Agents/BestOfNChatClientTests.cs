using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Agents;
using ToolRM.Scoring;
using ToolRM.Selection;
using static ToolRM.Tests.Agents.AgentCases;
using static ToolRM.Tests.Agents.ScriptedClient;

namespace ToolRM.Tests.Agents;

public class BestOfNChatClientTests
{
    private static readonly ChatResponseUpdate[] Rome = Calls(("a", "weather", """{"city": "Rome"}""")), Right = Calls(("b", "weather", """{"city": "Paris"}"""));

    // One request at a time, so that replies come in the order of the script.
    private static BestOfNOptions Three => new() { Samples = 3, Parallelism = 1 };

    [Fact]
    public async Task TakesTheBest_SumsTheUsage_AndSaysWhatItDid()
    {
        var inner = new ScriptedClient(Rome, Right, Rome);
        var response = await inner.WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options);

        Assert.Equal("b", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).CallId);
        Assert.Equal((9, 15), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount)); // 3 x (3, 5)
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        var report = BestOfNReport.Of(response)!;
        Assert.Equal(("test", "argmax", 1, 0, null), (report.Scorer, report.Selector, report.Chosen, report.Saved, report.Fallback));
        Assert.Equal(1.0 / 3, report.Agreement);
        Assert.Equal([0.1, 0.9, 0.1], report.Samples.Select(sample => ((Scored)sample.Score!).Value));
    }

    [Fact]
    public async Task TheReportSurvivesACache()
    {
        var response = await new ScriptedClient(Rome).WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options);
        var copy = JsonSerializer.Deserialize<ChatResponse>(JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        Assert.Equal(BestOfNReport.Of(response), BestOfNReport.Of(copy));
    }

    [Theory]
    [InlineData("majority", "a")]
    [InlineData("uniform", "a")]
    [InlineData("reward-vote", "b")] // 0.1 + 0.1 for Rome against 0.9
    [InlineData("argmax", "b")]
    public async Task TheSelectorDecides(string selector, string id)
    {
        var client = new ScriptedClient(Rome, Right, Rome).WithBestOfN(Paris, Three with { Selector = Selectors.Find(selector)! });
        var response = await client.GetResponseAsync(Messages, Options);
        Assert.Equal(id, response.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId);
        Assert.Equal(selector, BestOfNReport.Of(response)!.Selector);
    }

    [Fact]
    public async Task WhenNothingCanBeScored_TheMajorityChooses_AndTheReportSaysSo()
    {
        var response = await new ScriptedClient(Right, Rome, Rome).WithBestOfN(Silent, Three).GetResponseAsync(Messages, Options);
        var report = BestOfNReport.Of(response)!;
        Assert.Equal(("majority", 1), (report.Selector, report.Chosen));
        Assert.Equal("no reply could be scored: the scorer is away", report.Fallback);
    }

    [Fact]
    public async Task AnUnreadableReplyIsTheLastResort()
    {
        var broken = Calls(("x", "weather", """{"city": "Paris",}"""));
        var response = await new ScriptedClient(broken, broken, Rome).WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options);
        Assert.Equal(2, BestOfNReport.Of(response)!.Chosen); // although the broken ones score 0.9
    }

    [Fact]
    public async Task StopsWhenEnoughAgree()
    {
        var inner = new ScriptedClient(Rome, Right, Calls(("c", "weather", """{ "city" : "Paris" }""")), Rome);
        var response = await inner.WithBestOfN(Paris, new() { Samples = 8, Parallelism = 1, StopWhenAgree = 2 }).GetResponseAsync(Messages, Options);
        Assert.Equal(3, inner.Requests.Count);
        Assert.Equal((5, 1), (BestOfNReport.Of(response)!.Saved, BestOfNReport.Of(response)!.Chosen));
    }

    [Fact]
    public async Task AnEarlyStop_CancelsWhatIsUnderWay()
    {
        var cancelled = new TaskCompletionSource();
        var inner = new ScriptedClient(Right)
        {
            Before = async (number, token) =>
            {
                if (number != 0) return;
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => cancelled.SetResult(), TaskScheduler.Default);
            },
        };
        var response = await inner.WithBestOfN(Paris, new() { Samples = 3, Parallelism = 3, StopWhenAgree = 2 }).GetResponseAsync(Messages, Options);
        await cancelled.Task;
        Assert.Equal((1, 1), (BestOfNReport.Of(response)!.Saved, BestOfNReport.Of(response)!.Chosen));
    }

    [Fact]
    public async Task NeverMoreAtOnceThanAllowed()
    {
        var (now, most, gate) = (0, 0, new SemaphoreSlim(0));
        var inner = new ScriptedClient(Right)
        {
            Before = async (_, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                if (most == 2) gate.Release(6);
                await gate.WaitAsync(token);
                Interlocked.Decrement(ref now);
            },
        };
        await inner.WithBestOfN(Paris, new() { Samples = 6, Parallelism = 2 }).GetResponseAsync(Messages, Options);
        Assert.Equal((6, 2), (inner.Requests.Count, most));
    }

    [Fact]
    public async Task FailuresOfSome_AreReported()
    {
        var inner = new ScriptedClient(Rome, Right, Rome) { Before = (number, _) => number == 2 ? throw new HttpRequestException("busy") : Task.CompletedTask };
        var report = BestOfNReport.Of(await inner.WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options))!;
        Assert.Equal("HttpRequestException: busy", report.Samples[2].Failure);
        Assert.Equal((1, 0.5), (report.Chosen, report.Agreement));
    }

    [Fact]
    public async Task WhenAllFail_TheFirstOnesExceptionIsThrown()
    {
        var inner = new ScriptedClient(Rome) { Before = (number, _) => throw new HttpRequestException($"busy {number}") };
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => inner.WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options));
        Assert.Equal("busy 0", error.Message);
    }

    [Fact]
    public async Task ATimeoutOfTheInnerClient_IsAFailureAndNoCancellation()
    {
        var inner = new ScriptedClient(Right) { Before = (number, _) => number == 0 ? throw new TaskCanceledException("timeout") : Task.CompletedTask };
        Assert.Equal(1, BestOfNReport.Of(await inner.WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options))!.Chosen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACancelledRequest_EndsAtOnce_WhetherTheInnerClientListensOrNot(bool listens)
    {
        using var source = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var inner = new ScriptedClient(Right)
        {
            Before = async (_, token) =>
            {
                started.TrySetResult();
                await Task.Delay(Timeout.Infinite, listens ? token : CancellationToken.None);
            },
        };
        var request = inner.WithBestOfN(Paris).GetResponseAsync(Messages, Options, source.Token);
        await started.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Fact]
    public async Task WithoutFunctions_OrWithCallsForbidden_OrWithHistoryElsewhere_PassesStraightThrough()
    {
        foreach (var options in (ChatOptions?[])[null, new(), new() { Tools = [] }, new() { Tools = [Weather], ToolMode = ChatToolMode.None }, new() { Tools = [Weather], ConversationId = "c" }])
        {
            var inner = new ScriptedClient(Text("Hello"));
            var response = await inner.WithBestOfN(Paris).GetResponseAsync(Messages, options);
            Assert.Single(inner.Requests);
            Assert.Null(BestOfNReport.Of(response));
        }
        var scored = new ScriptedClient(Right);
        await scored.WithBestOfN(Paris, new() { ScoresServerSideConversations = true }).GetResponseAsync(Messages, new() { Tools = [Weather], ConversationId = "c" });
        Assert.Equal(4, scored.Requests.Count);
    }

    [Fact]
    public async Task EachSampleHasItsOwnOptionsAndSeed_AndTheCallersStayAsTheyWere()
    {
        var inner = new ScriptedClient(Right);
        var (messages, options) = (Messages, Options);
        options.Seed = 7;
        options.Temperature = 0.7f;
        await inner.WithBestOfN(Paris, Three).GetResponseAsync(messages, options);
        Assert.Equal([7, 8, 9], inner.Requests.Select(request => request.Options!.Seed!.Value));
        Assert.All(inner.Requests, request => Assert.Equal(0.7f, request.Options!.Temperature));
        Assert.Equal((7, 1), (options.Seed, messages.Count));
    }

    [Fact]
    public async Task InstructionsAreScoredAsASystemMessage()
    {
        var scorer = new FunctionScorer(_ => Probability(0.5));
        var options = Options;
        options.Instructions = "Always Celsius.";
        await new ScriptedClient(Right).WithBestOfN(scorer, Three).GetResponseAsync(Messages, options);
        Assert.Equal("Always Celsius.", Assert.IsType<ToolRM.Conversations.SystemMessage>(scorer.Groups[0].Prompt.Messages[0]).Text);
        Assert.Equal(["weather", "mail"], scorer.Groups[0].Prompt.Tools.Select(tool => tool.Name));
    }

    [Fact]
    public async Task AReplyOfSeveralMessages_IsOneCandidate()
    {
        var scorer = new FunctionScorer(_ => Probability(0.5));
        ChatResponseUpdate[] reply =
        [
            new(ChatRole.Assistant, "Let me see. ") { MessageId = "1" },
            new(ChatRole.Assistant, [Call("1", "weather", """{"city":"Paris"}""")]) { MessageId = "2" },
            new(ChatRole.Assistant, [Call("2", "mail", "{}")]) { MessageId = "3" },
        ];
        await new ScriptedClient(reply).WithBestOfN(scorer, new() { Samples = 1 }).GetResponseAsync(Messages, Options);
        var candidate = scorer.Groups.Single().Candidates.Single();
        Assert.Equal("Let me see. ", candidate.Text);
        Assert.Equal(["weather", "mail"], candidate.Calls.Select(call => call.Name));
    }

    [Fact]
    public async Task Streaming_GivesTheChosenReplyAsUpdates()
    {
        var client = new ScriptedClient(Rome, Right, Text("I do not know")).WithBestOfN(Paris, Three);
        var updates = await client.GetStreamingResponseAsync(Messages, Options).ToListAsync();
        var streamed = updates.ToChatResponse();
        var whole = await new ScriptedClient(Rome, Right, Text("I do not know")).WithBestOfN(Paris, Three).GetResponseAsync(Messages, Options);
        Assert.Equal(JsonSerializer.Serialize(whole, AIJsonUtilities.DefaultOptions), JsonSerializer.Serialize(streamed, AIJsonUtilities.DefaultOptions));
        Assert.Equal(1, BestOfNReport.Of(streamed)!.Chosen);
        Assert.Equal(9, streamed.Usage!.InputTokenCount);
    }

    [Fact]
    public void ContradictoryOptions_AreRefusedAllAtOnce()
    {
        var error = Assert.Throws<ArgumentException>(() => new ScriptedClient(Right).WithBestOfN(Paris, new() { Samples = 0, Parallelism = 0, StopWhenAgree = 3, Selector = Selectors.Oracle }));
        foreach (var word in (string[])["samples", "parallelism", "stop when agree", "oracle"]) Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ScriptedClient(Right).WithBestOfN(new FunctionScorer(_ => Probability(1), needsReference: true)));
    }

    [Fact]
    public void DisposesTheInnerClient()
    {
        var inner = new ScriptedClient(Right);
        inner.WithBestOfN(Paris).Dispose();
        Assert.True(inner.IsDisposed);
    }
}
