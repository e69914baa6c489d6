using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Judging;
using ToolRM.Sampling;
using ToolRM.Scoring;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Sampling;
using static ToolRM.Tests.Judging.JudgeCases;

namespace ToolRM.Tests.Judging;

public class PointwiseJudgeTests
{
    private static async Task<ValueList<Score>> Score(PointwiseJudge judge, CandidateGroup group) => Assert.Single(await judge.ScoreAsync([group]));

    private static PointwiseJudge Judge(IChatClient client, bool verdicts = false, JudgeOptions? options = null, string? cache = null) => new("judge", verdicts, client, options ?? Options, cache, Time());

    [Fact]
    public async Task PointsAreRawScores_AndVerdictsProbabilities()
    {
        var judge = Judge(Client(text => text.Contains("\"good\"", StringComparison.Ordinal) ? "<score>9</score>" : "<score>2</score>"));
        Assert.Equal([new Scored(9, ScoreScale.Raw), new Scored(2, ScoreScale.Raw)], await Score(judge, Group("good", "bad")));
        var verdicts = Judge(Client(text => text.Contains("\"good\"", StringComparison.Ordinal) ? "<verdict>yes</verdict>" : "<verdict>no</verdict>"), verdicts: true);
        Assert.Equal([new Scored(1, ScoreScale.Probability), new Scored(0, ScoreScale.Probability)], await Score(verdicts, Group("good", "bad")));
        Assert.Equal((2L, 0L, 20L, 200L), (judge.Usage!.Answers, judge.Usage.FromCache, judge.Usage.InputTokens, judge.Usage.OutputTokens));
    }

    [Fact]
    public async Task TheRequestSaysWhatTheOptionsSay()
    {
        ChatOptions? seen = null;
        IReadOnlyList<ChatMessage>? asked = null;
        var judge = Judge(new FakeChatClient((messages, options) =>
        {
            (seen, asked) = (options, messages);
            return FakeChatClient.Text("<score>5</score>");
        }), options: Options with { Points = 5, Seed = 7 });
        await Score(judge, new("g", new([new UserMessage("{{reply}}?")], [new("area", "d", JsonText.EmptyObject)]), [new("0", "beside", [new("area", """{"b": 1.0, "a": 2}""", "id-1")], "source-model")]));
        Assert.Equal((0f, 2048, 7), (seen!.Temperature, seen.MaxOutputTokens, seen.Seed));
        Assert.Equal([ChatRole.System, ChatRole.User], asked!.Select(message => message.Role));
        var text = asked![1].Text;
        Assert.Contains("""{"name": "area", "description": "d", "parameters": {}}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"role": "user", "content": "{{reply}}?"}""", text, StringComparison.Ordinal);
        // Keys sorted, numbers plain, without ids, text and source.
        Assert.Contains("Reply to grade:\n{\"calls\": [{\"name\": \"area\", \"arguments\": {\"a\": 2, \"b\": 1}}]}\n", text, StringComparison.Ordinal);
        Assert.Contains("to 5 (exactly right)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("source-model", text, StringComparison.Ordinal);
        Assert.DoesNotContain("id-1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_IsUnscoredAndCounted()
    {
        var judge = Judge(Client(text => text.Contains("\"good\"", StringComparison.Ordinal) ? "<score>9</score>" : "I would say nine."));
        var scores = await Score(judge, Group("good", "bad"));
        Assert.Equal((new Scored(9, ScoreScale.Raw), new Unscored("the judge's answer has no <score>")), (scores[0], scores[1]));
        Assert.Equal(1, judge.Usage!.Unreadable);
    }

    [Fact]
    public async Task SamplesAreAveraged_EachWithItsSeed()
    {
        var seeds = new List<long?>();
        var judge = Judge(new FakeChatClient((_, options) =>
        {
            seeds.Add(options.Seed);
            return FakeChatClient.Text(options.Seed == 3 ? "<verdict>no</verdict>" : "<verdict>yes</verdict>");
        }), verdicts: true, Options with { Samples = 4, Seed = 1, Temperature = 1 });
        // three of four say yes: 0.75; deviation sqrt(0.75 · 0.25)
        Assert.Equal(new Scored(0.75, ScoreScale.Probability, [new("deviation", Math.Sqrt(0.1875)), new("samples", 4)]), (await Score(judge, Group("a")))[0]);
        Assert.Equal([1, 2, 3, 4], seeds);
    }

    [Fact]
    public async Task WhatIsShownAlike_IsAskedOnce()
    {
        var client = Client(_ => "<score>3</score>");
        var group = Group("a", "a") with { Candidates = [new("0", "", [new("f", """{"x":1}""")]), new("1", "words", [new("f", """{ "x": 1.0 }""", "call_3")]), new("2", "words", [])] };
        Assert.Equal(3, (await Score(Judge(client), group)).Count(score => score is Scored));
        Assert.Equal(2, client.Calls);
    }

    [Fact]
    public async Task AnswersAreKept_AndARerunAsksNobody()
    {
        using var folder = new TemporaryFolder();
        var client = Client(text => text.Contains("\"bad\"", StringComparison.Ordinal) ? "garbage" : "<score>9</score>");
        var first = await Score(Judge(client, cache: folder.At("cache")), Group("good", "bad"));
        var again = Judge(client, cache: folder.At("cache"));
        Assert.Equal(first, await Score(again, Group("good", "bad")));
        Assert.Equal(2, client.Calls);
        Assert.Equal((2L, 2L, 1L, 0L), (again.Usage!.Answers, again.Usage.FromCache, again.Usage.Unreadable, again.Usage.InputTokens));
        Assert.Equal(2, Directory.GetFiles(folder.At("cache"), "*.json", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(folder.At("cache"), "*.part", SearchOption.AllDirectories));
    }

    // Each of these is another question; limits and prices are none.
    [Fact]
    public async Task AKeptAnswer_IsThatOfTheSameQuestion()
    {
        using var folder = new TemporaryFolder();
        var client = Client(_ => "<score>3</score>");
        async Task<int> Asked(JudgeOptions options, CandidateGroup group)
        {
            var before = client.Calls;
            await Score(Judge(client, options: options, cache: folder.Root), group);
            return client.Calls - before;
        }
        Assert.Equal(1, await Asked(Options, Group("a")));
        Assert.Equal(0, await Asked(Options with { Price = new(1, 1), Requests = new() { Concurrency = 2 } }, Group("a") with { Id = "other" }));
        Assert.Equal(1, await Asked(Options, Group("b")));
        Assert.Equal(1, await Asked(Options with { Model = "other" }, Group("a")));
        Assert.Equal(1, await Asked(Options with { Temperature = 0.5f }, Group("a")));
        Assert.Equal(1, await Asked(Options with { MaxTokens = 10 }, Group("a")));
        Assert.Equal(1, await Asked(Options with { Seed = 1 }, Group("a")));
        Assert.Equal(1, await Asked(Options with { Points = 9 }, Group("a")));
        Assert.Equal(1, await Asked(Options with { Prompt = JudgePrompt.Of("judge-score@1", JudgePrompt.Score.Text + "!") }, Group("a")));
        Assert.Equal(1, await Asked(Options with { Samples = 2 }, Group("a"))); // the first is there
    }

    [Fact]
    public async Task ADamagedFile_IsAskedAgainAndReplaced()
    {
        using var folder = new TemporaryFolder();
        await Score(Judge(Client(_ => "<score>3</score>"), cache: folder.Root), Group("a"));
        var file = Assert.Single(Directory.GetFiles(folder.Root, "*.json", SearchOption.AllDirectories));
        var kept = await File.ReadAllTextAsync(file);
        foreach (var damaged in (string[])["{", "", "[]", """{"schema":"toolrm/judge-answer@1","model":"m"}"""])
        {
            await File.WriteAllTextAsync(file, damaged);
            Assert.IsType<Scored>((await Score(Judge(Client(_ => "<score>3</score>"), cache: folder.Root), Group("a")))[0]);
            Assert.Equal(kept, await File.ReadAllTextAsync(file));
        }
        Assert.Equal([file], Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories)); // and no file of another name
    }

    [Fact]
    public async Task FailuresAreReasons_AndNotKept()
    {
        using var folder = new TemporaryFolder();
        var fails = true;
        var client = new FakeChatClient((_, _) => fails ? throw new HttpRequestException("gone") : FakeChatClient.Text("<score>3</score>"));
        var judge = Judge(client, cache: folder.Root);
        Assert.Equal("judge: gone", Assert.IsType<Unscored>((await Score(judge, Group("a")))[0]).Reason);
        Assert.Equal((2, 1L, 0L), (client.Calls, judge.Usage!.Failed, judge.Usage.Answers));
        fails = false;
        Assert.IsType<Scored>((await Score(judge, Group("a")))[0]);
    }

    [Fact]
    public async Task AWrongKey_EndsAtOnce()
    {
        var judge = Judge(new FakeChatClient((_, _) => throw new ProviderException("401", ProviderFailure.Stop, 401)));
        Assert.Equal(ProviderFailure.Stop, (await Assert.ThrowsAsync<ProviderException>(async () => await judge.ScoreAsync([Group("a", "b")]))).Failure);
    }

    [Fact]
    public void APromptWithoutTheReply_IsRefused() =>
        Assert.Contains("{{reply}}", Assert.Throws<ArgumentException>(() => Judge(Client(_ => ""), options: Options with { Prompt = JudgePrompt.Of("p", "grade!") })).Message, StringComparison.Ordinal);
}
