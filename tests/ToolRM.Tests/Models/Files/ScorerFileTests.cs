using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Models.Files;

public sealed class ScorerFileTests : IDisposable
{
    private const string Remote = """{"schema":"toolrm/scorer@1","name":"rm","kind":"remote","url":"http://host:8000","dialect":"vllm-classify","model":"m"}""";
    private const string Judge = """{"schema":"toolrm/scorer@1","name":"j","kind":"judge","judgement":"score","url":"http://host/v1","model":"m"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(name))!);
        return _folder.Write(name, json);
    }

    private static string Ensemble(params string[] members) =>
        $$"""{"schema":"toolrm/scorer@1","name":"e","kind":"ensemble","members":[{{string.Join(',', members.Select(member => $"\"{member}\""))}}],"scaling":"rank","rule":"mean"}""";

    private static string Message(string path) => Assert.Throws<DataFormatException>(() => RewardModels.Require(path)).Message;

    [Fact]
    public void TheNameIsThatOfTheContent()
    {
        var one = RewardModels.Resolve(Write("a.scorer.json", Remote));
        Assert.Matches("^rm@[0-9a-f]{12}$", one.Entry.Name);
        Assert.Equal(("remote", false, ScorerNeeds.Tools | ScorerNeeds.Messages, ScoreScale.Raw), (one.Kind, one.Entry.IsDeterministic, one.Entry.Needs, one.Entry.Scale));
        Assert.Equal(one.Entry.Name, one.Entry.Create(0).Info.Name);
        // Spaces, order and what changes no score make no other scorer.
        Assert.Equal(one.Entry.Name, RewardModels.Require(Write("b.scorer.json", Remote.Replace(",\"model\":\"m\"}", ", \"limits\": {\"batch\": 2}, \"api_key_env\": \"KEY\",\n\"model\": \"m\"}", StringComparison.Ordinal))).Name);
        Assert.NotEqual(one.Entry.Name, RewardModels.Require(Write("c.scorer.json", Remote.Replace("\"m\"", "\"n\"", StringComparison.Ordinal))).Name);
        Assert.NotEqual(one.Entry.Name, RewardModels.Require(Write("d.scorer.json", Remote.Replace("8000", "8001", StringComparison.Ordinal))).Name);
    }

    [Fact]
    public void NeedsFollowFromTheOptions()
    {
        Assert.True(RewardModels.Require(Write("r.scorer.json", Remote.Replace("vllm-classify\"", "toolrm-rewards\",\"needs_reference\":true", StringComparison.Ordinal))).Needs.HasFlag(ScorerNeeds.Reference));
        var pairs = Judge.Replace("\"score\"", "\"pairwise\",\"order\":\"one\"", StringComparison.Ordinal);
        Assert.True(RewardModels.Require(Write("p.scorer.json", pairs)).Needs.HasFlag(ScorerNeeds.Seed));
        Assert.False(RewardModels.Require(Write("b.scorer.json", pairs.Replace("\"one\"", "\"both\"", StringComparison.Ordinal))).Needs.HasFlag(ScorerNeeds.Seed));
        var entry = RewardModels.Require(Write("e.scorer.json", Ensemble("random", "reference")));
        Assert.Equal((true, ScorerNeeds.Seed | ScorerNeeds.Tools | ScorerNeeds.Reference), (entry.IsDeterministic, entry.Needs));
        Assert.False(RewardModels.Require(Write("f.scorer.json", Ensemble("random", "b.scorer.json"))).IsDeterministic);
    }

    // A member is found beside its file, and is part of what the ensemble is.
    [Fact]
    public void MembersAreRelativeToTheirFile_AndPartOfTheIdentity()
    {
        Write("inner/rm.scorer.json", Remote);
        Write("inner/both.scorer.json", Ensemble("schema", "rm.scorer.json"));
        var outer = Write("outer.scorer.json", Ensemble("inner/both.scorer.json", "shortest"));
        var first = RewardModels.Resolve(outer);
        Assert.Equal(["schema", first.Members[0].Members[1].Entry.Name], first.Members[0].Members.Select(member => member.Entry.Name));
        Write("inner/rm.scorer.json", Remote.Replace("\"m\"", "\"n\"", StringComparison.Ordinal));
        Assert.NotEqual(first.Entry.Name, RewardModels.Require(outer).Name);
    }

    [Fact]
    public async Task AnEnsembleOfNames_Scores()
    {
        var scorer = RewardModels.Require(Write("e.scorer.json", Ensemble("shortest", "schema"))).Create(0);
        var scores = Assert.Single(await scorer.ScoreAsync([new("g", new([], []), [new("0", "a", []), new("1", "abc", [])])]));
        // shortest ranks 1 and 0, schema ½ twice
        Assert.Equal([0.75, 0.25], scores.Select(score => Assert.IsType<Scored>(score).Value));
    }

    [Fact]
    public void CyclesAndDepths_AreRefused()
    {
        Write("a.scorer.json", Ensemble("b.scorer.json"));
        Write("b.scorer.json", Ensemble("a.scorer.json"));
        Assert.Contains("a.scorer.json -> b.scorer.json -> a.scorer.json", Message(_folder.At("a.scorer.json")), StringComparison.Ordinal);
        for (var i = 0; i < 9; i++) Write($"d{i}.scorer.json", Ensemble(i == 8 ? "schema" : $"d{i + 1}.scorer.json"));
        Assert.Contains("more than 8 deep", Message(_folder.At("d0.scorer.json")), StringComparison.Ordinal);
        Assert.NotNull(RewardModels.Require(_folder.At("d1.scorer.json")));
        for (var i = 0; i < 6; i++) Write($"w{i}.scorer.json", Ensemble(i == 5 ? "schema" : $"w{i + 1}.scorer.json", i == 5 ? "random" : $"w{i + 1}.scorer.json"));
        Assert.Contains("more than 64 scorers", Message(_folder.At("w0.scorer.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "expected JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("""{"name":"x"}""", "\"schema\" is missing")]
    [InlineData("""{"schema":"toolrm/scorer@2"}""", "expected \"toolrm/scorer@1\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"a b","kind":"remote"}""", "a name of letters")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"oracle"}""", "\"remote\", \"judge\" or \"ensemble\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h","dialect":"tgi"}""", "expected one of vllm-classify")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h/?key=k","dialect":"rerank"}""", "without \"?...\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"judge","url":"http://h/v1?key=k","model":"m","judgement":"verdict"}""", "without \"?...\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://u:k@h","dialect":"rerank"}""", "without a name and password")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"localhost:8000","dialect":"rerank"}""", "expected an address")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h","dialect":"rerank","api_key":"k"}""", "found \"api_key\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h","dialect":"rerank","activation":true}""", "only vLLM does")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h","dialect":"rerank","rendering":"hermes-messages"}""", "takes texts")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h","dialect":"toolrm-rewards","rendering":"json"}""", "renders nothing")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"remote","url":"http://h","dialect":"rerank","limits":{"attempts":0}}""", "attempts: expected at least 1")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"judge","url":"http://h","model":"m","judgement":"verdict","points":5}""", "goes with the judgement \"score\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"judge","url":"http://h","model":"m","judgement":"score","prompt":"judge-verdict@1"}""", "Take judge-score@1")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"judge","url":"http://h","model":"m","judgement":"score","prompt":"none.md"}""", "there is no file")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"judge","url":"http://h","model":"m","judgement":"score","samples":0}""", "samples: expected at least 1")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"ensemble","members":[],"scaling":"rank","rule":"mean"}""", "expected at least one")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"ensemble","members":["schema"],"rule":"mean"}""", "\"scaling\" is missing")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"ensemble","members":["schema","shortest"],"scaling":"same","rule":"mean"}""", "not comparable")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"ensemble","members":["schemas"],"scaling":"same","rule":"mean"}""", "members[0]: there is no scorer \"schemas\"")]
    [InlineData("""{"schema":"toolrm/scorer@1","name":"x","kind":"ensemble","members":["schema","grounded"],"scaling":"same","rule":"mean-minus-deviation","weight":1}""", "ddof: this rule needs it")]
    public void WhatIsNoScorerFile_IsRefused(string json, string part)
    {
        var message = Message(Write("x.scorer.json", json));
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("x.scorer.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyThatIsNotSet_IsNamed_WhenTheScorerIsMade()
    {
        var services = new ScorerServices(variable: name => name == "SET" ? "k" : null);
        var entry = RewardModels.Require(Write("k.scorer.json", Remote.Replace("\"kind\"", "\"api_key_env\":\"UNSET\",\"kind\"", StringComparison.Ordinal)), services: services);
        Assert.Contains("UNSET is not set", Assert.Throws<DataFormatException>(() => entry.Create(0)).Message, StringComparison.Ordinal);
        Assert.NotNull(RewardModels.Require(Write("k.scorer.json", Remote.Replace("\"kind\"", "\"api_key_env\":\"SET\",\"kind\"", StringComparison.Ordinal)), services: services).Create(0));
    }

    [Fact]
    public async Task AJudgeWithAPromptOfItsOwn_KeepsAnswersBesideTheFile()
    {
        Write("prompts/mine.md", "Grade.\n---\n{{reply}} 1 to {{points}}");
        var path = Write("j.scorer.json", Judge.Replace("\"kind\"", "\"prompt\":\"prompts/mine.md\",\"cache\":\"answers\",\"kind\"", StringComparison.Ordinal));
        var server = new FakeChatServer(_ => FakeChatServer.Reply(FakeChatServer.Text("<score>4</score>")));
        var services = new ScorerServices(server.Http, new InstantTime { Held = TimeSpan.FromMinutes(2) });
        var entry = RewardModels.Require(path, services: services);
        for (var i = 0; i < 2; i++) Assert.Equal(new Scored(4, ScoreScale.Raw), (await entry.Create(0).ScoreAsync([new("g", new([], []), [new("0", "hello", [])])]))[0][0]);
        Assert.Equal("""{"text": "hello"} 1 to 10""", Assert.Single(server.Calls).Prompt);
        Assert.Single(Directory.GetFiles(_folder.At("answers"), "*.json", SearchOption.AllDirectories));
        // Other words are another scorer.
        Write("prompts/mine.md", "Grade well.\n---\n{{reply}}");
        Assert.NotEqual(entry.Name, RewardModels.Require(path).Name);
        Write("prompts/mine.md", "Grade well.");
        Assert.Contains("has no {{reply}}", Message(path), StringComparison.Ordinal);
    }
}
