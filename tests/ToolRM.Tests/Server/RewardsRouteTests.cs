using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Server;
using ToolRM.Server.Serving;

namespace ToolRM.Tests.Server;

/// <summary><c>/v1/rewards</c>: one group, any number of names, and no answer that hides an unscored candidate.</summary>
public class RewardsRouteTests
{
    private const string Group = """
        "id": "q1", "messages": [{"role": "user", "content": "Area?"}],
        "tools": [{"name": "area", "parameters": {"type": "object", "properties": {"base": {"type": "integer"}}, "required": ["base"]}}],
        "candidates": [{"id": "right", "text": "<tool_call>{\"name\": \"area\", \"arguments\": {\"base\": 10}}</tool_call>"},
          {"id": "wrong", "calls": [{"name": "area", "arguments": {"bass": 10}}]}]
        """;

    private static string Body(string more = "") => "{" + Group + more + "}";

    [Fact]
    public async Task ScoresComponentsAndExplanationsComeByName()
    {
        await using var server = await TestedServer.StartAsync();
        var answer = await server.PostAsync("/v1/rewards", Body("""
            , "rewards": ["reference", "schema"], "reference": {"kind": "gold-calls", "calls": [{"name": "area", "arguments": {"base": 10}}]}
            """));
        Assert.Equal("""{"schema":"toolrm/rewards@1","id":"q1"}""", ((MapValue)answer.Json() with { Entries = [.. ((MapValue)answer.Json()).Entries.Take(2)] }).ToString());
        Assert.Equal("\"reference\"", answer.At("rewards[0].name").ToString());
        Assert.Equal(1, answer.Number("rewards[0].scores[0].value"));
        Assert.Equal(0, answer.Number("rewards[0].scores[1].value"));
        Assert.Equal("""{"id":"right","value":1.0,"scale":"probability"}""", answer.At("rewards[1].scores[0]").ToString());
        Assert.Equal(
            """{"id":"wrong","value":0.0,"scale":"probability","components":{"missing-required":1.0,"unexpected-param":1.0},"explanation":"the required parameter base is missing"}""",
            answer.At("rewards[1].scores[1]").ToString());
    }

    [Fact]
    public async Task WithoutNames_TheFirstAnswers()
    {
        await using var server = await TestedServer.StartAsync();
        Assert.Equal("\"schema\"", (await server.PostAsync("/v1/rewards", Body())).At("rewards[0].name").ToString());
    }

    [Fact]
    public async Task Unscored_IsSaidWithItsReason()
    {
        await using var server = await TestedServer.StartAsync();
        var answer = await server.PostAsync("/v1/rewards", Body(""", "rewards": ["reference"]"""));
        Assert.Equal("""{"id":"right","unscored":"There is no reference to compare with."}""", answer.At("rewards[0].scores[0]").ToString());
    }

    // A list of no tools says that none are offered; without the key nobody knows, and a 0 or 1 would be made up.
    [Theory]
    [InlineData("\"tools\": [], ", "1.0")]
    [InlineData("", null)]
    [InlineData("\"tools\": null, ", null)]
    public async Task WithoutTools_WhoJudgesByThemSaysNothing(string tools, string? value)
    {
        var length = new ServedScorer("length", ScoreScale.Raw, ScorerNeeds.Calls, (requests, _) =>
            new([.. requests.Select(request => request.Group.Candidates.Select(Score (candidate) => Score.Of(candidate.Text.Length)).ToValueList())]));
        await using var server = await TestedServer.StartAsync(TestedServer.Options(ServedScorer.Of(Scorers.Require("schema")), length));
        var answer = await server.PostAsync("/v1/rewards", $$"""{"id": "q", {{tools}}"candidates": [{"id": "0", "text": "Hello."}, {"id": "1", "text": "Bye."}], "rewards": ["schema", "length"]}""");
        for (var i = 0; i < 2; i++)
        {
            if (value is null) Assert.Contains("no offered tools were found", answer.At($"rewards[0].scores[{i}].unscored").ToString(), StringComparison.Ordinal);
            else Assert.Equal(value, answer.At($"rewards[0].scores[{i}].value").ToString());
        }
        Assert.Equal(4, answer.Number("rewards[1].scores[1].value")); // does not look at tools
    }

    [Fact]
    public void ClientsSayWhatIsOffered_OrThatTheyDoNotKnow()
    {
        var group = new CandidateGroup("q", new([], []), [new("0", "Hello.", [])], null);
        Assert.NotNull(RewardsJson.WriteRequest(new(new(group)))["tools"]);
        var unknown = RewardsJson.WriteRequest(new(new(group)) { ToolsKnown = false });
        Assert.Null(unknown["tools"]);
        Assert.False(RewardsJson.ReadRequest(unknown).ToolsKnown);
    }

    // What a rewards library adds is a name: trajectories and the training's state arrive, and answers keep their form.
    [Fact]
    public async Task ARewardSeesTrajectoriesAndTraining()
    {
        RewardContext? seen = null;
        var reward = new ServedScorer("turns", ScoreScale.Raw, ScorerNeeds.Calls, (requests, _) =>
        {
            seen = requests[0];
            return new([[Score.Of(requests[0].Trajectories[0].Turns.Count), new Unscored("no rollout")]]);
        });
        await using var server = await TestedServer.StartAsync(TestedServer.Options(reward));
        var answer = await server.PostAsync("/v1/rewards", Body("""
            , "rewards": ["turns"], "trajectories": [{"id": "right", "group_id": "q1", "turns": [{"text": "a"}, {"text": "b"}], "terminal": "finished"}],
            "training": {"step": 3, "total_steps": 100, "epoch": 0.5, "numbers": {"kl": 0.01}}
            """));
        Assert.Equal(2, answer.Number("rewards[0].scores[0].value"));
        Assert.Equal("\"no rollout\"", answer.At("rewards[0].scores[1].unscored").ToString());
        Assert.Equal(new TrainingState(3, 100, 0.5, [new("kl", 0.01)]), seen!.Training);
        Assert.Equal("area", seen.Group.Candidates[0].Calls[0].Name); // read from its text
    }

    [Theory]
    [InlineData("id\\\" is missing", """{"candidates": [{"id": "0", "text": "x"}]}""")]
    [InlineData("candidates\\\" is missing", """{"id": "q"}""")]
    [InlineData("at least one", """{"id": "q", "candidates": []}""")]
    [InlineData("two candidates have this id", """{"id": "q", "candidates": [{"id": "0"}, {"id": "0"}]}""")]
    [InlineData("expected the keys", """{"id": "q", "candidates": [{"id": "0"}], "refrence": null}""")]
    [InlineData("a name stands twice", """{"id": "q", "candidates": [{"id": "0"}], "rewards": ["schema", "schema"]}""")]
    [InlineData("there is no such format", """{"id": "q", "candidates": [{"id": "0"}], "format": "nope"}""")]
    [InlineData("training.step", """{"id": "q", "candidates": [{"id": "0"}], "training": {"step": -1}}""")]
    [InlineData("training: expected the keys", """{"id": "q", "candidates": [{"id": "0"}], "training": {"stop": 1}}""")]
    [InlineData("expected the id of a candidate", """{"id": "q", "candidates": [{"id": "0"}], "trajectories": [{"id": "1", "group_id": "q", "turns": [], "terminal": "finished"}]}""")]
    public async Task WhatIsWrong_IsNamed(string part, string body)
    {
        await using var server = await TestedServer.StartAsync();
        (await server.PostAsync("/v1/rewards", body)).Refused(400, part).Refused(400, "\"type\":\"invalid_request_error\",\"code\":400");
    }

    [Fact]
    public async Task AnUnknownName_Is404()
    {
        await using var server = await TestedServer.StartAsync();
        (await server.PostAsync("/v1/rewards", """{"id": "q", "candidates": [{"id": "0"}], "rewards": ["nope"]}""")).Refused(404, "served are schema, reference");
    }

    [Fact]
    public void OptionsAreCheckedAllAtOnce()
    {
        var error = Assert.Throws<ArgumentException>(() => ScoringServer.Create(new ScoringServerOptions { Scorers = [], Workers = 0, UnscoredValue = double.NaN }));
        foreach (var part in (string[])["Scorers is empty", "Workers is 0", "UnscoredValue is not finite"]) Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
