using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations;
using ToolRM.Tests.Conversations.Formats;
using ToolRM.Tests.Models.Grounded;
using static ToolRM.Tests.Scoring.ScorerCases;

namespace ToolRM.Tests.Scoring;

/// <summary>What every scorer of <see cref="RewardModels.All"/> keeps to, those that are still to come included.</summary>
public class ScorerPropertyTests
{
    private const string Trained = "a model of these tests";

    public static TheoryData<string> Names => [.. RewardModels.All.Select(entry => entry.Name), Trained];

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualCalls_GetEqualScores(string name)
    {
        var scorer = Make(name);
        NounGenerators.Holds(
            from item in Group from variant in Gen.Choose(0, 31) select (Group: item, Variant: variant),
            item => Assert.Equal(Score(scorer, item.Group), Score(scorer, item.Group with
            {
                Candidates = item.Group.Candidates
                    .Select(candidate => candidate with { Calls = candidate.Calls.Select(call => CallSpelling.Respell(call, item.Variant)).ToValueList() })
                    .ToValueList(),
            })));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PermutedCandidates_GetPermutedScores(string name)
    {
        var scorer = Make(name);
        NounGenerators.Holds(Group, group => Assert.Equal(
            Score(scorer, group).Reverse(),
            Score(scorer, group with { Candidates = group.Candidates.Reverse().ToValueList() })));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ABatch_GivesWhatItsGroupsGiveAlone(string name)
    {
        var scorer = Make(name);
        NounGenerators.Holds(
            from one in Group from other in Group select (one, other),
            item => Assert.Equal([Score(Make(name), item.one), Score(Make(name), item.other)], Score(scorer, item.one, item.other)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OneSeed_GivesOneResult_AndOnlyANeededSeedCounts(string name)
    {
        var group = Everything();
        Assert.Equal(Score(Make(name, 5), group), Score(Make(name, 5), group));
        var seeded = Needs(name).HasFlag(ScorerNeeds.Seed);
        Assert.Equal(!seeded, Score(Make(name, 5), group) == Score(Make(name, 6), group));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsNotNeeded_ChangesNothing(string name)
    {
        var (scorer, needs) = (Make(name), Needs(name));
        NounGenerators.Holds(
            from item in Group from other in Group select (Group: item, Other: other),
            item =>
            {
                var changed = item.Group with
                {
                    Id = needs.HasFlag(ScorerNeeds.Seed) ? item.Group.Id : item.Other.Id,
                    Prompt = new(
                        needs.HasFlag(ScorerNeeds.Messages) ? item.Group.Prompt.Messages : item.Other.Prompt.Messages,
                        needs.HasFlag(ScorerNeeds.Tools) ? item.Group.Prompt.Tools : item.Other.Prompt.Tools),
                    Reference = needs.HasFlag(ScorerNeeds.Reference) ? item.Group.Reference : item.Other.Reference,
                };
                Assert.Equal(Score(scorer, item.Group), Score(scorer, changed));
            });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyReply_GetsAFiniteScoreOrAReason(string name)
    {
        var group = Everything();
        CandidateGroup[] groups =
        [
            group,
            group with { Prompt = new([], []) },
            group with { Reference = null },
            group with { Reference = new NoCall() },
            group with { Reference = new PerTurn([null]) },
            group with { Reference = new AcceptedCalls([], CallMatching.Parallel) },
            group with { Prompt = new([], [new("f", null, JsonText.Parse("[]")), new("", null, JsonText.Parse("""{"properties": 3, "type": "no such"}"""))]) },
            group with { Candidates = [] },
        ];
        var scorer = Make(name);
        foreach (var (scored, scores) in groups.Zip(Score(scorer, groups)))
        {
            Assert.Equal(scored.Candidates.Count, scores.Count);
            foreach (var score in scores)
            {
                if (score is Unscored unscored) Assert.NotEmpty(unscored.Reason);
                else AssertScored(Assert.IsType<Scored>(score), scorer.Info.Scale);
                Assert.Equal(score, ScoreJson.Read(ScoreJson.Write(score)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WithoutAReference_WhatNeedsOneIsUnscored(string name)
    {
        var scores = Score(Make(name), Everything() with { Reference = null }).ToArray();
        Assert.Equal(Make(name).Info.NeedsReference, scores.All(score => score is Unscored));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ACancelledToken_StopsTheWork(string name) => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        async () => await Make(name).ScoreAsync([Everything()], new CancellationToken(canceled: true)));

    private static IScorer Make(string name, long seed = 7) => name == Trained ? GroundedCases.Model.CreateScorer() : RewardModels.Require(name).Create(seed);

    private static ScorerNeeds Needs(string name) => name == Trained ? ScorerNeeds.Tools | ScorerNeeds.Messages : RewardModels.Require(name).Needs;

    private static void AssertScored(Scored scored, ScoreScale scale)
    {
        Assert.Equal(scale, scored.Scale);
        Assert.True(double.IsFinite(scored.Value));
        if (scale == ScoreScale.Probability) Assert.InRange(scored.Value, 0, 1);
        Assert.All(scored.Components, part => Assert.True(double.IsFinite(part.Value), part.Name));
        Assert.Equal(scored.Components.Count, scored.Components.Select(part => part.Name).Distinct().Count());
    }

    /// <summary>Replies of every odd kind, with texts and with calls.</summary>
    private static CandidateGroup Everything()
    {
        var huge = new string('é', 100_000);
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));
        string[] arguments =
        [
            """{"count": 1}""", """{"count": 1,}""", "", "null", "[1]", "3", "\"x\"", "{", "{\"count\": NaN}", "{\"count\": 1, \"count\": 2}",
            """{"count": 1e400}""", $$"""{"count": {{new string('9', 4000)}}}""", $$"""{"count": {{new string('9', 5000)}}}""", "{\"count\": \"\ud800\"}", "\udc00",
            """{"\ud800": "東京", "naïve": "שלום", "count": "🙂"}""", $$"""{"count": 1, "name": "{{huge}}"}""", huge, deep, deep.Replace("[", "{\"a\":", StringComparison.Ordinal),
        ];
        var texts = arguments.Concat(["", " ", "I cannot do that.", "[f(count=1)]", "[f(count=", "<tool_call>{\"name\": \"f\"", "{\"name\": \"f\", \"arguments\": {\"count\": 1}}"]);
        var candidates = arguments.Select(text => new Candidate("", "", [new("f", text)]))
            .Concat(texts.Select(text => new Candidate("", text, [])))
            .Append(new("", "", [new("f", "{}"), new("\ud800", "{}"), new("", "")]))
            .Append(new("", "", Enumerable.Repeat(new ToolCall("f", """{"count": 1}"""), 1000).ToValueList()));
        return new("everything", new([new UserMessage("Do it.")], Tools), candidates.Select((candidate, i) => candidate with { Id = $"{i}" }).ToValueList(),
            new AcceptedCalls([new("f", [new("count", [ArgumentValue.Of(1)])])], CallMatching.Simple));
    }
}
