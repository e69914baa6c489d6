using ToolRM.Cli;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Sampling;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

/// <summary>toolrm sample, and evaluate best-of-n --sample, against servers in memory.</summary>
public sealed class SampleCommandTests : IDisposable
{
    private const string Tools = """[{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}]""";
    private const string Variable = "TOOLRM_TEST_KEY";

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public SampleCommandTests() => _data = _folder.Write("prompts.jsonl", Prompt("p1") + "\n" + Prompt("p2") + "\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CandidatesOfTwoGenerators_InTheOrderOfTheFile()
    {
        var server = Good();
        var run = Sample(server, "-n", "2", "--generator", "small=http://one/v1#org/small", "--generator", "http://two/v1#org/large", "--temperature", "0.7", "--max-tokens", "50",
            "--price-in", "2", "--price-out", "small=4", "--extra", """{"top_k": 20}""", "--seed", "5");
        Assert.Equal(0, run.Code);
        Assert.Contains("8 replies to 2 prompts by 2 generators, 0 failed, 0 retries, 40 tokens in, 56 out", run.Out, StringComparison.Ordinal);
        Assert.Contains("cost 0.0002", run.Out, StringComparison.Ordinal); // 40 × 2 + 28 × 4 = 192 per million
        var groups = Candidates();
        Assert.Equal(["p1", "p2"], groups.Select(group => group.Id));
        Assert.All(groups, group => Assert.Equal(["small/0", "small/1", "large/0", "large/1"], group.Candidates.Select(candidate => candidate.Id)));
        Assert.All(groups, group => Assert.IsType<GoldCalls>(group.Reference));
        Assert.Equal([new ToolCall("f", "{\"a\": 1,}", "call_9")], groups[0].Candidates[0].Calls);
        Assert.Equal("small", groups[0].Candidates[0].Source);
        Assert.Equal(["org/large", "org/small"], server.Calls.Select(call => call.Model).Distinct().Order());
        Assert.Equal((ArgumentValue.Of(20), ArgumentValue.Of(0.7), ArgumentValue.Of(50)), (server.Calls[0].Body["top_k"], server.Calls[0].Body["temperature"], server.Calls[0].Body["max_tokens"]));

        var manifest = RunManifest.Read(_folder.At("run/run.json"));
        Assert.True(manifest.IsComplete);
        Assert.Equal([new("samples.jsonl", 8L), new("failures.jsonl", 0L)], manifest.Rows);
        Assert.Equal(5, manifest.Plan.Seed);
        using (var reader = JsonLinesReader.Open(_folder.At("run/samples.jsonl")))
        {
            Assert.True(reader.Read());
            var reply = SampleJson.Read(reader.Parse(), reader.Where);
            Assert.Equal(FakeChatServer.Call("f", "{\"a\": 1,}"), reply.Message);
            Assert.Equal(("tool_calls", "real-model", 5L, 7L), (reply.FinishReason, reply.Model, reply.InputTokens, reply.OutputTokens));
        }

        // Nothing is asked for again.
        var again = Sample(server, "-n", "2", "--generator", "small=http://elsewhere/v1#org/small", "--generator", "http://two/v1#org/large", "--temperature", "0.7", "--max-tokens", "50",
            "--extra", """{"top_k": 20}""", "--seed", "5");
        Assert.Equal(0, again.Code);
        Assert.Contains("complete already", again.Out, StringComparison.Ordinal);
        Assert.Equal(8, server.Calls.Count);
    }

    [Fact]
    public void ARefusedPrompt_IsRecorded_AndAskedForAgain()
    {
        var server = Good(call => call.Prompt == "p1" ? FakeChatServer.Status(400, """{"error":{"message":"too long"}}""") : null);
        var run = Sample(server, "--generator", "http://one/v1#m");
        Assert.Equal(1, run.Code);
        Assert.Contains("1 failed: one answered 400 (too long)", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 2 items have no reply; run the same command again", run.Error, StringComparison.Ordinal);
        Assert.Equal(["p2"], Candidates().Select(group => group.Id));
        Assert.False(RunManifest.Read(_folder.At("run/run.json")).IsComplete);
        Sample(server, "--generator", "http://one/v1#m");
        var failures = File.ReadAllLines(_folder.At("run/failures.jsonl"));
        Assert.Equal(2, failures.Length);
        Assert.StartsWith("{\"id\":\"p1/m/0#2\"", failures[1], StringComparison.Ordinal);
        Assert.Equal(3, server.Calls.Count);

        Assert.Equal(0, Sample(Good(), "--generator", "http://one/v1#m").Code);
        Assert.Equal(["p1", "p2"], Candidates().Select(group => group.Id));
    }

    [Theory]
    [InlineData(401, "Check the API key")]
    [InlineData(404, "Check the address, which mostly ends in /v1, and the model's name \"m\"")]
    public void AWrongKeyOrModel_StopsTheRun(int status, string message)
    {
        var server = Good(_ => FakeChatServer.Status(status));
        Sample(server, "--generator", "http://one/v1#m", "--concurrency", "1").AssertRefused(message);
        Assert.Single(server.Calls);
    }

    // A run that was killed between any two replies goes on and gives the same candidates.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void AKilledRun_GoesOn(int kept)
    {
        string[] arguments = ["--generator", "http://one/v1#m", "-n", "2", "--concurrency", "1"];
        Assert.Equal(0, Sample(Good(), arguments).Code);
        var whole = File.ReadAllText(_folder.At("run/candidates.jsonl"));
        var lines = File.ReadAllLines(_folder.At("run/samples.jsonl"));
        File.WriteAllText(_folder.At("run/samples.jsonl"), string.Concat(lines.Take(kept).Select(line => line + "\n")) + lines[kept][..9]);
        File.Delete(_folder.At("run/candidates.jsonl"));
        var manifest = RunManifest.Read(_folder.At("run/run.json"));
        (manifest with { Ended = null, Rows = default, Summary = null }).Write(_folder.At("run/run.json"));

        var server = Good();
        var run = Sample(server, arguments);
        Assert.Equal(0, run.Code);
        Assert.Contains("cut off a torn last line", run.Error, StringComparison.Ordinal);
        Assert.Equal(4 - kept, server.Calls.Count);
        Assert.Equal(whole, File.ReadAllText(_folder.At("run/candidates.jsonl")));
        Assert.Equal(lines, File.ReadAllLines(_folder.At("run/samples.jsonl")));
    }

    [Fact]
    public void TheKeyComesFromTheEnvironment_AndIsWrittenNowhere()
    {
        Environment.SetEnvironmentVariable(Variable, "sk-secret");
        try
        {
            var server = Good();
            var run = Sample(server, "--generator", "a=http://one/v1#m", "--generator", "b=http://two/v1#m", "--api-key-env", "a=" + Variable);
            Assert.Equal(0, run.Code);
            Assert.All(server.Calls, call => Assert.Equal(call.Address.Host == "one" ? "sk-secret" : null, call.Key));
            foreach (var file in Directory.EnumerateFiles(_folder.At("run"))) Assert.DoesNotContain("sk-secret", File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void APromptedFormat_IsReadByItsParser()
    {
        var server = Good(_ => FakeChatServer.Events("""{"choices":[{"delta":{"content":"<tool_call>{\"name\": \"f\", "}}]}""", """{"choices":[{"delta":{"content":"\"arguments\": {\"a\": 1}}</tool_call>"},"finish_reason":"stop"}]}""", "[DONE]"));
        Assert.Equal(0, Sample(server, "--generator", "http://one/v1#m", "--format", "hermes", "--stream").Code);
        Assert.All(server.Calls, call => Assert.Null(call.Body["tools"]));
        Assert.All(Candidates(), group => Assert.Equal([new Candidate("m/0", """<tool_call>{"name": "f", "arguments": {"a": 1}}</tool_call>""", [new("f", "{\"a\": 1}")], "m")], group.Candidates));
    }

    // The data kit's rows and our own; made here, not taken from the kit.
    [Theory]
    [InlineData("""{"id":"t","source":"s","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"calls":[{"name":"f","arguments":{"a":1}}],"split":"train","meta":{}}""", typeof(GoldCalls))]
    [InlineData("""{"qid":"t","group":"g","category":"simple","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"function":TOOLS,"ground_truth":[{"f":{"a":[1]}}]}""", typeof(AcceptedCalls))]
    [InlineData("""{"id":"t","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"calls":[],"reference":{"kind":"no-call"}}""", typeof(NoCall))]
    [InlineData("""{"id":"t","messages":[{"role":"user","content":"q"}],"tools":TOOLS}""", null)]
    [InlineData("""{"id":"t","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"candidates":[{"id":"0","text":"x"}],"reference":{"kind":"no-call"}}""", typeof(NoCall))]
    public void PromptsOfEveryKindAreRead(string row, Type? reference)
    {
        var prompt = SamplePrompts.Of(JsonParse.Of(row.Replace("TOOLS", Tools, StringComparison.Ordinal)).Value!, "");
        Assert.Equal(("t", "q", "f", 0), (prompt.Id, prompt.Prompt.Messages[0].Text, prompt.Prompt.Tools[0].Name, prompt.Candidates.Count));
        Assert.Equal(reference, prompt.Reference?.GetType());
    }

    [Fact]
    public void OurOwnTasksArePrompts() => Assert.Equal(100, SamplePrompts.Check(Path.Combine(Repository.Root, "examples", "data", "tasks.jsonl")));

    [Theory]
    [InlineData("--generator is missing", "--temperature", "1")]
    [InlineData("found \"http://h/v1\" without a model", "--generator", "http://h/v1")]
    [InlineData("found the address \"h:8000/v1\"", "--generator", "h:8000/v1#m")]
    [InlineData("expected a name without \"/\"", "--generator", "a/b=http://h/v1#m")]
    [InlineData("without a name and password in it", "--generator", "http://u:p@h/v1#m")]
    [InlineData("two generators have the name \"m\"", "--generator", "http://h/v1#m", "--generator", "http://i/v1#x/m")]
    [InlineData("samples: expected at least 1, found 0; temperature: expected at least 0, found -1", "--generator", "http://h/v1#m", "-n", "0", "--temperature", "-1")]
    [InlineData("--timeout: expected more than 0", "--generator", "http://h/v1#m", "--timeout", "0")]
    [InlineData("there is no format \"nope\"", "--generator", "http://h/v1#m", "--format", "nope")]
    [InlineData("\"auto\" can be read and not written", "--generator", "http://h/v1#m", "--format", "auto")]
    [InlineData("there is no generator \"x\"; there is m", "--generator", "http://h/v1#m", "--format", "x=hermes")]
    [InlineData("--format: \"m\" stands twice", "--generator", "http://h/v1#m", "--format", "m=hermes", "--format", "m=native")]
    [InlineData("found \"1\" and \"2\"", "--generator", "http://h/v1#m", "--price-in", "1", "--price-in", "2")]
    [InlineData("--price-in: expected a number from 0 on, found \"-1\"", "--generator", "http://h/v1#m", "--price-in=-1")]
    [InlineData("--extra: expected a JSON object", "--generator", "http://h/v1#m", "--extra", "[1]")]
    [InlineData("the variable \"TOOLRM_NO_SUCH_KEY\" is not set", "--generator", "http://h/v1#m", "--api-key-env", "TOOLRM_NO_SUCH_KEY")]
    public void BadOptions_AreNamed(string message, params string[] arguments)
    {
        Sample(Good(), arguments).AssertRefused(message);
        Assert.False(Directory.Exists(_folder.At("run")));
    }

    [Theory]
    [InlineData("{\"id\":\"p\"}", ":1: expected a prompt")]
    [InlineData("[]", ":1: expected a prompt")]
    [InlineData("""{"id":"p","messages":[]}""", "A model cannot be asked nothing")]
    [InlineData("""{"id":"","messages":[{"role":"user","content":"q"}]}""", "expected an id")]
    [InlineData("{\"id\":\"p\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}\n{\"id\":\"p\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}", ":2: expected one row per id")]
    public void BadPrompts_AreNamedBeforeTheFirstRequest(string rows, string message)
    {
        var server = Good();
        var file = _folder.Write("bad.jsonl", rows + "\n");
        Run(server, "sample", "--data", file, "--out", _folder.At("run"), "--generator", "http://h/v1#m").AssertRefused(message);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public void AnotherPlan_IsRefused()
    {
        Assert.Equal(0, Sample(Good(), "--generator", "http://one/v1#m").Code);
        Sample(Good(), "--generator", "http://one/v1#m", "--temperature", "1").AssertRefused("the option \"temperature\" was not set and is 1.0");
    }

    [Fact]
    public void BestOfN_SamplesLive()
    {
        var server = Good(call => FakeChatServer.Reply(FakeChatServer.Call("f", $"{{\"a\": {call.Seed % 2}}}")));
        string[] arguments = ["evaluate", "best-of-n", "--data", _data, "--scorer", "reference", "--draws", "5", "--sample", _folder.At("run"), "-n", "4", "--generator", "http://one/v1#m", "--json"];
        var run = Run(server, arguments);
        Assert.Equal(0, run.Code);
        Assert.StartsWith("Best-of-n: candidates.jsonl", ToolRM.Reports.ReportJson.Read(run.Out).Title, StringComparison.Ordinal);
        Assert.Equal(8, server.Calls.Count);
        Assert.Equal(run.Out, Run(server, arguments).Out);
        Assert.Equal(8, server.Calls.Count);
        CliRun.Of("", "evaluate", "best-of-n", "--data", _data, "--scorer", "reference", "-n", "4").AssertRefused("--samples goes with --sample");
    }

    [Fact]
    public void TheProgressLine()
    {
        var progress = new SamplingProgress(400, 20, 100, 1, 3, 0, 8120, 0.0123, TimeSpan.FromSeconds(10));
        Assert.Equal("120/400 replies, 812 tokens/s, cost 0.0123, 3 retries, 1 failed, 0:00:27 left", SamplingView.Line(progress));
        Assert.Equal("120 replies, 812 tokens/s, 3 retries, 1 failed", SamplingView.Line(progress with { Total = null, Cost = null }));
        Assert.Equal(
            "20/400 replies, 0 tokens/s, 16 retries, 0 failed; the last: no answer from localhost",
            SamplingView.Line(new(400, 20, 0, 0, 16, 0, 0, null, TimeSpan.FromSeconds(10)) { LastRetry = "no answer from localhost" }));
    }

    private static string Prompt(string id) =>
        $$$"""{"id":"{{{id}}}","messages":[{"role":"user","content":"{{{id}}}"}],"tools":{{{Tools}}},"reference":{"kind":"gold-calls","calls":[{"name":"f","arguments":{"a":1}}]}}""";

    private static FakeChatServer Good(Func<ChatCall, HttpResponseMessage?>? first = null) =>
        new(call => first?.Invoke(call) ?? (call.Streams
            ? FakeChatServer.Events("""{"choices":[{"delta":{"content":"streamed"},"finish_reason":"stop"}]}""", "[DONE]")
            : FakeChatServer.Reply(FakeChatServer.Call("f", "{\"a\": 1,}"), "tool_calls")));

    private CliRun Sample(FakeChatServer server, params string[] arguments) => Run(server, ["sample", "--data", _data, "--out", _folder.At("run"), .. arguments]);

    private static CliRun Run(FakeChatServer server, params string[] arguments)
    {
        // The limit of ten minutes is held by this clock, the waits of a server are not.
        var time = new InstantTime { Held = TimeSpan.FromMinutes(10) };
        return CliRun.Of([], console => console with { CreateHttp = server.Http, Time = time }, arguments);
    }

    private List<CandidateGroup> Candidates()
    {
        var groups = new List<CandidateGroup>();
        using var reader = JsonLinesReader.Open(_folder.At("run/candidates.jsonl"));
        while (reader.Read()) groups.Add(CandidatesJson.Read(reader.Parse(JsonDialect.Strict), reader.Where));
        return groups;
    }
}
