using Microsoft.Extensions.AI;
using ToolRM.Agents;
using ToolRM.Agents.Metrics;
using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using ToolRM.Scoring;
using ToolRM.Selection;
using ToolRM.Tests.Agents;
using ToolRM.Tests.Cli;

namespace ToolRM.Tests.Snippets;

/// <summary>The code of docs/agents.md, run: each block stands between two marks here word for word.</summary>
public sealed class AgentSnippets : IDisposable
{
    private static readonly AIFunction weather = AgentCases.Weather;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BestOfN()
    {
        using var model = new ScriptedClient(ScriptedClient.Calls(("a", "weather", """{"city":"Paris"}""")));

        // <snippet>
        IScorer scorer = GroundedModel.Shipped!.CreateScorer(explain: true);
        IChatClient client = model.WithBestOfN(scorer, new BestOfNOptions { Samples = 8, StopWhenAgree = 5, Selector = Selectors.RewardVote });
        var options = new ChatOptions { Tools = [weather], Temperature = 0.8f };
        var response = await client.GetResponseAsync("Weather in Paris?", options);
        var report = BestOfNReport.Of(response)!;
        Console.WriteLine($"{report.Agreement:0.00} agree, {report.Saved} samples saved, usage of all: {response.Usage?.TotalTokenCount}");
        // </snippet>

        Assert.Equal((1.0, 3), (report.Agreement, report.Saved));
    }

    [Fact]
    public async Task Guard()
    {
        using var model = new ScriptedClient(ScriptedClient.Calls(("a", "weather", """{"city":"Paris","days":"two"}""")), ScriptedClient.Calls(("b", "weather", """{"city":"Paris"}""")));
        var (scorer, options) = (GroundedModel.Shipped!.CreateScorer(explain: true), AgentCases.Options);

        // <snippet>
        IChatClient guarded = model.WithToolGuard(scorer, new ToolGuardOptions { Threshold = 0.6, MaximumRetries = 2 });
        var answer = await guarded.GetResponseAsync("Weather in Paris?", options);
        foreach (var call in ToolGuardReport.Of(answer)!.Calls)
            Console.WriteLine($"{call.Name}: {call.Outcome} {call.Finding}"); // weather: AskedAgain days: expected integer, found string
        // </snippet>

        Assert.Equal([GuardOutcome.AskedAgain, GuardOutcome.Passed], ToolGuardReport.Of(answer)!.Calls.Select(call => call.Outcome));
    }

    [Fact]
    public async Task Decide()
    {
        using var model = new ScriptedClient(ScriptedClient.Calls(("a", "weather", """{"city":"Rome"}""")));
        var scorer = AgentCases.Paris;
        Task<bool> AskPersonAsync(string question, CancellationToken cancellationToken) => Task.FromResult(question.Contains("Rome", StringComparison.Ordinal));

        // <snippet>
        var guard = new ToolGuardOptions
        {
            Unscored = UnscoredCalls.Refuse,
            Decide = async (call, cancellationToken) =>
                await AskPersonAsync($"Run {call.Call.Name} {call.Call.ArgumentsText}? {call.Finding}", cancellationToken)
                    ? GuardDecision.LetPass
                    : GuardDecision.HandOver,
        };
        // </snippet>

        var response = await model.WithToolGuard(scorer, guard).GetResponseAsync(AgentCases.Messages, AgentCases.Options);
        Assert.Equal(GuardOutcome.LetPass, ToolGuardReport.Of(response)!.Calls.Single().Outcome);
    }

    [Fact]
    public async Task Evaluate()
    {
        var (scorer, messages, time, folder) = (AgentCases.Paris, AgentCases.Messages, TimeProvider.System, _folder.Root);
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, [ScriptedClient.Call("a", "weather", """{"city":"Rome"}""")]));

        // <snippet>
        EvaluationContext[] context = [new OfferedToolsContext([weather])];
        var reward = await new ToolRewardEvaluator(scorer).EvaluateAsync(messages, response, additionalContext: context);
        var schema = await new ToolSchemaEvaluator().EvaluateAsync(messages, response, additionalContext: context);
        var metric = reward.Get<NumericMetric>(ToolRewardEvaluator.MetricName);
        Console.WriteLine($"{metric.Value} {metric.Interpretation?.Rating} {metric.Interpretation?.Failed}");
        await new ScenarioResult(
            "weather.paris", "1", "nightly", time.GetUtcNow(), messages.ToValueList(), response, EvaluationResult.Join(reward, schema)).WriteAsync(folder);
        // </snippet>

        Assert.True(metric.Interpretation!.Failed);
        Assert.True(File.Exists(Path.Combine(folder, "results", "nightly", "weather.paris", "1.json")));
    }

    [Fact]
    public void TheDocumentHoldsTheSnippets_AndNoOtherCode() => SnippetMarks.Check("docs/agents.md", "AgentSnippets.cs");
}
