using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Agents;
using ToolRM.Scoring;
using static ToolRM.Tests.Agents.AgentCases;
using static ToolRM.Tests.Agents.ScriptedClient;

namespace ToolRM.Tests.Agents;

public class GuardedToolChatClientTests
{
    private static readonly ChatResponseUpdate[] Rome = Calls(("a", "weather", """{"city": "Rome"}""")), Right = Calls(("b", "weather", """{"city": "Paris"}"""));

    /// <summary>The same request whole and streamed: both give the same response.</summary>
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ARightCallPasses(bool streams)
    {
        var inner = new ScriptedClient(Right);
        var response = await Ask(inner.WithToolGuard(Paris), streams);
        Assert.Equal("b", Assert.Single(CallsOf(response)).CallId);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Single(inner.Requests);
        var record = Assert.Single(ToolGuardReport.Of(response)!.Calls);
        Assert.Equal((0, "b", "weather", Probability(0.9), null, GuardOutcome.Passed), (record.Attempt, record.CallId, record.Name, record.Score, record.Finding, record.Outcome));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AWrongCall_IsSentBackWithTheFinding_AndTheNextOneIsReturned(bool streams)
    {
        var inner = new ScriptedClient(Rome, Right);
        var response = await Ask(inner.WithToolGuard(Paris), streams);

        Assert.Equal("b", Assert.Single(CallsOf(response)).CallId);
        Assert.Equal((6, 10), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount)); // both attempts
        var second = inner.Requests[1].Messages;
        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.Tool], second.Select(message => message.Role));
        Assert.Equal("a", Assert.IsType<FunctionCallContent>(second[1].Contents.Single(content => content is FunctionCallContent)).CallId);
        var result = Assert.IsType<FunctionResultContent>(Assert.Single(second[2].Contents));
        Assert.Equal("a", result.CallId);
        Assert.Equal("This call was not run: the city is not in the request (test: 0.1, needed 0.5). Make it again with that put right, or do without it.", result.Result);
        var report = ToolGuardReport.Of(response)!;
        Assert.Equal(1, report.Retries);
        Assert.Equal([GuardOutcome.AskedAgain, GuardOutcome.Passed], report.Calls.Select(call => call.Outcome));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task RetriesAreBounded_ThenTheCallIsTakenOut(bool streams)
    {
        var inner = new ScriptedClient(Rome);
        var response = await Ask(inner.WithToolGuard(Paris), streams);
        Assert.Equal(3, inner.Requests.Count);
        Assert.Empty(CallsOf(response));
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason); // a tool loop ends
        Assert.Equal("The call of weather was held back: the city is not in the request (test: 0.1, needed 0.5).", response.Text);
        Assert.True(ToolGuardReport.Of(response)!.IsHandedOver);
        Assert.Equal(9, response.Usage!.InputTokenCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task OfSeveralCalls_OnlyTheRefusedOneIsTakenOut(bool streams)
    {
        var inner = new ScriptedClient(Calls(("a", "weather", """{"city":"Rome"}"""), ("b", "weather", """{"city":"Paris"}""")));
        var response = await Ask(inner.WithToolGuard(Paris, new() { MaximumRetries = 0 }), streams);
        Assert.Equal("b", Assert.Single(CallsOf(response)).CallId);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal("", response.Text);
    }

    [Fact]
    public async Task WhenAReplyIsSentBack_EveryCallGetsAResult()
    {
        var inner = new ScriptedClient(Calls(("a", "weather", """{"city":"Rome"}"""), ("b", "weather", """{"city":"Paris"}""")), Right);
        await Ask(inner.WithToolGuard(Paris), false);
        var results = inner.Requests[1].Messages[^1].Contents.Cast<FunctionResultContent>().ToList();
        Assert.Equal(["a", "b"], results.Select(result => result.CallId));
        Assert.Contains("another call of the same reply was refused", (string)results[1].Result!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallsAreScoredAlone()
    {
        var scorer = new FunctionScorer(_ => Probability(0.9));
        await Ask(new ScriptedClient(Calls(("a", "weather", """{"city":"Rome"}"""), ("b", "weather", """{"city":"Paris"}"""))).WithToolGuard(scorer), false);
        Assert.Equal([1, 1], scorer.Groups.Select(group => group.Candidates.Single().Calls.Count));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TheSchemaRefuses_WhateverTheScore(bool streams)
    {
        var inner = new ScriptedClient(Calls(("a", "weather", """{"city": "Paris", "days": "two"}""")), Right);
        Assert.Equal("b", Assert.Single(CallsOf(await Ask(inner.WithToolGuard(Paris), streams))).CallId);
        Assert.Equal(
            "This call was not run: days: expected integer, found string. Make it again with that put right, or do without it.",
            ((FunctionResultContent)inner.Requests[1].Messages[^1].Contents[0]).Result);

        var lenient = await Ask(new ScriptedClient(Calls(("a", "weather", """{"city": "Paris", "days": "two"}"""))).WithToolGuard(Paris, new() { ChecksSchema = false }), streams);
        Assert.Single(CallsOf(lenient));
    }

    [Theory]
    [InlineData("""{"city": "Paris",}""", "JSON")] // malformed: FunctionCallContent has null arguments and an exception
    [InlineData("""["Paris"]""", "object")]
    [InlineData("{}", "city")]
    public async Task MalformedArguments_AreRefusedWithAReason(string arguments, string word)
    {
        var inner = new ScriptedClient(Calls(("a", "weather", arguments)), Right);
        await Ask(inner.WithToolGuard(Silent), false);
        Assert.Contains(word, (string)((FunctionResultContent)inner.Requests[1].Messages[^1].Contents[0]).Result!, StringComparison.Ordinal);
    }

    // As other clients give it: no text of the arguments is left.
    [Fact]
    public async Task ACallWithAnExceptionAndNoText_IsRefused()
    {
        ChatResponseUpdate[] broken = [Update([new FunctionCallContent("a", "weather") { Exception = new JsonException("bad") }], ChatFinishReason.ToolCalls)];
        var inner = new ScriptedClient(broken, Right);
        Assert.Equal("b", Assert.Single(CallsOf(await Ask(inner.WithToolGuard(Silent), false))).CallId);
    }

    [Fact]
    public async Task AnUnknownTool_OrACallWhereCallsAreForbidden_IsRefused()
    {
        var guard = new ToolGuardOptions { MaximumRetries = 0 };
        Assert.Empty(CallsOf(await Ask(new ScriptedClient(Calls(("a", "wether", """{"city":"Paris"}"""))).WithToolGuard(Paris, guard), false)));
        var none = Options;
        none.ToolMode = ChatToolMode.None;
        Assert.Empty(CallsOf(await new ScriptedClient(Right).WithToolGuard(Paris, guard).GetResponseAsync(Messages, none)));
    }

    [Theory]
    [InlineData(UnscoredCalls.LetPass, 1)]
    [InlineData(UnscoredCalls.Refuse, 0)]
    public async Task UnscoredCalls_PassOrNot_AsChosen(UnscoredCalls mode, int left)
    {
        var response = await Ask(new ScriptedClient(Right).WithToolGuard(Silent, new() { Unscored = mode, MaximumRetries = 0 }), false);
        Assert.Equal(left, CallsOf(response).Count);
        Assert.Equal(new Unscored("the scorer is away"), ToolGuardReport.Of(response)!.Calls[0].Score);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Throws_WhenSoChosen(bool streams)
    {
        var error = await Assert.ThrowsAsync<ToolCallRefusedException>(() => Ask(new ScriptedClient(Rome).WithToolGuard(Paris, new() { HandOver = HandOver.Throw, MaximumRetries = 1 }), streams));
        Assert.Equal(("weather", 1), (error.Calls.Single().Call.Name, error.Calls.Single().Attempt));
        Assert.Contains("the city is not in the request", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuardDecision.LetPass, 1, 1)]
    [InlineData(GuardDecision.HandOver, 1, 0)]
    [InlineData(GuardDecision.AskAgain, 3, 0)]
    public async Task TheCallbackDecides(GuardDecision decision, int requests, int left)
    {
        var asked = new List<GuardedCall>();
        var inner = new ScriptedClient(Rome);
        var response = await Ask(inner.WithToolGuard(Paris, new()
        {
            Decide = (call, _) =>
            {
                asked.Add(call);
                return ValueTask.FromResult(decision);
            },
        }), false);
        Assert.Equal((requests, left), (inner.Requests.Count, CallsOf(response).Count));
        Assert.Equal(Enumerable.Range(0, requests), asked.Select(call => call.Attempt));
    }

    [Fact]
    public async Task Streaming_PassesTextAtOnce_AndHoldsCallsAndTheEnd()
    {
        ChatResponseUpdate[] reply =
        [
            Update([new TextContent("Let ")]),
            Update([new TextContent("me "), Call("a", "weather", """{"city":"Paris"}""")]),
            Update([new TextContent("see.")]),
            Update([Usage(1, 2)], ChatFinishReason.ToolCalls),
        ];
        var judged = false;
        var scorer = new FunctionScorer(_ =>
        {
            judged = true;
            return Probability(0.9);
        });
        var seen = new List<(string What, bool Judged)>();
        await foreach (var update in new ScriptedClient(reply).WithToolGuard(scorer).GetStreamingResponseAsync(Messages, Options))
        {
            foreach (var content in update.Contents) seen.Add((content is TextContent text ? text.Text : content.GetType().Name, judged));
            if (update.FinishReason is { } end) seen.Add((end.Value, judged));
        }
        Assert.Equal(
            [("Let ", false), ("me ", false), ("see.", false), (nameof(UsageContent), false), (nameof(FunctionCallContent), true), ("tool_calls", true)], seen);
        Assert.Equal(2, reply[1].Contents.Count); // the inner client's updates stay as they were
    }

    [Fact]
    public async Task Streaming_TextOfARefusedReplyHasBeenSeen_ItsCallAndItsEndHaveNot()
    {
        ChatResponseUpdate[] first = [Update([new TextContent("Rome? "), Call("a", "weather", """{"city":"Rome"}""")], ChatFinishReason.ToolCalls)];
        ChatResponseUpdate[] second = [Update([new TextContent("Paris.")]), .. Right];
        var updates = await new ScriptedClient(first, second).WithToolGuard(Paris).GetStreamingResponseAsync(Messages, Options).ToListAsync();
        Assert.Equal("Rome? Paris.", updates.ToChatResponse().Text);
        Assert.Equal("b", updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single().CallId);
        Assert.Single(updates, update => update.FinishReason is not null);
    }

    // Some clients send a raw representation in place of the contents; a removed call would come back with it.
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ARemovedCall_IsNotInRawRepresentationsEither(bool streams)
    {
        ChatResponseUpdate[] reply = [Update([new TextContent("Let me see."), Call("a", "weather", """{"city":"Rome"}""")], ChatFinishReason.ToolCalls)];
        reply[0].RawRepresentation = "raw with the call";
        var client = new ScriptedClient(reply).WithToolGuard(Paris, new() { MaximumRetries = 0 });
        var response = await Ask(client, streams);
        Assert.Equal("Let me see.", response.Text); // nothing is added where text is
        Assert.All(response.Messages, message => Assert.Null(message.RawRepresentation));
        if (streams) Assert.All(await client.GetStreamingResponseAsync(Messages, Options).ToListAsync(), update => Assert.Null(update.RawRepresentation));
    }

    [Fact]
    public async Task AStreamThatIsCancelledInTheMiddle_ReturnsNoCall()
    {
        using var source = new CancellationTokenSource();
        ChatResponseUpdate[] reply = [Update([Call("a", "weather", """{"city":"Paris"}""")]), Update([new TextContent("x")]), Update([], ChatFinishReason.ToolCalls)];
        var seen = new List<AIContent>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in new ScriptedClient(reply).WithToolGuard(Paris).GetStreamingResponseAsync(Messages, Options, source.Token))
            {
                seen.AddRange(update.Contents);
                await source.CancelAsync();
            }
        });
        Assert.IsType<TextContent>(Assert.Single(seen));
    }

    [Fact]
    public async Task NothingOfTheCallersIsChanged()
    {
        var (messages, options) = (Messages, Options);
        ChatResponseUpdate[] rome = Calls(("a", "weather", """{"city": "Rome"}"""));
        await new ScriptedClient(rome).WithToolGuard(Paris).GetResponseAsync(messages, options);
        Assert.Single(messages);
        Assert.Null(options.ConversationId);
        Assert.Equal(2, options.Tools!.Count);
        Assert.Contains(rome[0].Contents, content => content is FunctionCallContent); // the inner client may hand it out again
    }

    [Fact]
    public async Task AServiceThatKeepsTheConversation_GetsOnlyWhatIsNew()
    {
        ChatResponseUpdate[] rome = Calls(("a", "weather", """{"city": "Rome"}"""));
        rome[0].ConversationId = "kept";
        var inner = new ScriptedClient(rome, Right);
        var options = Options;
        await inner.WithToolGuard(Paris).GetResponseAsync(Messages, options);
        Assert.Equal([ChatRole.Tool], inner.Requests[1].Messages.Select(message => message.Role));
        Assert.Equal("kept", inner.Requests[1].Options!.ConversationId);
        Assert.Null(options.ConversationId);
    }

    [Fact]
    public async Task WithHistoryElsewhere_OnlyTheSchemaIsChecked()
    {
        var options = Options;
        options.ConversationId = "kept";
        var report = ToolGuardReport.Of(await new ScriptedClient(Rome).WithToolGuard(Paris).GetResponseAsync(Messages, options))!;
        Assert.Contains("ConversationId", Assert.IsType<Unscored>(report.Calls.Single().Score).Reason, StringComparison.Ordinal);
        Assert.Equal(GuardOutcome.Passed, report.Calls.Single().Outcome);
    }

    [Fact]
    public async Task CallsThatHaveRun_OrAreOnlyReported_AreNotJudged()
    {
        ChatResponseUpdate[] reply =
        [
            Update([Call("a", "weather", """{"city":"Rome"}"""), new FunctionResultContent("a", "20")]),
            Update([new FunctionCallContent("s", "search") { InformationalOnly = true }, new TextContent("It is 20.")], ChatFinishReason.Stop),
        ];
        foreach (var streams in (bool[])[false, true])
        {
            var response = await Ask(new ScriptedClient(reply).WithToolGuard(Paris), streams);
            Assert.Null(ToolGuardReport.Of(response));
            Assert.Equal(2, response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Count());
        }
    }

    [Fact]
    public async Task AnUnknownRole_LeavesCallsUnscored()
    {
        var response = await new ScriptedClient(Right).WithToolGuard(Paris).GetResponseAsync([new(new ChatRole("critic"), "hm")], Options);
        Assert.Contains("critic", Assert.IsType<Unscored>(ToolGuardReport.Of(response)!.Calls[0].Score).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplyWithoutCalls_IsReturnedAsItIs()
    {
        var response = await Ask(new ScriptedClient(Text("Hello")).WithToolGuard(Paris), false);
        Assert.Equal("Hello", response.Text);
        Assert.Null(ToolGuardReport.Of(response));
    }

    [Fact]
    public void ARawScorerNeedsAThreshold()
    {
        var raw = new FunctionScorer(_ => Score.Of(-3), ScoreScale.Raw);
        Assert.Contains("threshold", Assert.Throws<ArgumentException>(() => new ScriptedClient(Right).WithToolGuard(raw)).Message, StringComparison.Ordinal);
        Assert.NotNull(new ScriptedClient(Right).WithToolGuard(raw, new() { Threshold = -4 }));
        var error = Assert.Throws<ArgumentException>(() => new ScriptedClient(Right).WithToolGuard(Paris, new() { Threshold = double.NaN, MaximumRetries = -1 }));
        Assert.Contains("threshold", error.Message, StringComparison.Ordinal);
        Assert.Contains("retries", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheReportSurvivesACache()
    {
        var response = await Ask(new ScriptedClient(Rome, Right).WithToolGuard(Paris), true);
        var copy = JsonSerializer.Deserialize<ChatResponse>(JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        Assert.Equal(ToolGuardReport.Of(response), ToolGuardReport.Of(copy));
    }

    private static async Task<ChatResponse> Ask(IChatClient client, bool streams) => streams
        ? await client.GetStreamingResponseAsync(Messages, Options).ToChatResponseAsync()
        : await client.GetResponseAsync(Messages, Options);

    private static List<FunctionCallContent> CallsOf(ChatResponse response) => [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
}
