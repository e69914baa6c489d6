using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Judging.Tools;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Tests.Agents;
using ToolRM.Tests.Rewards;

namespace ToolRM.Tests.Judging.Tools;

public class ToolJudgeTests
{
    private static readonly CandidateGroup Group = new("q", new([new UserMessage("What is 17 * 23?")], []), [new("secret-id", "It is 391.", [new("noop", "{}")], "model-x")]);

    [Fact]
    public async Task TheJudgeLooksUp_ThenScores_AndTheEvidenceIsKept()
    {
        var client = new ScriptedClient(
            ScriptedClient.Calls(("c1", "calculator", """{"expression": "17 * 23"}""")), ScriptedClient.Calls(("c2", "search", """{"query": "product"}""")),
            ScriptedClient.Text("The product is 391, as said.\n<score>9</score>"));
        var search = new DocumentSearch([new("Products", "A product is what multiplying gives.")]);
        var score = Assert.IsType<Scored>(await Score(new ToolJudge("themis", client, [Calculator.Function, search.Function()])));
        Assert.Equal(9, score.Value);
        Assert.Equal([new("tool-calls", 2)], score.Components);
        Assert.Equal("The product is 391, as said.\ncalculator({\"expression\": \"17 * 23\"}) -> 391\nsearch({\"query\": \"product\"}) -> Products\nA product is what multiplying gives.", score.Explanation);
        // The second request holds the first call and its result; neither id nor source of the reply is shown.
        var second = client.Requests[1].Messages;
        Assert.Equal("391", Assert.IsType<FunctionResultContent>(Assert.Single(second[^1].Contents)).Result);
        Assert.DoesNotContain(client.Requests[0].Messages, message => message.Text.Contains("secret-id", StringComparison.Ordinal) || message.Text.Contains("model-x", StringComparison.Ordinal));
        Assert.Equal(["calculator", "search"], client.Requests[0].Options!.Tools!.Select(tool => tool.Name));
    }

    [Fact]
    public async Task WrongCallsOfTheJudge_AreAnsweredAsErrors()
    {
        var client = new ScriptedClient(
            ScriptedClient.Calls(("c1", "oracle", "{}"), ("c2", "calculator", "{}"), ("c3", "calculator", """{"expression": "1 +"}"""), ("c4", "calculator", "{"), ("c5", "broken", """{"x": "1"}""")),
            ScriptedClient.Text("<score>1</score>"));
        var broken = new Broken();
        var score = Assert.IsType<Scored>(await Score(new ToolJudge("themis", client, [Calculator.Function, broken])));
        Assert.Equal(1, score.Value);
        Assert.Equal(
            ["error: there is no tool \"oracle\"", "error: \"expression\" is missing", "error: expected a number at position 3", "error: the arguments are no JSON object", "error: out of order"],
            client.Requests[1].Messages[^1].Contents.Select(content => ((FunctionResultContent)content).Result));
    }

    [Theory]
    [InlineData("It is fine.", "has no <score>")]
    [InlineData("<score>5</score> or <score>6</score>", "more than once")]
    [InlineData("<score>11</score>", "no whole number from 1 to 10")]
    [InlineData("<score>-1</score>", "no whole number from 1 to 10")]
    [InlineData("<score>7", "has no </score>")]
    [InlineData("<score>0</score>", "no whole number from 1 to 10")]
    [InlineData("<score>good</score>", "no whole number from 1 to 10")]
    public async Task AMalformedVerdict_IsNoZero(string answer, string reason) =>
        Assert.Contains(reason, Rollouts.Reason(await Score(new ToolJudge("themis", new ScriptedClient(ScriptedClient.Text(answer)), []))), StringComparison.Ordinal);

    [Fact]
    public async Task AJudgeThatNeverDecides_IsStopped()
    {
        var endless = ScriptedClient.Calls(("c", "calculator", """{"expression": "1"}"""));
        Assert.Equal("the judge gave no verdict within 3 turns", Rollouts.Reason(await Score(new ToolJudge("themis", new ScriptedClient(endless), [Calculator.Function], new() { MaximumTurns = 3 }))));
        Assert.Equal("the judge called tools more than 2 times", Rollouts.Reason(await Score(new ToolJudge("themis", new ScriptedClient(endless), [Calculator.Function], new() { MaximumCalls = 2 }))));
    }

    [Fact]
    public async Task AFailedRequest_IsUnscored_ACancelledOneIsCancelled()
    {
        var failing = new ScriptedClient(ScriptedClient.Text("")) { Before = (_, _) => throw new InvalidOperationException("no such model") };
        Assert.Equal("the judge could not be asked: no such model", Rollouts.Reason(await Score(new ToolJudge("themis", failing, []))));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var stopped = new ScriptedClient(ScriptedClient.Text("")) { Before = (_, stop) => Task.FromCanceled(stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new ToolJudge("themis", stopped, []).ScoreAsync([Group], cancelled.Token));
    }

    [Fact]
    public async Task LongResultsAreCut_AndAJudgeIsAReward()
    {
        var client = new ScriptedClient(ScriptedClient.Calls(("c", "search", """{"query": "word"}""")), ScriptedClient.Text("<score>10</score>"));
        var search = new DocumentSearch([new("d", "word " + new string('x', 500))]);
        var reward = RewardFunction.Of(new ToolJudge("themis", client, [search.Function()], new() { MaximumResult = 20 }));
        Assert.Equal(10, Assert.IsType<Scored>(Assert.Single(await reward.ScoreAsync(new(Group)))).Value);
        Assert.EndsWith("… (cut)", Assert.IsType<string>(((FunctionResultContent)client.Requests[1].Messages[^1].Contents[0]).Result), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ToolJudge("themis", client, [Calculator.Function, Calculator.Function]));
    }

    private static async Task<Score> Score(ToolJudge judge) => (await judge.ScoreAsync([Group]))[0][0];

    private sealed class Broken : AIFunction
    {
        public override string Name => "broken";

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => throw new InvalidOperationException("out of order");
    }
}
