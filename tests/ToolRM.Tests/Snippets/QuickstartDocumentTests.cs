using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using ToolRM.Agents;
using ToolRM.Cli;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Models;
using ToolRM.Models.Grounded;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Server.Serving;
using ToolRM.Tests.Agents;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Sampling;
using ToolRM.Tests.Server;

namespace ToolRM.Tests.Snippets;

/// <summary>docs/quickstart.md as a reader follows it: its commands in their order, its files, its code. Models are played from memory.</summary>
public sealed class QuickstartDocumentTests : IDisposable
{
    private const string Document = "docs/quickstart.md";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheCommandsRun_AndPrintWhatIsShown()
    {
        using var server = new FakeChatServer(call => FakeChatServer.Reply(call.Model == "Qwen/Qwen3-8B"
            ? FakeChatServer.Text("<verdict>yes</verdict>")
            : FakeChatServer.Call("get_weather", """{"city": "Lisbon"}""")));
        var commands = DocumentCommand.Of(Document).Where(command => command.IsTool).ToList();
        Assert.Equal(20, commands.Count);
        Assert.All(commands, command => command.Check(_folder, console => console with { CreateHttp = server.Http }));
        Assert.NotEmpty(server.Calls);
    }

    [Fact]
    public async Task TheServerAnswersAsShown()
    {
        var serve = Assert.Single(DocumentCommand.Of(Document, "sh"));
        Assert.Empty(Parse(serve.Line).Errors);
        var scorers = serve.Words.Where((_, i) => i > 0 && serve.Words[i - 1] == "--scorer").Select(name => ServedScorer.Of(RewardModels.Require(name)));
        await using var server = await TestedServer.StartAsync(TestedServer.Options([.. scorers]));
        var ask = DocumentCommand.Of(Document).Single(command => command.Line.StartsWith("curl ", StringComparison.Ordinal));
        var (path, file) = Regex.Match(ask.Line, @"^curl -s http://127\.0\.0\.1:5000(\S+) -d @(\S+)$").Groups is [_, var first, var second] ? (first.Value, second.Value) : default;
        ask.CheckShown((await server.PostAsync(path, Repository.Read(file))).Text);
    }

    // The files that the page shows are those that its commands name.
    [Fact]
    public void TheFilesAreThoseOfTheExamples() =>
        Assert.Equal(
            ((string[])["rewards/right-and-lean.json", "scorers/careful.scorer.json", "scorers/judge.scorer.json", "scorers/remote.scorer.json"]).Select(file => Repository.Read("examples/" + file).ReplaceLineEndings("\n")),
            DocumentCommand.Blocks(Document, "json"));

    // Those in the text, and those of README.md, are not run; but they say what there is.
    [Theory]
    [InlineData(Document)]
    [InlineData("README.md")]
    public void CommandsInTheTextAreUnderstood(string document)
    {
        var lines = Regex.Matches(Repository.Read(document), @"(?<!``)`(\./toolrm [^`]+)`").Select(match => match.Groups[1].Value).Where(line => !line.Contains("COMMAND", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(Parse(line).Errors.Count == 0, line));
    }

    [Fact]
    public async Task Agent()
    {
        using var model = new ScriptedClient(ScriptedClient.Calls(("a", "weather", """{"city":"Paris"}""")));
        var weather = AgentCases.Weather;

        // <snippet>
        var scorer = GroundedModel.Shipped!.CreateScorer(explain: true);
        IChatClient client = model.WithBestOfN(scorer, new BestOfNOptions { Samples = 4 }).WithToolGuard(scorer);
        var response = await client.GetResponseAsync("Weather in Paris?", new ChatOptions { Tools = [weather], Temperature = 0.8f });
        Console.WriteLine($"{BestOfNReport.Of(response)!.Samples.Count} replies, {ToolGuardReport.Of(response)!.Calls[0].Outcome}"); // 4 replies, Passed
        // </snippet>

        Assert.Equal((4, GuardOutcome.Passed), (BestOfNReport.Of(response)!.Samples.Count, ToolGuardReport.Of(response)!.Calls[0].Outcome));
    }

    [Fact]
    public async Task Reward()
    {
        using var reader = JsonLinesReader.Open(Path.Combine(Repository.Root, "examples", "data", "tasks.jsonl"));
        Assert.True(reader.Read());
        var group = CandidatesJson.Read(reader.Parse(), reader.Where);

        // <snippet>
        var reward = RewardFunctions.Create("otc", """{"smoothing": 5}""");
        var scores = await reward.ScoreAsync(new RewardContext(group));
        // </snippet>

        Assert.All(group.Candidates.Zip(scores), pair => Assert.Equal(pair.First.Id.StartsWith("right-", StringComparison.Ordinal) ? 1 : 0, Assert.IsType<Scored>(pair.Second).Value));
    }

    [Fact]
    public void TheDocumentHoldsTheSnippets_AndNoOtherCode() => SnippetMarks.Check(Document, "QuickstartDocumentTests.cs");

    private static System.CommandLine.ParseResult Parse(string line) =>
        ToolRmCommand.Create(new(Stream.Null, TextWriter.Null, TextWriter.Null, false, false, false), default).Parse(new DocumentCommand(line, []).Words);
}
