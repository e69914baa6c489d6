using System.Text.RegularExpressions;
using ToolRM.Conversations;
using ToolRM.Judging;
using ToolRM.Judging.Tools;
using ToolRM.Models.Files;
using ToolRM.Remote;
using ToolRM.Scoring;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Judging;

namespace ToolRM.Tests.Snippets;

/// <summary>docs/scorers.md says what the code does.</summary>
public class ScorersDocumentTests
{
    private static readonly string Text = Repository.Read("docs/scorers.md").ReplaceLineEndings("\n");

    private static IEnumerable<string> Blocks(string language) => Regex.Matches(Text, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value);

    [Fact]
    public void EveryFileInItIsRead() =>
        Assert.Equal(["rm", "judge", "careful"], Blocks("json").Select(block => ScorerFileJson.Read(JsonParse.Of(block).Value!).Name));

    [Fact]
    public void EveryNameIsInIt()
    {
        Assert.All(RemoteDialect.All, dialect => Assert.Contains($"| `{dialect.Name}` | `{dialect.Path}` |", Text, StringComparison.Ordinal));
        Assert.All(ReplyRendering.All, rendering => Assert.Contains($"`{rendering.Name}`", Text, StringComparison.Ordinal));
        Assert.All(JudgePrompt.All, prompt => Assert.Contains($"`{prompt.Name}`", Text, StringComparison.Ordinal));
    }

    // The commands that ask nobody, as they stand there.
    [Theory]
    [InlineData("toolrm model list ")]
    [InlineData("toolrm model inspect grounded ")]
    public void ItsCommandsRun(string line)
    {
        Assert.Contains("\n" + line, Text, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("", line.Trim().Split(' ')[1..]).Code);
    }

    [Fact]
    public async Task ItsCodeRuns()
    {
        using var folder = new TemporaryFolder();
        using var client = JudgeCases.Client(_ => "<score>8</score>");
        var group = JudgeCases.Group("hello");
        var scores = await Run();
        Assert.Equal(8, Assert.IsType<Scored>(scores[0][0]).Value);
        var own = Repository.Read("tests/ToolRM.Tests/Snippets/ScorersDocumentTests.cs");
        Assert.All(Assert.Single(Blocks("csharp")).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Replace("\"answers\"", "folder.At(\"answers\")", StringComparison.Ordinal), own, StringComparison.Ordinal));

        async Task<IReadOnlyList<ValueList<Score>>> Run()
        {
            var judge = new PointwiseJudge("judge", verdicts: false, client, new JudgeOptions("my-model"), cacheDirectory: folder.At("answers"));
            var scores = await judge.ScoreAsync([group]);
            var checking = new ToolJudge("judge", client, [Calculator.Function, new DocumentSearch([new("Prices", "A stay in Oslo is 120 a night.")]).Function()]);
            Assert.Equal(scores[0][0], Assert.IsType<Scored>((await checking.ScoreAsync([group]))[0][0]) with { Components = [], Explanation = null });
            return scores;
        }
    }
}
