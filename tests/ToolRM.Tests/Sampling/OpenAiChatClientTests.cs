using System.Text;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Tests.Sampling;

public class OpenAiChatClientTests
{
    private static readonly OpenAiEndpoint Endpoint = new(new("http://host:8000/v1"), "m");

    // dotnet 3.8: the fields as OpenAI's own client sends them, but for the name of the token limit.
    [Fact]
    public async Task TheRequestIsThatOfOpenAi()
    {
        var server = new FakeChatServer(_ => FakeChatServer.Reply(FakeChatServer.Text("ok")));
        using var http = server.Http();
        using var client = new OpenAiChatClient(Endpoint with { ApiKey = "k", Extra = new([new("top_k", ArgumentValue.Of(20))]) }, http);
        var messages = ChatMessages.ToChatMessages(
        [
            new SystemMessage("sys"), new UserMessage("weather?"), new AssistantMessage("", [new("f", "{\"a\": 1}")]),
            new ToolMessage(new("21C", ToolStatus.Ok)), new AssistantMessage("", [new("f", "{\"a\":,}", "x")]), new ToolMessage(new("bad", ToolStatus.Ok), "x"),
        ]).Value;
        await client.GetResponseAsync(messages, new()
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            MaxOutputTokens = 64,
            Seed = 7,
            Tools = [FunctionDeclarations.ToDeclaration(SamplingCases.Tool)],
            ToolMode = ChatToolMode.RequireAny,
        });
        var call = Assert.Single(server.Calls);
        Assert.Equal("http://host:8000/v1/chat/completions", call.Address.AbsoluteUri);
        Assert.Equal("k", call.Key);
        Assert.Equal(
            """{"model":"m","messages":[{"role":"system","content":"sys"},{"role":"user","content":"weather?"},"""
            + """{"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]},"""
            + """{"role":"tool","tool_call_id":"call_0","content":"21C"},"""
            + """{"role":"assistant","content":null,"tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{\"a\":,}"}}]},"""
            + """{"role":"tool","tool_call_id":"x","content":"bad"}],"temperature":0.7,"top_p":0.9,"max_tokens":64,"seed":7"""
            + ""","tools":[{"type":"function","function":{"name":"f","description":"Does it","parameters":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}}]"""
            + ""","tool_choice":"required","top_k":20}""",
            call.Body.ToString());
    }

    [Theory]
    [InlineData("http://h/v1/", "http://h/v1/chat/completions")]
    [InlineData("http://h", "http://h/chat/completions")]
    [InlineData("https://h/v1/chat/completions", "https://h/v1/chat/completions")]
    [InlineData("https://h/d?api-version=1", "https://h/d/chat/completions?api-version=1")]
    public void TheAddressIsCompleted(string address, string target) => Assert.Equal(target, new OpenAiEndpoint(new(address), "m").Target.AbsoluteUri);

    [Theory]
    [InlineData("ftp://h/v1", "m", "expected an address")]
    [InlineData("http://me:secret@h/v1", "m", "without a name and password")]
    [InlineData("http://h/v1", "", "the model's name")]
    public void AnUnusableEndpointIsRefused(string address, string model, string message)
    {
        using var http = new HttpClient();
        var error = Assert.Throws<ArgumentException>(() => new OpenAiChatClient(new(new(address), model), http));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheKeyIsNotPrinted() => Assert.DoesNotContain("secret", (Endpoint with { ApiKey = "secret" }).ToString(), StringComparison.Ordinal);

    // Arguments, well-formed or not, and the message's own spelling come through as they are.
    [Theory]
    [InlineData("{\"a\": 1}")]
    [InlineData("{\"a\": 1,}")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    public async Task CallsAreKeptAsEmitted(string arguments)
    {
        var message = FakeChatServer.Call("f", arguments).Replace("{\"role\"", "{  \"role\"", StringComparison.Ordinal);
        var response = await Ask(_ => FakeChatServer.Reply(message, "tool_calls"));
        var content = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(new ToolCall("f", arguments, "call_9"), FunctionCalls.FromContent(content).Value);
        Assert.Equal(message, response.AdditionalProperties![OpenAiChatClient.MessageKey]);
        Assert.Equal(("c1", "real-model", "tool_calls", 7L), (response.ResponseId, response.ModelId, response.FinishReason!.Value.Value, response.Usage!.OutputTokenCount));
    }

    // Whatever a model or a server puts into a message is a reply.
    [Theory]
    [InlineData("""{}""", "", 0)]
    [InlineData("""{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"},3]}""", "ab", 0)]
    [InlineData("""{"content":7,"tool_calls":"none"}""", "", 0)]
    [InlineData("""{"tool_calls":[{"function":{"name":null,"arguments":{"a":1}}},7,{"id":3}]}""", "", 2)]
    [InlineData("""{"function_call":{"name":"f"}}""", "", 1)]
    public async Task OddMessages_AreReplies(string message, string text, int calls)
    {
        var response = await Ask(_ => FakeChatServer.Reply(message));
        Assert.Equal(text, response.Text);
        Assert.Equal(calls, response.Messages[0].Contents.OfType<FunctionCallContent>().Count());
    }

    // Not as data of a theory: attributes hold no lone surrogate.
    [Fact]
    public async Task ALoneSurrogate_IsKept() =>
        Assert.Equal("\ud800", (await Ask(_ => FakeChatServer.Reply("{\"content\":\"\\ud800\"}"))).Text);

    [Theory]
    [InlineData(400, "", ProviderFailure.Refused)]
    [InlineData(401, "", ProviderFailure.Stop)]
    [InlineData(402, "", ProviderFailure.Stop)]
    [InlineData(403, "", ProviderFailure.Refused)]
    [InlineData(404, "", ProviderFailure.Stop)]
    [InlineData(307, "", ProviderFailure.Stop)]
    [InlineData(422, "", ProviderFailure.Refused)]
    [InlineData(408, "", ProviderFailure.Transient)]
    [InlineData(429, "", ProviderFailure.Transient)]
    [InlineData(429, """{"error":{"message":"pay","code":"insufficient_quota"}}""", ProviderFailure.Stop)]
    [InlineData(500, "", ProviderFailure.Transient)]
    [InlineData(503, "<html>", ProviderFailure.Transient)]
    [InlineData(200, "", ProviderFailure.Transient)]
    [InlineData(200, "{\"choices\":[{\"mess", ProviderFailure.Transient)]
    [InlineData(200, "[]", ProviderFailure.Transient)]
    [InlineData(200, "{\"choices\":[]}", ProviderFailure.Transient)]
    [InlineData(200, "{\"choices\":[{\"message\":null}]}", ProviderFailure.Transient)]
    [InlineData(200, """{"error":{"message":"overloaded","code":502}}""", ProviderFailure.Transient)]
    [InlineData(200, """{"error":{"message":"too long","code":400}}""", ProviderFailure.Refused)]
    public async Task AnswersWithoutAReply_AreSorted(int status, string body, ProviderFailure failure)
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => Ask(_ => FakeChatServer.Status(status, body)));
        Assert.Equal(failure, error.Failure);
        Assert.StartsWith("host:8000 answered ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"prompt\nis too long","type":"x"}}""", "(prompt is too long)")]
    [InlineData("""{"object":"error","message":"no such"}""", "(no such)")]
    [InlineData("""{"error":"plain"}""", "(plain)")]
    [InlineData("""{"detail":[{"loc":"x"}]}""", "([{\"loc\":\"x\"}])")]
    [InlineData("just words", "(just words)")]
    public async Task TheServersWordsAreGiven(string body, string part) =>
        Assert.Contains(part, (await Assert.ThrowsAsync<ProviderException>(() => Ask(_ => FakeChatServer.Status(400, body)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ABrokenConnection_IsTransient_BeforeAndInTheBody()
    {
        Assert.Equal(ProviderFailure.Transient, (await Assert.ThrowsAsync<ProviderException>(() => Ask(_ => throw new HttpRequestException("refused")))).Failure);
        Assert.Equal(ProviderFailure.Transient, (await Assert.ThrowsAsync<ProviderException>(() => Ask(_ => FakeChatServer.Stream(["{\"choices\":"], Break)))).Failure);
    }

    [Fact]
    public async Task HeadersOfASuccess_AskForAPause()
    {
        var response = await Ask(_ => FakeChatServer.Reply(FakeChatServer.Text("x"), "stop", ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "2s")));
        Assert.Equal(TimeSpan.FromSeconds(2), response.AdditionalProperties![OpenAiChatClient.WaitKey]);
    }

    [Fact]
    public async Task AStreamIsPutTogether()
    {
        var response = await Stream(_ => FakeChatServer.Events(
            """{"id":"c1","model":"real-model","choices":[{"delta":{"role":"assistant","reasoning_content":"hm"}}]}""",
            """{"choices":[{"delta":{"content":"Let "}}]}""",
            """{"choices":[{"delta":{"content":"me"}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":""}},{"index":0,"function":{"arguments":":,}"}}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7}}""",
            "[DONE]"));
        var message = Assert.IsType<AssistantMessage>(Assert.Single(ChatMessages.FromChatMessages(response.Messages).Value));
        Assert.Equal(new AssistantMessage("Let me", [new("f", "{\"a\":,}", "a"), new("g", "", "b")], "hm"), message);
        Assert.Equal((5L, 7L, "tool_calls", "real-model"), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.FinishReason!.Value.Value, response.ModelId));
        var raw = JsonParse.Of((string)response.AdditionalProperties![OpenAiChatClient.MessageKey]!).Value;
        Assert.Equal(message, ToolRM.Conversations.Formats.OpenAiChat.ReadMessage(raw!));
    }

    [Fact]
    public async Task EventsMayComeInAnyPieces_WithCommentsAndOtherLineEnds()
    {
        var bytes = ": ping\r\n\r\nevent: x\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"é\"},\r\ndata: \"finish_reason\":\"stop\"}]}\r\n\r\ndata:[DONE]";
        foreach (var size in Enumerable.Range(1, 9)) Assert.Equal("é", (await Stream(_ => FakeChatServer.Stream([.. bytes.Chunk(size).Select(piece => new string(piece))]))).Text);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"half"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"half"}}]}""", """{"error":{"message":"died"}}""")]
    [InlineData("""{"choices":[{"delta":{"content":"half"},"finish_reason":"error"}]}""", "[DONE]")]
    [InlineData("""{"choices":[{"del""", "[DONE]")]
    [InlineData]
    public async Task AStreamWithoutItsEnd_IsNoReply(params string[] events) =>
        Assert.Equal(ProviderFailure.Transient, (await Assert.ThrowsAsync<ProviderException>(() => Stream(_ => FakeChatServer.Events(events)))).Failure);

    [Fact]
    public async Task ABrokenStream_IsNoReply() =>
        await Assert.ThrowsAsync<ProviderException>(() => Stream(_ => FakeChatServer.Stream(["data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n"], Break)));

    [Fact]
    public async Task WhatCannotBeSent_IsSaid()
    {
        using var http = new FakeChatServer(_ => FakeChatServer.Status(500)).Http();
        using var client = new OpenAiChatClient(Endpoint, http);
        var image = new ChatMessage(ChatRole.User, [new DataContent(Encoding.UTF8.GetBytes("x"), "image/png")]);
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync([image]));
        Assert.Equal("m", ((ChatClientMetadata)client.GetService(typeof(ChatClientMetadata))!).DefaultModelId);
        Assert.Same(client, client.GetService(typeof(OpenAiChatClient)));
        Assert.Null(client.GetService(typeof(string)));
    }

    private static Task Break(CancellationToken token) => throw new IOException("the connection was cut");

    private static async Task<ChatResponse> Ask(Func<ChatCall, HttpResponseMessage> answer)
    {
        using var http = new FakeChatServer(answer).Http();
        using var client = new OpenAiChatClient(Endpoint, http, new InstantTime());
        return await client.GetResponseAsync([new(ChatRole.User, "hi")]);
    }

    private static async Task<ChatResponse> Stream(Func<ChatCall, HttpResponseMessage> answer)
    {
        using var http = new FakeChatServer(answer).Http();
        using var client = new OpenAiChatClient(Endpoint, http, new InstantTime());
        return await client.GetStreamingResponseAsync([new(ChatRole.User, "hi")]).ToChatResponseAsync();
    }
}
