using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Rewards;
using ToolRM.Scoring;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards;

/// <summary>What every reward of the list promises, whatever it computes.</summary>
public class RewardPropertyTests
{
    public static TheoryData<string> Names => [.. RewardFunctions.All.Select(entry => entry.Info.Name)];

    /// <summary>Settings that have no default, with any value that is allowed.</summary>
    private static RewardFunction Make(string name)
    {
        var entry = RewardFunctions.Require(name);
        return entry.Create(new(entry.Options.Where(option => option.Default is null).Select(option => new MapEntry(option.Name, Any(option))).ToValueList()), services: new(scorer => RewardModels.Require(scorer).Create(0)));
    }

    private static ArgumentValue Any(RewardOption option) => option.Kind switch
    {
        RewardOptionKind.Word => ArgumentValue.Of(option.Words[0]),
        RewardOptionKind.Numbers => new ListValue([ArgumentValue.Of(1.0)]),
        RewardOptionKind.Scorer => ArgumentValue.Of("schema"),
        RewardOptionKind.Texts => new ListValue([ArgumentValue.Of("search")]),
        _ => ArgumentValue.Of(double.IsFinite(option.Minimum) ? double.IsFinite(option.Maximum) ? (option.Minimum + option.Maximum) / 2 : Math.Ceiling(option.Minimum) + 1 : double.IsFinite(option.Maximum) ? option.Maximum - 1 : 1),
    };

    /// <summary>Everything that any reward may look at is there.</summary>
    private static RewardContext Full(params IReadOnlyList<int> order)
    {
        string[] arguments = ["""{"city": "Paris", "n": 3}""", """{"n": 3, "city": "Paris"}""", """{"city": "Paris", "n": 3.0}""", """{"city": "Rome"}""", "{", "{}"];
        var tools = new ValueList<ToolDefinition>([new("weather", "The weather.", JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}, "n": {"type": "number"}}}"""))]);
        var rollouts = arguments.Select((text, i) =>
        {
            var call = new ToolCall("weather", text);
            var reply = $"<think>let me see</think>\n<tool_call>\n{{\"name\": \"weather\", \"parameters\": {text}}}\n</tool_call>";
            Turn[] turns = [new(reply, [], [call], [new("sunny", i < 3 ? ToolStatus.Ok : ToolStatus.Error)]), new("<think>done</think>\n<answer>\\boxed{sunny}</answer>", [], [], [])];
            return (Candidate: new Candidate(Id(i), reply, [call]), Trajectory: new Trajectory(Id(i), "q", null, null, [.. turns], TerminalKind.Finished), Facts: new RolloutFacts(Id(i),
                [new("correct", [i < 3 ? 1 : 0]), new("confidence", [0.8]), new("cost", [0.1]), new("latency", [2]), new("format", [1]), new("step-scores", [0.9, 0.5])]));
        }).ToArray();
        var chosen = order.Select(i => rollouts[i]).ToArray();
        return new(
            new("q", new([new UserMessage("How is the weather in Paris?")], tools), chosen.Select(one => one.Candidate).ToValueList(), new GoldCalls([new("weather", arguments[0])])),
            chosen.Select(one => one.Trajectory).ToValueList(), new(10, 100), new(["sunny"], [new("weather", "sunny")], [new("solved", 1), new("weather", 0.5), new("cost", 0.5)], chosen.Select(one => one.Facts).ToValueList()));
    }

    [Theory, MemberData(nameof(Names))]
    public void FollowsTheRollouts_WhenTheGroupIsReordered(string name)
    {
        var reward = Make(name);
        var (straight, turned) = (Score1(reward, Full(0, 1, 2, 3, 4, 5)), Score1(reward, Full(5, 4, 3, 2, 1, 0)));
        Assert.Equal(straight.Reverse().Select(Text), turned.Select(Text));
    }

    [Theory, MemberData(nameof(Names))]
    public void EqualCalls_GetEqualRewards_HoweverTheyAreSpelt(string name)
    {
        var scores = Score1(Make(name), Full(0, 1, 2));
        Assert.Equal(Value(scores[0]), Value(scores[1])); // order of keys
        Assert.Equal(Value(scores[0]), Value(scores[2])); // 3 and 3.0
    }

    [Theory, MemberData(nameof(Names))]
    public void Duplicates_Tie(string name)
    {
        var context = Full(0, 3);
        var twins = context.Group.Candidates.Concat(context.Group.Candidates.Select(candidate => candidate with { Id = "again-" + candidate.Id })).ToValueList();
        var doubled = new RewardContext(
            context.Group with { Candidates = twins },
            context.Trajectories.Concat(context.Trajectories.Select(one => one with { Id = "again-" + one.Id })).ToValueList(), context.Training,
            context.Facts! with { Rollouts = context.Facts.Rollouts.Concat(context.Facts.Rollouts.Select(one => one with { Id = "again-" + one.Id })).ToValueList() });
        var scores = Score1(Make(name), doubled);
        Assert.Equal(Value(scores[0]), Value(scores[2]));
        Assert.Equal(Value(scores[1]), Value(scores[3]));
    }

    [Theory, MemberData(nameof(Names))]
    public void AnEmptyGroup_HasNoRewards(string name) => Assert.Empty(Score1(Make(name), Full()));

    [Theory, MemberData(nameof(Names))]
    public void AGroupOfOne_HasOne_WithinTheRange(string name)
    {
        var reward = Make(name);
        for (var i = 0; i < 6; i++)
        {
            var score = Assert.Single(Score1(reward, Full(i)));
            if (score is Scored scored) Assert.InRange(scored.Value, reward.Info.Minimum - 1e-9, reward.Info.Maximum + 1e-9);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void WithEverythingThere_SomethingIsScored(string name) => Assert.Contains(Score1(Make(name), Full(0, 1, 2, 3, 4, 5)), score => score is Scored);

    [Theory, MemberData(nameof(Names))]
    public void WithNothingThere_ItScoresOrNamesWhatIsMissing_AndNeverThrows(string name)
    {
        // The last one has the format that papers ask for: a gate on the format that comes before everything else lets it through.
        var bare = new RewardContext(new("q", new([], []), [new("0", "", []), new("1", "text", []), new("2", "<think>so</think><answer>\\boxed{4}</answer>", [])]));
        var reward = Make(name);
        var scores = Score1(reward, bare);
        Assert.All(scores.OfType<Unscored>(), unscored => Assert.False(string.IsNullOrWhiteSpace(unscored.Reason)));
        if (scores[2] is Scored)
        {
            Assert.Equal(RewardNeeds.None, reward.Info.Needs & ~(RewardNeeds.Tools | RewardNeeds.Step | RewardNeeds.Results));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void EntryIsComplete(string name)
    {
        var entry = RewardFunctions.Require(name);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", name);
        Assert.Single(RewardFunctions.All, other => other.Info.Name == name);
        Assert.True(entry.Info.Minimum <= entry.Info.Maximum);
        Assert.All(entry.Options, option => Assert.True(option.Default is null || option.Takes(option.Default), option.Name));
        Assert.False(entry.Info.Summary.EndsWith('.'));
    }

    private static double Value(Score score) => score is Scored scored ? scored.Value : double.NaN;

    private static string Text(Score score) => ArgumentJson.Write(ScoreJson.Write(score));
}
