using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Calls;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Calls;

/// <summary>Vectors T15a and T15b of credit-and-rl 4, and the differences of paper and code of its 3.9.</summary>
public class MatchTirTests
{
    private static readonly ValueList<ToolCall> Gold = [new("search", """{"q": "paris", "k": 3}"""), new("weather", """{"city": "Paris"}""")];

    private static readonly Turn[] Turns =
    [
        Turn("", new ToolCall("search", """{"q": "paris"}""")),
        Turn("", new ToolCall("search", """{"q": "paris", "k": 3}"""), new ToolCall("calc", """{"e": "1+1"}""")),
        Turn("", new ToolCall("weather", """{"city": "Paris", "unit": "C"}""")),
        Turn("<answer>the capital is paris</answer>"),
    ];

    [Fact]
    public void T15a_Similarities()
    {
        var calls = Turns.SelectMany(turn => turn.Calls).Select(NamedArguments.Of).ToArray();
        Assert.Equal([.625, 0, 1, 0, 0, 0, 0, .833333], CallCredit.Similarities(calls, Gold.Select(call => NamedArguments.Of(call)!.Value).ToValueList()).Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void T15a_Hard()
    {
        var scored = Score("matchtir-hard", null, Turns);
        Assert.Equal([0, 1, 0, .833333], Calls(scored));
        Assert.Equal([0, .5, .833333, .4], PerTurn(scored));
        Assert.Equal(1.733333, scored.Value, 6);
        Assert.Equal([0, 1, 0, .833333], Calls(Score("matchtir-hard", """{"matching": "greedy"}""", Turns)));
    }

    [Fact]
    public void T15a_Soft()
    {
        var scored = Score("matchtir-soft", null, Turns);
        Assert.Equal([.149752, .249745, 0, .208331], Calls(scored));
        Assert.Equal([.149752, 0.124873, .208331, .4], PerTurn(scored));
    }

    [Fact]
    public void T15b_GreedyAgainstOptimal()
    {
        double[] similarities = [.9, .8, .8, 0];
        Assert.Equal([.9, 0], CallCredit.Hard(similarities, 2, 2, greedy: true));
        Assert.Equal([.8, .8], CallCredit.Hard(similarities, 2, 2));
        Assert.Equal([.401466, .388275], CallCredit.Soft(similarities, 2, 2).Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void APenalty_IsForCallsWithoutPartner_AlsoWhereThereIsNoReferenceCall()
    {
        Assert.Equal([-.5, 1, -.5, .833333], Calls(Score("matchtir-hard", """{"penalty": 0.5}""", Turns)));
        Assert.Equal([-.5], CallCredit.Hard([], 1, 0, penalty: .5));
        Assert.Equal([0], CallCredit.Soft([], 1, 0));
    }

    [Fact] // the released code leaves out what cannot be read; then a broken call costs nothing
    public void UnparsedCalls_CostTheirTurn_UnlessDroppedAsReleased()
    {
        Turn[] turns = [Turn("", Gold[0], new ToolCall("weather", "{"))];
        Assert.Equal([.5], PerTurn(Score("matchtir-hard", null, turns)));
        Assert.Equal([1.0], PerTurn(Score("matchtir-hard", """{"unparsed": "dropped"}""", turns)));
    }

    [Fact]
    public void NamesInAnotherCase_AreOthers_UnlessAsReleased()
    {
        Turn[] turns = [Turn("", Gold[0] with { Name = "Search" })];
        Assert.Equal([0.0], PerTurn(Score("matchtir-hard", null, turns)));
        Assert.Equal([1.0], PerTurn(Score("matchtir-hard", """{"names": "lower-case"}""", turns)));
    }

    [Fact]
    public void ATurnThatAnswers_IsNotSearchedForCalls() =>
        Assert.Equal([1.0], PerTurn(Score("matchtir-hard", null, Turn("<answer>Paris!</answer>", Gold[0]))));

    [Fact]
    public void WithoutAcceptedAnswers_AnAnsweringRolloutIsUnscored_UnlessAnswersAreLeftOut()
    {
        var context = Context(Turns) with { Facts = null };
        Assert.Contains("accepted answers", Rollouts.Reason(Rollouts.Score1(RewardFunctions.Create("matchtir-hard"), context)[0]), StringComparison.Ordinal);
        Assert.Equal([1.3333], Rollouts.Values(RewardFunctions.Create("matchtir-hard", """{"answer": "none"}"""), context));
    }

    [Fact]
    public void AReferenceTurnByTurn_CountsAsAWhole()
    {
        var context = Context(Turns);
        var perTurn = context with { Group = context.Group with { Reference = new PerTurn([new GoldCalls([Gold[0]]), null, new GoldCalls([Gold[1]])]) } };
        Assert.Equal(Rollouts.Values(RewardFunctions.Create("matchtir-hard"), context), Rollouts.Values(RewardFunctions.Create("matchtir-hard"), perTurn));
    }

    [Fact]
    public void APlan_HasItsSums_EvenWithLittleEntropy()
    {
        double[] costs = [0, -1, -.3, -.5, -.2, -.9];
        var plan = Sinkhorn.Plan(costs, 2, 3, 0.001, rounds: 10_000);
        Assert.All(plan, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(.5, plan[0] + plan[1] + plan[2], 6);
        for (var j = 0; j < 3; j++) Assert.Equal(1.0 / 3, plan[j] + plan[j + 3], 9);
        // With so little entropy it is plain transport: row 0 takes column 1 whole, row 1 column 2 whole, column 0 is shared.
        Assert.Equal(1.0 / 3, plan[1], 6);
        Assert.Equal(1.0 / 3, plan[5], 6);
    }

    private static Turn Turn(string text, params ToolCall[] calls) => new(text, [], calls.ToValueList(), []);

    private static RewardContext Context(params Turn[] turns) => new(
        new("q", new([], []), [new("0", "", [])], new GoldCalls(Gold)), [new("0", "q", null, null, turns.ToValueList(), TerminalKind.Finished)], null, new(["paris"]));

    private static Scored Score(string name, string? options, params Turn[] turns) => Assert.IsType<Scored>(Assert.Single(Rollouts.Score1(RewardFunctions.Create(name, options), Context(turns))));

    private static double[] Calls(Scored scored) => [.. scored.Steps.Where(step => step.Call is not null).Select(step => Math.Round(step.Value, 6))];

    private static double[] PerTurn(Scored scored) => [.. scored.Steps.Where(step => step.Call is null).Select(step => Math.Round(step.Value, 6))];
}
