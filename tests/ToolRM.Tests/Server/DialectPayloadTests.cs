using System.Globalization;
using System.Text.RegularExpressions;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Server.Serving;
using static ToolRM.Tests.Server.TestedServer;

namespace ToolRM.Tests.Server;

/// <summary>The contracts as the fact sheet gives them (dotnet 3.1 to 3.5): requests as clients send them, answers as they read them.</summary>
public class DialectPayloadTests
{
    // Scores a reply by the number that it is, so that every number of an answer can be foreseen.
    private static readonly ServedScorer Number = new("rm", ScoreScale.Centred, ScorerNeeds.Calls, (requests, _) =>
        new([.. requests.Select(request => request.Group.Candidates.Select(ScoreOf).ToValueList())]));

    private static Score ScoreOf(Candidate candidate) =>
        double.TryParse(candidate.Text, CultureInfo.InvariantCulture, out var value) ? new Scored(value, ScoreScale.Centred, [new("format", 1)]) : new Unscored("no number");

    private static string Said(string reply) => Json($"<|im_start|>user\nhow much?<|im_end|>\n<|im_start|>assistant\n{reply}<|im_end|>\n");

    // 1 / (1 + e^-1.83), by hand
    private const double Sigmoid = 0.861767;

    [Fact]
    public async Task OpenRlhf_OneSample()
    {
        await using var server = await StartAsync(Options(Number));
        var answer = await server.PostAsync("/get_reward", """{"query": ["how much? 1.83"], "prompts": ["how much? "], "labels": [null]}""");
        Assert.Equal("""{"rewards":[1.83],"scores":[0.86""", answer.Json().ToString()[..32]);
        Assert.Equal(Sigmoid, answer.Number("scores[0]"), 1e-5);
        Assert.Equal("""{"format":[1.0]}""", answer.At("extra_logs").ToString());
    }

    // With several servers the client sends empty lists to all but the first; a failure there would lose the reward.
    [Fact]
    public async Task OpenRlhf_EmptyListsGetEmptyLists()
    {
        await using var server = await StartAsync();
        foreach (var body in (string[])["""{"query": [], "prompts": [], "labels": []}""", """{"query": []}"""])
            Assert.Equal("""{"rewards":[],"scores":[],"extra_logs":{}}""", (await server.PostAsync("/get_reward", body)).Json().ToString());
    }

    // The special tokens are kept in what the client sends.
    [Fact]
    public async Task OpenRlhf_TemplatedTextsWithTools()
    {
        await using var server = await StartAsync();
        var body = $$"""{"query": [{{Json(Prompt + Right)}}, {{Json(Prompt + Wrong)}}], "prompts": [{{Json(Prompt)}}, {{Json(Prompt)}}], "labels": [null, null]}""";
        Assert.Equal("[1.0,0.0]", (await server.PostAsync("/get_reward", body)).At("rewards").ToString());
        var older = $$"""{"query": [{{Json(Prompt + Right)}}, {{Json(Prompt + Wrong)}}]}"""; // without prompts, the marks tell
        Assert.Equal("[1.0,0.0]", (await server.PostAsync("/get_reward", older)).At("rewards").ToString());
    }

    [Fact]
    public async Task OpenRlhf_LabelsAreReferences()
    {
        await using var server = await StartAsync(Options(ServedScorer.Of(Scorers.Require("reference"))));
        string[] labels =
        [
            """[{"name": "area", "arguments": {"base": 10}}]""", """[{"name": "area", "arguments": {"base": 11}}]""", """{"kind": "no-call"}""",
        ];
        var queries = string.Join(',', labels.Select(_ => Json(Prompt + Right)));
        var body = $$"""{"query": [{{queries}}], "prompts": [{{string.Join(',', labels.Select(_ => Json(Prompt)))}}], "labels": [{{string.Join(',', labels.Select(Json))}}]}""";
        Assert.Equal("[1.0,0.0,0.0]", (await server.PostAsync("/get_reward", body)).At("rewards").ToString());
        (await server.PostAsync("/get_reward", $$"""{"query": [{{Json(Prompt + Right)}}], "labels": ["42"]}""")).Refused(422, "There is no reference");
    }

    [Fact]
    public async Task Vllm_Classify()
    {
        await using var server = await StartAsync(Options(Number));
        var answer = await server.PostAsync("/classify", $$"""{"model": "rm", "input": [{{Said("1.83")}}, {{Said("-0.4")}}], "use_activation": false}""");
        var shape = """^\{"id":"classify-[^"]+","object":"list","created":\d+,"model":"rm","data":\[""" +
            """\{"index":0,"label":"LABEL_0","probs":\[1\.83\],"num_classes":1\},\{"index":1,"label":"LABEL_0","probs":\[-0\.4\],"num_classes":1\}\],""" +
            "\"usage\":" + """\{"prompt_tokens":0,"total_tokens":0,"completion_tokens":0\}\}$""";
        Assert.Matches(new Regex(shape), answer.Json().ToString());
    }

    // verl: data[-1].probs[-1]; the January 2026 snapshot names the switch differently; a missing switch is vLLM's default, true.
    [Theory]
    [InlineData(", \"use_activation\": false", 1.83)]
    [InlineData(", \"activation\": false", 1.83)]
    [InlineData(", \"use_activation\": true", Sigmoid)]
    [InlineData("", Sigmoid)]
    [InlineData(", \"use_activation\": null, \"user\": \"u\", \"truncate_prompt_tokens\": -1, \"priority\": 0, \"add_special_tokens\": true", Sigmoid)]
    public async Task Vllm_Activation(string more, double expected)
    {
        await using var server = await StartAsync(Options(Number));
        foreach (var path in (string[])["/classify", "/v1/classify"])
            Assert.Equal(expected, (await server.PostAsync(path, $$"""{"model": "rm", "input": {{Said("1.83")}}{{more}}}""")).Number("data[0].probs[0]"), 1e-5);
    }

    [Fact]
    public async Task Vllm_ClassifyMessages()
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync("/classify", """
            {"messages": [{"role": "user", "content": "Area?"}, {"role": "assistant", "content": null, "tool_calls": [
               {"id": "c", "type": "function", "function": {"name": "area", "arguments": "{\"base\": 10}"}}]}],
             "tools": [{"type": "function", "function": {"name": "area", "parameters": {"type": "object", "properties": {"base": {"type": "integer"}}}}}],
             "add_generation_prompt": false, "continue_final_message": false}
            """);
        Assert.Equal(1, answer.Number("data[0].probs[0]"));
    }

    [Fact]
    public async Task Vllm_Pooling()
    {
        await using var server = await StartAsync(Options(Number));
        var answer = await server.PostAsync("/pooling", $$"""{"model": "rm", "task": "token_classify", "input": {{Said("0.9")}}, "encoding_format": "float", "use_activation": false}""");
        Assert.Equal("""[{"index":0,"object":"pooling","data":[[0.9]]}]""", answer.At("data").ToString());
        (await server.PostAsync("/pooling", $$"""{"input": {{Said("0.9")}}, "encoding_format": "base64"}""")).Refused(400, "encoding_format");
    }

    // verl with SGLang: data[-1].embedding[-1]
    [Fact]
    public async Task Sglang_Embeddings()
    {
        await using var server = await StartAsync(Options(Number));
        var answer = await server.PostAsync("/v1/embeddings", $$"""{"model": "rm", "input": {{Said("1.83")}}}""");
        Assert.Equal("""[{"index":0,"object":"embedding","embedding":[1.83]}]""", answer.At("data").ToString());
    }

    [Fact]
    public async Task Sglang_Classify()
    {
        await using var server = await StartAsync(Options(Number));
        var answer = await server.PostAsync("/classify", $$"""{"model": "rm", "text": [{{Said("1.83")}}, {{Said("-0.4")}}]}""");
        Assert.Equal("""[{"embedding":[1.83]},{"embedding":[-0.4]}]""", answer.Json().ToString());
    }

    [Theory]
    [InlineData("text_1", "text_2")]
    [InlineData("queries", "documents")]
    [InlineData("queries", "items")]
    [InlineData("data_1", "data_2")]
    public async Task Vllm_Score(string left, string right)
    {
        await using var server = await StartAsync(Options(Number));
        foreach (var path in (string[])["/score", "/v1/score"])
        {
            var oneToMany = await server.PostAsync(path, $$"""{"model": "rm", "{{left}}": "how much?", "{{right}}": ["-0.4", "1.83"], "use_activation": false}""");
            Assert.Equal("""[{"index":0,"object":"score","score":-0.4},{"index":1,"object":"score","score":1.83}]""", oneToMany.At("data").ToString());
            var pairs = await server.PostAsync(path, $$"""{"{{left}}": ["a", "b"], "{{right}}": ["1", "2"], "use_activation": false}""");
            Assert.Equal(2, pairs.Number("data[1].score"));
            var single = await server.PostAsync(path, $$"""{"{{left}}": "a", "{{right}}": "1.83"}""");
            Assert.Equal(Sigmoid, single.Number("data[0].score"), 1e-5);
            (await server.PostAsync(path, $$"""{"{{left}}": ["a", "b"], "{{right}}": ["1"]}""")).Refused(400, right);
        }
    }

    [Fact]
    public async Task Vllm_Rerank()
    {
        await using var server = await StartAsync(Options(Number));
        foreach (var path in (string[])["/rerank", "/v1/rerank", "/v2/rerank"])
        {
            var answer = await server.PostAsync(path, """{"model": "rm", "query": "how much?", "documents": ["-4.2", "1.83", "0"], "top_n": 2, "max_tokens_per_doc": 0}""");
            Assert.Equal("\"rm\"", answer.At("model").ToString());
            Assert.Equal(2, ((ListValue)answer.At("results")).Items.Count);
            Assert.Equal("1", answer.At("results[0].index").ToString());
            Assert.Equal("\"1.83\"", answer.At("results[0].document.text").ToString());
            Assert.Equal(Sigmoid, answer.Number("results[0].relevance_score"), 1e-5);
            Assert.Equal("2", answer.At("results[1].index").ToString());
        }
        var all = await server.PostAsync("/rerank", """{"query": "q", "documents": ["1", "1", {"text": "2"}], "top_n": 0}""");
        Assert.Equal("[2,0,1]", $"[{string.Join(',', ((ListValue)all.At("results")).Items.Select(item => ((MapValue)item)["index"]))}]"); // ties keep their order
    }

    [Fact]
    public async Task Tei_Rerank()
    {
        await using var server = await StartAsync(Options(Number));
        var raw = await server.PostAsync("/rerank", """{"query": "how much?", "texts": ["-4.2", "1.83"], "raw_scores": true, "return_text": false, "truncate": false}""");
        Assert.Equal("""[{"index":1,"score":1.83},{"index":0,"score":-4.2}]""", raw.Json().ToString());
        var activated = await server.PostAsync("/rerank", """{"query": "how much?", "texts": ["1.83"], "return_text": true}""");
        Assert.Equal("\"1.83\"", activated.At("[0].text").ToString());
        Assert.Equal(Sigmoid, activated.Number("[0].score"), 1e-5);
    }

    [Fact]
    public async Task Tei_Predict()
    {
        await using var server = await StartAsync(Options(Number));
        var one = await server.PostAsync("/predict", $$"""{"inputs": {{Said("1.83")}}, "raw_scores": true, "truncate": false, "truncation_direction": "right"}""");
        Assert.Equal("""[{"score":1.83,"label":"LABEL_0"}]""", one.Json().ToString());
        var pair = await server.PostAsync("/predict", """{"inputs": ["how much?", "1.83"], "raw_scores": true}"""); // two texts are one pair
        Assert.Equal("""[{"score":1.83,"label":"LABEL_0"}]""", pair.Json().ToString());
        var batch = await server.PostAsync("/predict", $$"""{"inputs": [[{{Said("1.83")}}], ["how much?", "-0.4"]], "raw_scores": true}""");
        Assert.Equal("""[[{"score":1.83,"label":"LABEL_0"}],[{"score":-0.4,"label":"LABEL_0"}]]""", batch.Json().ToString());
        Assert.Equal(Sigmoid, (await server.PostAsync("/predict", """{"inputs": ["how much?", "1.83"]}""")).Number("[0].score"), 1e-5);
    }

    // A probability is one already.
    [Fact]
    public async Task AProbabilityIsNotActivatedAgain()
    {
        await using var server = await StartAsync();
        Assert.Equal(1, (await server.PostAsync("/classify", $$"""{"input": {{Json(Prompt + Right)}}}""")).Number("data[0].probs[0]"));
        Assert.Equal(0, (await server.PostAsync("/classify", $$"""{"input": {{Json(Prompt + Wrong)}}, "use_activation": true}""")).Number("data[0].probs[0]"));
    }

    public static TheoryData<string, string> UnscoredRequests => new()
    {
        { "/get_reward", """{"query": ["how much? x"], "prompts": ["how much? "]}""" },
        { "/classify", $$"""{"input": [{{Said("x")}}]}""" },
        { "/classify", """{"input": ["text without marks"]}""" },
        { "/classify", """{"text": ["text without marks"]}""" },
        { "/classify", """{"messages": [{"role": "user", "content": "and now?"}]}""" },
        { "/pooling", $$"""{"input": [{{Said("x")}}]}""" },
        { "/score", """{"text_1": "q", "text_2": ["x"]}""" },
        { "/rerank", """{"query": "q", "documents": ["x"]}""" },
        { "/rerank", """{"query": "q", "texts": ["x"]}""" },
        { "/predict", """{"inputs": ["q", "x"]}""" },
    };

    // Never a null, never a NaN: refused by default, or the number that the operator chose, named in a header.
    [Theory]
    [MemberData(nameof(UnscoredRequests))]
    public async Task Unscored_IsRefused_OrTheChosenNumber(string path, string body)
    {
        await using (var server = await StartAsync(Options(Number)))
            (await server.PostAsync(path, body)).Refused(422, "reply 0 cannot be scored: ");
        await using (var server = await StartAsync(Options(Number) with { UnscoredValue = -7.5 }))
        {
            var answer = await server.PostAsync(path, body);
            Assert.Contains("-7.5", answer.Json().ToString(), StringComparison.Ordinal);
            Assert.Equal(("0", "1"), (answer.Unscored, answer.UnscoredCount));
        }
    }

    // A header of all places of a large request would be more than proxies let through.
    [Fact]
    public async Task ManyUnscored_AreCounted_AndTheFirstNamed()
    {
        await using var server = await StartAsync(Options(Number) with { UnscoredValue = 0 });
        var texts = string.Join(',', Enumerable.Repeat("\"x\"", 1000));
        var answer = await server.PostAsync("/score", $$"""{"text_1": "q", "text_2": [{{texts}}]}""");
        Assert.Equal("1000", answer.UnscoredCount);
        Assert.InRange(answer.Unscored!.Length, 2043, 2048);
        var places = answer.Unscored.Split(',');
        Assert.Equal(Enumerable.Range(0, places.Length).Select(i => $"{i}"), places);
    }

    [Fact]
    public async Task OpenRlhf_LogsSayWhatIsUnscored()
    {
        await using var server = await StartAsync(Options(Number) with { UnscoredValue = 0 });
        var answer = await server.PostAsync("/get_reward", """{"query": ["q 1", "q x"], "prompts": ["q ", "q "]}""");
        Assert.Equal("""{"unscored":[0.0,1.0]}""", answer.At("extra_logs").ToString());
        Assert.Equal("1", answer.Unscored);
    }

    [Fact]
    public async Task WithoutTools_ASchemaCannotJudge()
    {
        await using var server = await StartAsync();
        (await server.PostAsync("/classify", $$"""{"input": {{Said("<tool_call>\\n{}</tool_call>")}}}""")).Refused(422, "no offered tools were found");
        var none = """{"messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}], "tools": []}"""; // tools are known: none
        Assert.Equal(1, (await server.PostAsync("/classify", none)).Number("data[0].probs[0]"));
    }
}
