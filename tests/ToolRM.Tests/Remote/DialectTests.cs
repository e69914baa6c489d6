using ToolRM.Conversations;
using ToolRM.Remote;
using ToolRM.Scoring;
using ToolRM.Tests.Sampling;
using static ToolRM.Tests.Remote.RemoteCases;

namespace ToolRM.Tests.Remote;

/// <summary>The literal payloads of dotnet 3.3 to 3.6, asked for and answered.</summary>
public class DialectTests
{
    private static readonly CandidateGroup Two = Texts("1", "text a", "text b");

    private const string PromptText = "<|im_start|>user\\nq 1<|im_end|>\\n<|im_start|>assistant\\n";

    // dotnet 3.3, /classify, as printed.
    private const string Classified = """
        {"id":"classify-1","object":"list","created":1745383065,"model":"rm",
         "data":[{"index":0,"label":"LABEL_0","probs":[1.83],"num_classes":1},{"index":1,"label":"LABEL_0","probs":[-0.4],"num_classes":1}],
         "usage":{"prompt_tokens":20,"total_tokens":20,"completion_tokens":0,"prompt_tokens_details":null}}
        """;

    private static async Task<(IReadOnlyList<double> Values, ChatCall Call)> Ask(RemoteOptions options, string answer, CandidateGroup? group = null)
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, answer));
        var values = Values(await ScoreAsync(Scorer(server, options), group ?? Two));
        return (values, Assert.Single(server.Calls));
    }

    [Fact]
    public async Task VllmClassify()
    {
        var (values, call) = await Ask(Options(RemoteDialect.VllmClassify) with { ApiKey = "k" }, Classified);
        Assert.Equal([1.83, -0.4], values);
        Assert.Equal(("http://host:8000/classify", "k"), (call.Address.AbsoluteUri, call.Key));
        Assert.Equal($$"""{"model":"rm","input":["{{PromptText}}text a<|im_end|>","{{PromptText}}text b<|im_end|>"],"use_activation":false}""", call.Body.ToString());
    }

    [Fact]
    public async Task VllmPooling_TheLastRow()
    {
        // dotnet 3.3: rows of a process reward model.
        const string answer = """{"id":"pool-1","object":"list","created":1,"model":"rm","data":[{"index":0,"object":"pooling","data":[[0.1],[0.9]]}],"usage":{}}""";
        var (values, call) = await Ask(Options(RemoteDialect.VllmPooling), answer, Texts("1", "text a"));
        Assert.Equal([0.9], values);
        Assert.Equal("http://host:8000/pooling", call.Address.AbsoluteUri);
        Assert.Equal($$"""{"model":"rm","task":"token_classify","input":["{{PromptText}}text a<|im_end|>"],"encoding_format":"float","use_activation":false}""", call.Body.ToString());
        Assert.Equal([0.5], (await Ask(Options(RemoteDialect.VllmPooling) with { Rows = RemoteRows.Mean }, answer, Texts("1", "a"))).Values);
        Assert.Equal([0.1], (await Ask(Options(RemoteDialect.VllmPooling) with { Rows = RemoteRows.Minimum }, answer, Texts("1", "a"))).Values);
        // A model over the whole text has one row, which is not nested.
        Assert.Equal([0.7], (await Ask(Options(RemoteDialect.VllmPooling), """{"data":[{"index":0,"data":[0.7]}]}""", Texts("1", "a"))).Values);
    }

    [Fact]
    public async Task VllmScore_OnePromptManyReplies()
    {
        var (values, call) = await Ask(
            Options(RemoteDialect.VllmScore),
            """{"id":"embd-1","object":"list","created":1,"model":"m","data":[{"index":0,"object":"score","score":0.0011},{"index":1,"object":"score","score":1.0}],"usage":{}}""");
        Assert.Equal([0.0011, 1.0], values);
        Assert.Equal($$"""{"model":"rm","text_1":"{{PromptText}}","text_2":["text a","text b"],"use_activation":false}""", call.Body.ToString());
    }

    [Fact]
    public async Task SglangClassify()
    {
        var (values, call) = await Ask(Options(RemoteDialect.SglangClassify), """[{"embedding":[1.5],"meta_info":{"id":"a"}},{"embedding":[-2]}]""");
        Assert.Equal([1.5, -2], values);
        Assert.Equal($$"""{"model":"rm","text":["{{PromptText}}text a<|im_end|>","{{PromptText}}text b<|im_end|>"]}""", call.Body.ToString());
    }

    // dotnet 3.6: highest first, so the second document comes first.
    [Fact]
    public async Task Rerank_IndexPointsAtTheReply()
    {
        var (values, call) = await Ask(
            Options(RemoteDialect.Rerank),
            """{"model":"m","object":"list","usage":{"prompt_tokens":74,"total_tokens":74},"results":[{"index":1,"relevance_score":5.1},{"index":0,"relevance_score":-4.2}]}""");
        Assert.Equal([-4.2, 5.1], values);
        Assert.Equal("http://host:8000/v1/rerank", call.Address.AbsoluteUri);
        Assert.Equal($$"""{"model":"rm","query":"{{PromptText}}","top_n":2,"documents":["text a","text b"]}""", call.Body.ToString());
    }

    [Fact]
    public async Task OurOwn_KeepsComponentsAndReasons_AndShowsNeitherSourceNorReference()
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, """
            {"schema":"toolrm/rewards@1","id":"1","rewards":[{"name":"other","scores":[]},{"name":"rm","scores":[
              {"id":"1","unscored":"no idea"},{"id":"0","value":0.25,"scale":"probability","components":{"part":1.0},"explanation":"why"}]}]}
            """));
        var scores = await ScoreAsync(Scorer(server, Options(RemoteDialect.ToolRmRewards) with { Scale = ScoreScale.Probability }), Two with { Reference = new NoCall() });
        Assert.Equal(new Scored(0.25, ScoreScale.Probability, [new("part", 1)], "why"), scores[0]);
        Assert.Equal("no idea", Reason(scores[1]));
        Assert.Equal(
            """{"schema":"toolrm/rewards@1","id":"1","messages":[{"role":"user","content":"q 1"}],"tools":[],"candidates":[{"id":"0","text":"text a","calls":[]},{"id":"1","text":"text b","calls":[]}],"rewards":["rm"]}""",
            Assert.Single(server.Calls).Body.ToString());
    }

    [Fact]
    public async Task TheReferenceIsSentWhenAskedFor()
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, """{"id":"1","rewards":[{"name":"rm","scores":[{"id":"0","value":1.0,"scale":"raw"}]}]}"""));
        var scorer = Scorer(server, Options(RemoteDialect.ToolRmRewards) with { SendsReference = true });
        Assert.True(scorer.Info.NeedsReference);
        await ScoreAsync(scorer, Texts("1", "a") with { Reference = new NoCall() });
        Assert.NotNull(Assert.Single(server.Calls).Body["reference"]);
    }

    // The chat form: the server's own template writes the marks, one reply a request.
    [Fact]
    public async Task Messages_OneReplyARequest()
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, """{"data":[{"index":0,"probs":[0.5]}]}"""));
        var options = Options(RemoteDialect.VllmClassify) with { Rendering = ReplyRendering.HermesMessages, Activation = true, Scale = ScoreScale.Probability, Requests = new() { Concurrency = 1 } };
        Assert.Equal([0.5, 0.5], Values(await ScoreAsync(Scorer(server, options), Two)));
        Assert.Equal(2, server.Calls.Count);
        Assert.Equal("""{"model":"rm","messages":[{"role":"user","content":"q 1"},{"role":"assistant","content":"text a"}],"use_activation":true}""", server.Calls[0].Body.ToString());
    }

    [Theory]
    [InlineData("http://h:1", "http://h:1/v1/rerank")]
    [InlineData("http://h:1/v1", "http://h:1/v1/rerank")]
    [InlineData("http://h:1/v1/rerank/", "http://h:1/v1/rerank")]
    [InlineData("https://h/api?x=1", "https://h/api/v1/rerank?x=1")]
    public async Task TheAddressIsCompleted(string address, string target)
    {
        var server = new FakeChatServer(_ => FakeChatServer.Status(200, """{"results":[{"index":0,"relevance_score":1}]}"""));
        await ScoreAsync(Scorer(server, new(new(address), RemoteDialect.Rerank)), Texts("1", "a"));
        Assert.Equal(target, Assert.Single(server.Calls).Address.AbsoluteUri);
    }
}
