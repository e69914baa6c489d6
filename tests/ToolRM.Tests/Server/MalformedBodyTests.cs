using System.Text;
using ToolRM.Conversations;
using ToolRM.Server.Dialects;

namespace ToolRM.Tests.Server;

/// <summary>Bodies that no client should send: a 4xx in the dialect's own shape, and the server goes on.</summary>
public class MalformedBodyTests
{
    public static TheoryData<string> Paths => [.. ServerRoute.All.Select(route => route.Path)];

    /// <summary>A name, the body, and the status; wrong for every path.</summary>
    private static IEnumerable<(string Name, byte[] Body, int Status)> Bodies()
    {
        (string Name, string Body, int Status)[] texts =
        [
            ("empty", "", 400), ("blank", " \n", 400), ("cut", "{\"input\": [\"a", 400), ("no object", "[1, 2]", 400), ("a text", "\"input\"", 400),
            ("a number", "1", 400), ("null", "null", 400), ("empty object", "{}", 400), ("two documents", "{} {}", 400), ("NaN", "{\"input\": NaN}", 400),
            ("a key twice", "{\"input\": \"a\", \"input\": \"b\"}", 400), ("form data", "input=a&model=b", 400),
            ("numbers for texts", """{"input": [1], "text": [1], "query": [1], "inputs": [1], "text_1": 1, "text_2": 2, "texts": [1], "candidates": 1, "id": 1}""", 400),
            ("objects for texts", """{"input": {}, "query": {}, "inputs": {}, "text_1": {}, "text_2": {}, "documents": {}, "candidates": {}, "id": {}}""", 400),
            ("nulls for texts", """{"input": [null], "query": [null], "inputs": [null], "text_1": [null], "text_2": [null], "candidates": [null], "id": "q"}""", 400),
            ("deep", new string('[', 1000) + new string(']', 1000), 400),
            ("deep inside", "{\"input\": " + string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1001), 400),
            ("deeper than the stack", new string('[', 2_000_000), 400),
            ("a long number", "{\"input\": " + new string('9', 100_000) + "}", 400),
            ("an unknown model", """{"model": "nope", "input": "a", "query": ["a"], "inputs": 1, "text_1": "a", "text_2": "b", "documents": 3, "candidates": 1}""", 0),
            ("large", "{\"input\": \"" + new string('a', 50_000_000) + "\"}", 413),
        ];
        foreach (var (name, body, status) in texts) yield return (name, Encoding.UTF8.GetBytes(body), status);
        yield return ("not UTF-8", [.. "{\"input\": \""u8, 0xff, 0xfe, .. "\"}"u8], 400);
        yield return ("a cut character", [.. "{\"input\": \""u8, 0xe2, 0x82], 400);
        yield return ("zeros", new byte[100], 400);
        yield return ("UTF-16", Encoding.Unicode.GetBytes("{\"input\": \"a\"}"), 400);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task AreRefusedInTheDialectsShape_AndTheNextRequestIsAnswered(string path)
    {
        await using var server = await TestedServer.StartAsync();
        foreach (var (name, body, status) in Bodies())
        {
            var answer = await server.PostAsync(path, body);
            Assert.True(status == 0 ? answer.Status is >= 400 and < 500 : answer.Status == status, $"{name}: status {answer.Status}: {answer.Text[..Math.Min(500, answer.Text.Length)]}");
            // "texts" makes a body of a ranking TEI's
            AssertShape(path.EndsWith("rerank", StringComparison.Ordinal) && name == "numbers for texts" ? "/predict" : path, answer, name);
            Assert.InRange(answer.Text.Length, 1, 600); // and it is not the body come back
        }
        Assert.Equal(200, (await server.PostAsync("/v1/rewards", """{"id": "q", "tools": [], "candidates": [{"id": "0", "text": "x"}]}""")).Status);
    }

    [Fact]
    public async Task BothDialectsAtOnce_AreRefused()
    {
        await using var server = await TestedServer.StartAsync();
        (await server.PostAsync("/classify", """{"text": ["a"], "input": ["a"]}""")).Refused(400, "send one of them");
        (await server.PostAsync("/classify", """{"text": ["a"], "messages": []}""")).Refused(400, "send one of them");
        (await server.PostAsync("/classify", """{"input": "a", "messages": []}""")).Refused(400, "send either");
        (await server.PostAsync("/rerank", """{"query": "q", "texts": ["a"], "documents": ["a"]}""")).Refused(400, "send one of them");
        (await server.PostAsync("/score", """{"text_1": "a", "text_2": "a", "queries": "a", "items": "a"}""")).Refused(400, "send one pair");
    }

    [Fact]
    public async Task AnUnknownModel_Is404()
    {
        await using var server = await TestedServer.StartAsync();
        foreach (var (path, body) in ((string, string)[])
        [
            ("/classify", """{"model": "nope", "input": "a"}"""), ("/classify", """{"model": "nope", "text": "a"}"""), ("/pooling", """{"model": "nope", "input": "a"}"""),
            ("/score", """{"model": "nope", "text_1": "a", "text_2": "b"}"""), ("/rerank", """{"model": "nope", "query": "a", "documents": ["b"]}"""),
        ])
            (await server.PostAsync(path, body)).Refused(404, "not_found_error");
    }

    [Fact]
    public async Task TenThousandReplies_Are413()
    {
        await using var server = await TestedServer.StartAsync();
        var texts = string.Join(',', Enumerable.Repeat("\"a\"", 10_000));
        foreach (var (path, body) in ((string, string)[])
        [
            ("/get_reward", $$"""{"query": [{{texts}}]}"""), ("/classify", $$"""{"input": [{{texts}}]}"""), ("/classify", $$"""{"text": [{{texts}}]}"""),
            ("/pooling", $$"""{"input": [{{texts}}]}"""), ("/score", $$"""{"text_1": "q", "text_2": [{{texts}}]}"""), ("/rerank", $$"""{"query": "q", "documents": [{{texts}}]}"""),
            ("/rerank", $$"""{"query": "q", "texts": [{{texts}}]}"""), ("/predict", $$"""{"inputs": [{{string.Join(',', Enumerable.Repeat("[\"a\"]", 10_000))}}]}"""),
            ("/v1/rewards", $$"""{"id": "q", "candidates": [{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$"""{"id": "{{i}}"}"""))}}]}"""),
        ])
        {
            var answer = (await server.PostAsync(path, body)).Refused(413, "at most 1024");
            AssertShape(path == "/rerank" && body.Contains("texts", StringComparison.Ordinal) ? "/predict" : path, answer, path);
        }
    }

    [Fact]
    public async Task TokenIds_AreRefusedWithTheReason()
    {
        await using var server = await TestedServer.StartAsync();
        (await server.PostAsync("/classify", """{"input": [1, 2, 3]}""")).Refused(400, "token ids");
        (await server.PostAsync("/pooling", """{"input": [[1, 2], [3]]}""")).Refused(400, "token ids");
    }

    [Theory]
    [InlineData("/rerank", """{"query": "q", "texts": []}""", "\"error_type\":\"empty\"")]
    [InlineData("/predict", """{"inputs": []}""", "\"error_type\":\"empty\"")]
    [InlineData("/rerank", """{"query": "q", "documents": []}""", "invalid_request_error")]
    [InlineData("/classify", """{"input": []}""", "invalid_request_error")]
    [InlineData("/score", """{"text_1": [], "text_2": []}""", "invalid_request_error")]
    public async Task NothingToScore_Is400(string path, string body, string part)
    {
        await using var server = await TestedServer.StartAsync();
        (await server.PostAsync(path, body)).Refused(400, part);
    }

    private static void AssertShape(string path, ServerAnswer answer, string name)
    {
        var body = JsonParse.Of(answer.Text).Value as MapValue;
        if (path == "/predict")
        {
            Assert.True(body?["error"] is TextValue && body["error_type"] is TextValue, $"{name}: {answer.Text}");
            return;
        }
        Assert.True(body?["error"] is MapValue error && error["message"] is TextValue && error["type"] is TextValue
            && error["code"] is IntegerValue code && code.Value == answer.Status, $"{name}: {answer.Text}");
    }
}
