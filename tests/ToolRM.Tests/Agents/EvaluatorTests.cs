using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Agents.Metrics;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Tests.Cli;
using static ToolRM.Tests.Agents.AgentCases;

namespace ToolRM.Tests.Agents;

public sealed class EvaluatorTests : IDisposable
{
    private static readonly EvaluationContext[] Tools = [new OfferedToolsContext([Weather, Mail])];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0.1, EvaluationRating.Unacceptable, true)]
    [InlineData(0.49, EvaluationRating.Poor, true)]
    [InlineData(0.5, EvaluationRating.Average, false)]
    [InlineData(0.8, EvaluationRating.Good, false)]
    [InlineData(0.9, EvaluationRating.Exceptional, false)]
    public async Task AProbabilityIsInterpreted(double value, EvaluationRating rating, bool failed)
    {
        var metric = (await new ToolRewardEvaluator(new FunctionScorer(_ => Probability(value))).EvaluateAsync(Messages, Reply("Paris"), additionalContext: Tools)).Get<NumericMetric>("Tool Reward");
        Assert.Equal((value, rating, failed), (metric.Value, metric.Interpretation!.Rating, metric.Interpretation.Failed));
        Assert.Empty(metric.Diagnostics);
    }

    [Fact]
    public async Task WhatCouldNotBeScored_IsADiagnosticAndNoNumber()
    {
        var metric = (await new ToolRewardEvaluator(Silent).EvaluateAsync(Messages, Reply("Paris"), additionalContext: Tools)).Get<NumericMetric>("Tool Reward");
        Assert.Null(metric.Value);
        Assert.Equal(new(EvaluationRating.Inconclusive), metric.Interpretation);
        Assert.Equal(new(EvaluationDiagnosticSeverity.Error, "the scorer is away"), Assert.Single(metric.Diagnostics));
    }

    [Fact]
    public async Task WithoutTools_BothSayWhatTheyNeed()
    {
        foreach (var evaluator in (IEvaluator[])[new ToolRewardEvaluator(Paris), new ToolSchemaEvaluator()])
        {
            var metric = (await evaluator.EvaluateAsync(Messages, Reply("Paris"))).Metrics.Single();
            Assert.Equal(evaluator.EvaluationMetricNames.Single(), metric.Name);
            Assert.Contains("OfferedToolsContext", metric.Diagnostics.Single().Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RawScores_HaveNoInterpretationWithoutAThreshold()
    {
        var raw = new FunctionScorer(_ => Score.Of(-3), ScoreScale.Raw);
        Assert.Null((await new ToolRewardEvaluator(raw).EvaluateAsync(Messages, Reply("Paris"), additionalContext: Tools)).Metrics[0].Interpretation);
        Assert.True((await new ToolRewardEvaluator(raw, -2).EvaluateAsync(Messages, Reply("Paris"), additionalContext: Tools)).Metrics[0].Interpretation!.Failed);
    }

    [Fact]
    public async Task TheSchemaMetric_NamesEveryFinding()
    {
        var wrong = new ChatResponse(new ChatMessage(ChatRole.Assistant, [ScriptedClient.Call("1", "weather", """{"days": "two"}"""), ScriptedClient.Call("2", "wether", "{}")]));
        var metric = (await new ToolSchemaEvaluator().EvaluateAsync(Messages, wrong, additionalContext: Tools)).Get<BooleanMetric>("Tool Calls Fit Schema");
        Assert.False(metric.Value);
        Assert.Equal(3, metric.Diagnostics.Count); // city missing, days no integer, no such tool
        Assert.StartsWith("call 1: ", metric.Diagnostics[2].Message, StringComparison.Ordinal);
        Assert.True((await new ToolSchemaEvaluator().EvaluateAsync(Messages, new(new ChatMessage(ChatRole.Assistant, "Hello")), additionalContext: Tools)).Get<BooleanMetric>("Tool Calls Fit Schema").Value);
    }

    [Fact]
    public void AMetricOfAnotherKind_IsNotThere()
    {
        var result = new EvaluationResult([new NumericMetric("a", 1)]);
        Assert.False(result.TryGet<BooleanMetric>("a", out _));
        Assert.Contains("NumericMetric \"a\"", Assert.Throws<KeyNotFoundException>(() => result.Get<BooleanMetric>("a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EvaluationResult.Join(result, result));
    }

    [Fact]
    public async Task TheFile_LiesWhereTheReportToolLooks_AndComesBack()
    {
        var metrics = await new ToolRewardEvaluator(Paris).EvaluateAsync(Messages, Reply("Rome"), additionalContext: Tools);
        var result = new ScenarioResult("weather.rome", "1", "today", new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Messages.ToValueList(), Reply("Rome"), metrics, ["smoke"]);
        var path = await result.WriteAsync(_folder.Root);
        Assert.Equal(Path.Combine(_folder.Root, "results", "today", "weather.rome", "1.json"), path);
        Assert.Equal([path], Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories));

        var read = ScenarioResult.Read(JsonParse.Of(await File.ReadAllTextAsync(path)).Value!, path);
        Assert.Equal(metrics, read.Result);
        Assert.Equal((result.ScenarioName, result.CreationTime, "smoke"), (read.ScenarioName, read.CreationTime, read.Tags[0]));
        Assert.Equal("weather", read.ModelResponse.Messages[0].Contents.OfType<FunctionCallContent>().Single().Name);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var metric = document.RootElement.GetProperty("evaluationResult").GetProperty("metrics").GetProperty("Tool Reward");
        Assert.Equal("""{"rating":"unacceptable","failed":true,"reason":"0.1 is below 0.5"}""", metric.GetProperty("interpretation").GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public async Task ANameThatIsNoFileName_IsRefused(string name)
    {
        var result = new ScenarioResult(name, "1", "today", default, [], Reply("Paris"), new([]));
        Assert.Contains("scenario", (await Assert.ThrowsAsync<ArgumentException>(() => result.WriteAsync(_folder.Root))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    private static ChatResponse Reply(string city) => new(new ChatMessage(ChatRole.Assistant, [ScriptedClient.Call("1", "weather", $$"""{"city": "{{city}}"}""")]));
}
