using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Tests.Cli;

public class ScoreCommandTests
{
    [Fact]
    public void OneCase_GivesOneRow() => Assert.Equal(
        """{"id":"wrong","value":1.0,"scale":"probability"}""" + "\n", CliRun.Of(CliCases.Wrong, "score", "--scorer", "schema").Out);

    [Fact]
    public void OneCase_WithoutAScore_ExitsWithOne()
    {
        var run = CliRun.Of("""{"id": "a", "calls": []}""", "score", "--scorer", "reference");
        Assert.Equal(1, run.Code);
        Assert.Equal("""{"id":"a","unscored":"There is no reference to compare with."}""" + "\n", run.Out);
    }

    [Fact]
    public void RowsOfCasesAndGroups_AreScored_AndTextsAreRead()
    {
        var run = CliRun.Of($"{CliCases.Group("q")}\n{CliCases.Wrong}\n", "score", "--scorer", "reference", "--data", "-");
        Assert.Equal(0, run.Code);
        Assert.Equal(["q/0 1", "q/1 0", "q/2 0", "wrong 0"], run.Rows().Cast<MapValue>().Select(row =>
            $"{((TextValue)row["id"]!).Value} {((Scored)ScoreJson.Read(row)).Value}"));
        Assert.Equal("score: 4 replies by reference, 0 unscored, mean 0.25\n", run.Error);
    }

    [Fact]
    public void AReplyAsText_CountsAsItsCalls()
    {
        var (text, calls) = (CliCases.WithReply("""<tool_call>{"name": "f", "arguments": {"a": 1.0}}</tool_call>"""), CliCases.Case("case", """{"name": "f", "arguments": {"a": 1}}"""));
        foreach (var scorer in Scorers.All.Select(entry => entry.Name))
        {
            Assert.Equal(CliRun.Of(calls, "score", "--scorer", scorer).Out, CliRun.Of(text, "score", "--scorer", scorer).Out);
        }
    }

    [Fact]
    public void TheSeedCounts_ForScorersThatDraw()
    {
        Assert.Equal(Score("random", "5"), Score("random", "5"));
        Assert.NotEqual(Score("random", "5"), Score("random", "6"));
        Assert.Equal(Score("shortest", "5"), Score("shortest", "6"));

        static string Score(string scorer, string seed) => CliRun.Of(CliCases.Right, "score", "--scorer", scorer, "--seed", seed).Out;
    }
}
