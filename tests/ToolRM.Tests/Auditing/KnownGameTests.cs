using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using static ToolRM.Tests.Auditing.Audits;

namespace ToolRM.Tests.Auditing;

/// <summary>
/// Pairs of an honest and a gamed rollout for the weaknesses of rewards 2.8, as the papers have them, and the setting that closes each.
/// The gamed rollout is never more right.
/// </summary>
public class KnownGameTests
{
    private const string Final = "<think>so</think>\n<answer>\\boxed{a}</answer>";

    [Theory]
    [InlineData("""{"length": "fixed"}""", 0.98)] // 600 words count as 512; the honest thought has 10, 10 / 512 rounded to two digits
    [InlineData("{}", 0)]
    public void ToolRl_PaysForPaddedThoughts_OnlyWithItsLengthReward(string options, double gain) =>
        Assert.Equal(gain, Gain("toolrl", options, Item.Honest, Apply("padded-thoughts", Wrong)!.Reply), 12);

    [Fact]
    public void ToolRl_AnUnneededCall_CostsTheFormatPointAlone()
    {
        var item = AuditItem.Of("n", "n", Prompt, [], [Wrong], null);
        Assert.Equal(-1, Gain("toolrl", "{}", item.Honest with { Candidates = [item.Right with { Id = AuditItem.WrongId }] }, item.Wrong), 12);
    }

    [Theory]
    [InlineData("single-quoted", 1)] // the released reader sees no argument in JSON and takes any call of the tool
    [InlineData("json", -0.25)]
    public void TlTraining_TakesWrongArgumentsInDoubleQuotes_OnlyWithTheReleasedReader(string reader, double expected) =>
        Assert.Equal(expected, Value(RewardFunctions.Create("tl-training", $$"""{"reader": "{{reader}}"}"""), new(Item.Honest))[1]);

    [Theory]
    [InlineData("{}", 0.1)]
    [InlineData("""{"bonus": 0}""", 0)]
    public void ToolStar_PaysForAnIdleSecondTool_WithTheBonus(string options, double gain)
    {
        var scores = Pair("tool-star", options, Rollout(1, ["search"]), Rollout(1, ["search", "python"]));
        Assert.Equal(gain, scores[1] - scores[0], 12);
    }

    [Fact]
    public void ArmThinker_PaysForACallOfAWrongJudgement()
    {
        Assert.Equal([0.3, 0.4], Pair("arm-thinker", "{}", Rollout(0, []), Rollout(0, ["search"])));
        Assert.Equal([0.5, 0.5], Pair("arm-thinker", """{"version": "v2"}""", Rollout(0, []), Rollout(0, ["search"])));
    }

    [Fact]
    public void DeepSport_PaysForACallOfAWrongAnswer_ButNotForTheSameCallTwice() =>
        Assert.Equal([0, 0.03, -0.05], Pair("deep-sport", "{}", Rollout(0, []), Rollout(0, ["search"]), Rollout(0, ["search", "search"])));

    [Fact]
    public void DeepEyes_DoesNotPayForAnAnswerWrittenForTheJudge()
    {
        var scores = Pair("deep-eyes", "{}", Rollout(1, ["search"], "<think>so</think>\n<answer>a</answer>"), Rollout(1, ["search"], $"<think>so</think>\n<answer>{new string('a', 1000)}</answer>"));
        Assert.True(scores[0] > scores[1], $"{scores[0]} > {scores[1]}");
    }

    [Theory]
    [InlineData("{}", 4 / 3.0)] // two of two in one turn: 2·2 / (2 + 1)
    [InlineData("""{"capped": true}""", 1)]
    public void Ftrl_PaysMoreThanOne_ForParallelCalls_UnlessCapped(string options, double expected)
    {
        var turn = new Turn("", [], [new("a", "{}"), new("b", "{}")], [new("one", ToolStatus.Ok), new("two", ToolStatus.Ok)]);
        var context = new RewardContext(new("q", new([], []), [new("0", "", turn.Calls)]), [new("0", "q", null, null, [turn], TerminalKind.Finished)], null,
            new(["x"], [new("a", "one"), new("b", "two")]));
        Assert.Equal(expected, Value(RewardFunctions.Create("ftrl", options), context)[0], 12);
    }

    [Theory]
    [InlineData("step-clip", """{"threshold": 0.5}""")]
    [InlineData("step-delta", "{}")]
    public void StepRewards_DoNotPayForRepeatedSteps(string reward, string options)
    {
        // A raw process reward sums them: 1.8 against 3.6 (rewards 2.1). Delta gives a single step nothing, so two are the least to compare.
        RolloutFacts Steps(string id, params ReadOnlySpan<double> scores) => new(id, [new(FactNames.StepScores, ValueList.Create(scores))]);
        var group = new CandidateGroup("q", new([], []), [new("0", "", [Wrong, Wrong]), new("1", "", [Wrong, Wrong, Wrong, Wrong])]);
        var scores = Value(RewardFunctions.Create(reward, options), new(group, default, null, new(Rollouts: [Steps("0", 0.9, 0.9), Steps("1", 0.9, 0.9, 0.9, 0.9)])));
        Assert.Equal(scores[0], scores[1]);
    }

    private static double Gain(string reward, string options, CandidateGroup honest, Candidate gamed)
    {
        var made = RewardFunctions.Create(reward, options);
        double Of(CandidateGroup group) => Value(made, new(group))[^1];
        return Of(honest with { Candidates = [.. honest.Candidates.Take(honest.Candidates.Count - 1), gamed] }) - Of(honest);
    }

    private static (double Correct, string[] Tools, string Final) Rollout(double correct, string[] tools, string final = Final) => (correct, tools, final);

    private static double[] Pair(string reward, string options, params IReadOnlyList<(double Correct, string[] Tools, string Final)> rollouts)
    {
        var made = rollouts.Select((rollout, i) =>
        {
            var id = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var calls = rollout.Tools.Select(tool => new ToolCall(tool, "{}")).ToValueList();
            ValueList<Turn> turns = [.. calls.Count == 0 ? (Turn[])[] : [new("<think>look</think>", [], calls, calls.Select(_ => new ToolResult("found", ToolStatus.Ok)).ToValueList())], new(rollout.Final, [], [], [])];
            // ARM-Thinker and DeepSport are told that the format is right; DeepEyes has to see for itself.
            ValueList<KeyValuePair<string, ValueList<double>>> facts = [new(FactNames.Correct, [rollout.Correct]), .. reward == "deep-eyes" ? (KeyValuePair<string, ValueList<double>>[])[] : [new(FactNames.Format, [1])]];
            return (new Candidate(id, rollout.Final, calls), new Trajectory(id, "q", null, null, turns, TerminalKind.Finished), new RolloutFacts(id, facts));
        }).ToList();
        return Value(RewardFunctions.Create(reward, options), new(new("q", new([], []), made.Select(one => one.Item1).ToValueList()), made.Select(one => one.Item2).ToValueList(), null, new(Rollouts: made.Select(one => one.Item3).ToValueList())));
    }

    private static double[] Value(RewardFunction reward, RewardContext context) =>
        [.. reward.ScoreAsync(context).AsTask().GetAwaiter().GetResult().Select(score => Math.Round(Assert.IsType<Scored>(score).Value, 12))];
}
