using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Models;
using ToolRM.Remote;
using ToolRM.Scoring;
using ToolRM.Server.Serving;
using ToolRM.Tests.Server;
using static ToolRM.Tests.Remote.RemoteCases;

namespace ToolRM.Tests.Remote;

/// <summary>Our own server behind every dialect that it speaks: scores are those of the scorer itself.</summary>
public class OwnServerTests
{
    private static readonly CandidateGroup[] Groups =
    [
        Calls("""{"base": 10}""", """{"base":"ten"}""", """{}""", """{"base": 10, "height": 3}"""),
        new("text", new([new SystemMessage("Be kind."), new UserMessage("Hello <there>, \"you\"")], [Area]), [new("c0", "Hello!", []), new("c1", "", [new("area", """{"base":3}"""), new("area", """{"base":4}""")])]),
    ];

    public static TheoryData<string, string?> Dialects => new()
    {
        { "toolrm-rewards", null }, { "vllm-classify", "hermes-chatml" }, { "vllm-classify", "json" }, { "vllm-classify", "hermes-messages" }, { "vllm-pooling", "hermes-chatml" }, { "vllm-pooling", "json" },
        { "vllm-score", "hermes-chatml" }, { "vllm-score", "json" }, { "sglang-classify", "hermes-chatml" }, { "sglang-classify", "json" }, { "rerank", "hermes-chatml" }, { "rerank", "json" },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task InMemory(string dialect, string? rendering)
    {
        await using var server = await TestedServer.StartAsync(TestedServer.Options(ServedScorer.Of(RewardModels.Require("grounded"))));
        await AssertEqualAsync(dialect, rendering, new("http://localhost"), server.Client);
    }

    [Theory]
    [Trait("Lane", "Slow")]
    [MemberData(nameof(Dialects))]
    public async Task OverSockets(string dialect, string? rendering)
    {
        await using var server = await ServeProcess.StartAsync(new Dictionary<string, string>(), "--scorer", "grounded", "--url", "http://127.0.0.1:0");
        using var http = ToolRM.Sampling.OpenAi.OpenAiChatClient.CreateHttp();
        await AssertEqualAsync(dialect, rendering, server.Address, http);
    }

    // toolrm serve --scorer remote: a server that asks a server.
    [Fact]
    public async Task AServerBehindAServer_AnswersTheSame()
    {
        await using var inner = await TestedServer.StartAsync(TestedServer.Options(ServedScorer.Of(RewardModels.Require("grounded"))));
        var remote = new RemoteScorer("proxy", new(new("http://localhost"), RemoteDialect.ToolRmRewards) { Scale = ScoreScale.Probability }, inner.Client);
        await using var outer = await TestedServer.StartAsync(TestedServer.Options(ServedScorer.Of(remote, ScorerNeeds.Tools | ScorerNeeds.Messages)));
        await AssertEqualAsync("toolrm-rewards", null, new("http://localhost"), outer.Client, model: "proxy");
    }

    // What the server cannot mend is 503 with the time to come again; what one reply cannot have is its reason.
    [Theory]
    [InlineData(401, 503, "the scorer asks another server")]
    [InlineData(500, 200, "unscored")]
    public async Task AServerBehindThatFails_IsSaid(int behind, int status, string part)
    {
        var server = new Sampling.FakeChatServer(_ => Sampling.FakeChatServer.Status(behind));
        var remote = Scorer(server, Options(RemoteDialect.ToolRmRewards) with { Requests = new() { Attempts = 1 } });
        await using var outer = await TestedServer.StartAsync(TestedServer.Options(ServedScorer.Of(remote, ScorerNeeds.Tools)));
        var answer = await outer.PostAsync("/v1/rewards", """{"id": "q", "tools": [], "candidates": [{"id": "0", "text": "x"}]}""");
        Assert.Equal(status, answer.Status);
        Assert.Contains(part, answer.Text, StringComparison.Ordinal);
        Assert.Equal(status == 503, answer.RetryAfter is not null);
    }

    private static async Task AssertEqualAsync(string dialect, string? rendering, Uri address, HttpClient http, string model = "grounded")
    {
        var options = new RemoteOptions(address, RemoteDialect.Find(dialect)!) { Model = model, Scale = ScoreScale.Probability };
        if (rendering is not null) options = options with { Rendering = ReplyRendering.Find(rendering)! };
        // Of a text the server has the tools twice: read as tools, and as words of the system turn, which "grounded" looks at. JSON and values are exact.
        var shown = rendering?.StartsWith("hermes", StringComparison.Ordinal) is true ? Groups.Select(group => group with
        {
            Prompt = HuggingFaceChat.Read(new ListValue(ReplyRendering.HermesMessages.Prompt(group.Prompt).Messages!.Value)) with { Tools = group.Prompt.Tools },
        }).ToArray() : Groups;
        var expected = await RewardModels.Require("grounded").Create(0).ScoreAsync(shown);
        var found = await new RemoteScorer("r", options, http).ScoreAsync(Groups);
        Assert.Equal(expected.SelectMany(Values), found.SelectMany(Values));
        Assert.True(Values(expected[0]).Distinct().Count() > 2, "equal scores of different replies would prove nothing");
    }
}
