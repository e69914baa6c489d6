using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Tests.Evaluation.Pairs;
using ToolRM.Tests.Models.Grounded;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

/// <summary>Looking into scorers, and scorer files where scorers are named.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CliRun Run(FakeChatServer server, params string[] arguments) => CliRun.Of([], console => console with { CreateHttp = server.Http, Time = new InstantTime { Held = TimeSpan.FromMinutes(2) } }, arguments);

    [Fact]
    public void TheListNamesEveryScorer()
    {
        var run = CliRun.Of("", "model", "list");
        Assert.Equal(0, run.Code);
        Assert.All(RewardModels.All, entry => Assert.Contains(entry.Name, run.Out, StringComparison.Ordinal));
        var rows = CliRun.Of("", "model", "list", "--json").Rows();
        Assert.Equal(RewardModels.All.Select(entry => entry.Name), rows.Select(row => ((TextValue)((MapValue)row)["name"]!).Value));
    }

    [Fact]
    public void AModelShowsItsWeights_LargestFirst()
    {
        using (var file = File.Create(_folder.At("a.model"))) GroundedCases.Model.Trained.Write(file);
        var run = CliRun.Of("", "model", "inspect", _folder.At("a.model"), "--top", "3");
        Assert.Equal(0, run.Code);
        Assert.Contains($"sha256 {GroundedCases.Model.Hash}", run.Out, StringComparison.Ordinal);
        Assert.Contains("Trained on", run.Out, StringComparison.Ordinal);
        Assert.Contains("largest first (3 of ", run.Out, StringComparison.Ordinal);
        var weights = GroundedCases.Model.Trained.Scorer.FeatureWeights();
        var heaviest = weights.Where(weight => weight.Kind == "call").MaxBy(weight => Math.Abs(weight.Weight));
        var table = run.Out[run.Out.IndexOf("Weights of call", StringComparison.Ordinal)..].Split('\n');
        Assert.StartsWith(heaviest.Feature, table[2], StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("", "model", "inspect", "grounded", "--json").Code);
    }

    [Fact]
    public void AProbeSaysWhatCameBack()
    {
        var path = _folder.Write("rm.scorer.json", """{"schema":"toolrm/scorer@1","name":"rm","kind":"remote","url":"http://host:8000","dialect":"vllm-score","model":"m","limits":{"attempts":2}}"""u8.ToArray());
        var run = Run(new(_ => FakeChatServer.Status(200, """{"data":[{"index":1,"score":-2.5},{"index":0,"score":1.25}]}""")), "model", "inspect", path, "--probe");
        Assert.Equal(0, run.Code);
        Assert.Contains("dialect: \"vllm-score\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("""right  weather({"city": "Paris"}): 1.25""", run.Out, StringComparison.Ordinal);
        run = Run(new(_ => FakeChatServer.Status(500)), "model", "inspect", path, "--probe");
        Assert.Equal(1, run.Code);
        Assert.Contains("unscored: host:8000 answered 500", run.Out, StringComparison.Ordinal);
        run = Run(new(_ => FakeChatServer.Status(404)), "model", "inspect", path, "--probe");
        Assert.Equal(2, run.Code);
        Assert.Contains("the model's name \"m\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoScorer_IsRefused()
    {
        CliRun.Of("", "model", "inspect", "groundd").AssertRefused("there is no scorer \"groundd\"");
        CliRun.Of("", "model", "inspect", "none.scorer.json").AssertRefused("there is no file");
        CliRun.Of("", "score", "--scorer", "none.scorer.json", "--explain").AssertRefused("there is no file");
    }

    // Both orders of every pair; this judge likes the place of A, so nothing is consistently right.
    [Fact]
    public void APairwiseJudge_RunsInEvaluatePairs_AndItsAnswersAreKept()
    {
        var path = _folder.Write("j.scorer.json", """{"schema":"toolrm/scorer@1","name":"j","kind":"judge","judgement":"pairwise","url":"http://host/v1","model":"m","cache":"kept","price_in":1.0,"price_out":2.0}"""u8.ToArray());
        var data = _folder.Write("pairs.jsonl", string.Join('\n', PairExamples.Own(), PairExamples.Own("p2")));
        var server = new FakeChatServer(_ => FakeChatServer.Reply(FakeChatServer.Text("<choice>A</choice>")));
        var run = Run(server, "evaluate", "pairs", "--data", data, "--scorer", path, "--against", "schema", "--out", _folder.At("run"));
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("Both orders", run.Out, StringComparison.Ordinal);
        var asked = server.Calls.Count;
        Assert.True(asked >= 2);
        Assert.Contains("\"deterministic\": false", File.ReadAllText(Path.Combine(_folder.At("run"), "run.json")), StringComparison.Ordinal);
        var report = File.ReadAllText(Path.Combine(_folder.At("run"), "report.md"));
        Assert.Contains("cost 0.", report, StringComparison.Ordinal);
        Assert.Contains("asked by j@", report, StringComparison.Ordinal);
        Assert.Equal(0, Run(server, "evaluate", "pairs", "--data", data, "--scorer", path, "--out", _folder.At("again")).Code);
        Assert.Equal(asked, server.Calls.Count);
    }

    [Fact]
    public void AServerThatRefuses_EndsAScoringRun_WithNothingInItsPlace()
    {
        var path = _folder.Write("rm.scorer.json", """{"schema":"toolrm/scorer@1","name":"rm","kind":"remote","url":"http://host:8000","dialect":"rerank"}"""u8.ToArray());
        var run = CliRun.Of("""{"id": "q", "messages": [], "reply": "hello"}"""u8.ToArray(), console => console with { CreateHttp = new FakeChatServer(_ => FakeChatServer.Status(401)).Http }, "score", "--scorer", path);
        run.AssertRefused("Check the API key");
    }
}
