using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Evaluation.Statistics;
using ToolRM.Evaluation.Trajectories;
using ToolRM.Reports;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Evaluation.Trajectories;

public class TrajectoryReportTests
{
    private static readonly BootstrapOptions Few = new() { Resamples = 50 };

    [Fact]
    public void ATurnIsJudgedByWhatCameBefore()
    {
        var row = Row("r", "t", 1, Call("a"), new ToolMessage(new ToolResult("1", ToolStatus.Ok)), new AssistantMessage("Done.", []), new UserMessage("And?"), Call("b", "c"));
        var turns = TrajectorySet.Turns(row);
        Assert.Equal(["r/1", "r/5"], turns.Select(turn => turn.Id));
        Assert.Equal([1, 5], turns.Select(turn => turn.Prompt.Messages.Count));
        Assert.Equal(["b", "c"], turns[1].Candidates[0].Calls.Select(call => call.Name));
        Assert.All(turns, turn => Assert.Null(turn.Reference));
    }

    [Fact]
    public void TheScoreIsTheMeanOverItsCalls()
    {
        // Two calls in the second message: each takes its score.
        var scored = ScoredTrajectory.Of(Row("r", "t", 1, Call("a"), Call("b", "c")), [Score.Of(4), Score.Of(1)]);
        Assert.Equal([Score.Of(2), Score.Of(1), Score.Of(1)], [scored.Mean, scored.Minimum, scored.Last]);
        Assert.Equal((3, 2), (scored.Calls.Count, scored.Turns));
        var partly = ScoredTrajectory.Of(Row("r", "t", 1, Call("a"), Call("b")), [Score.Of(4), new Unscored("-")]);
        Assert.Equal([Score.Of(4), Score.Of(4)], [partly.Mean, partly.Last]);
        Assert.IsType<Unscored>(ScoredTrajectory.Of(Row("r", "t", 1, Call("a")), [new Unscored("-")]).Mean);
        Assert.IsType<Unscored>(ScoredTrajectory.Of(Row("r", "t", 1, new AssistantMessage("Hello.", [])), []).Mean);
        Assert.Throws<ArgumentException>(() => ScoredTrajectory.Of(Row("r", "t", 1, Call("a")), []));
    }

    [Fact]
    public void FiguresByHand()
    {
        // Task x: success 3, failure 2. Task y: success 1. Task z: failure 1 with two calls, and one without any.
        ScoredTrajectory[] scored =
        [
            ScoredTrajectory.Of(Row("a", "x", 1, Call("f")), [Score.Of(3)]),
            ScoredTrajectory.Of(Row("b", "x", 0, Call("f")), [Score.Of(2)]),
            ScoredTrajectory.Of(Row("c", "y", 1, Call("f")), [Score.Of(1)]),
            ScoredTrajectory.Of(Row("d", "z", 0, Call("f"), Call("f")), [Score.Of(2), Score.Of(0)]),
            ScoredTrajectory.Of(Row("e", "z", 0), []),
        ];
        var report = TrajectoryReport.Of(new("examples", new("examples", null, null, 5), scored.Select(trajectory => trajectory.Row).ToValueList()), scored, new("test", ScoreScale.Raw), Few);
        var table = (TableSection)report.Sections[0];
        double Number(int row, int column) => table.Rows[row][column].Number!.Value.Value;
        Assert.Equal(0.625, Number(0, 1)); // 3 beats 2 and 1; 1 loses to 2 and ties 1
        Assert.Equal(1, Number(0, 2)); // one pair within a task
        Assert.Equal(1, Number(0, 3));
        Assert.Equal(0.75, Number(3, 1)); // one call each ties, and beats two
        Assert.Equal(-0.125, Number(0, 4));
        Assert.Contains("raw", table.Note, StringComparison.Ordinal);
        var coverage = (TableSection)report.Sections[1];
        Assert.Equal([5, 4, 1, 0, 5, 0, 5], coverage.Rows.Select(row => (int)row[1].Number!.Value.Value));
        var text = ReportJson.Write(report);
        Assert.Equal(text, ReportJson.Write(ReportJson.Read(text)));
    }

    [Fact]
    public void WithoutACall_NothingIsDefined()
    {
        ScoredTrajectory[] scored = [ScoredTrajectory.Of(Row("a", "x", 1), [])];
        var report = TrajectoryReport.Of(new("examples", new("examples", null, null, 1), [scored[0].Row]), scored, new("test", ScoreScale.Raw), Few);
        Assert.True(double.IsNaN(((TableSection)report.Sections[0]).Rows[0][1].Number!.Value.Value));
        Assert.NotEmpty(ReportMarkdown.Write(report));
    }

    [Trait("Lane", "Slow")]
    [DataKitFact]
    public void TheKit()
    {
        var set = TrajectorySet.Read(Path.Combine(DataKitFactAttribute.Folder, "trajectories", "tau-bench-gpt-4o-airline.jsonl.gz"));
        Assert.Equal((200, 84, 50), (set.Rows.Count, set.Rows.Count(row => row.IsSuccess), set.Rows.Select(row => row.TaskId).Distinct().Count()));
        Assert.Equal(1164, set.Rows.Sum(row => TrajectorySet.Turns(row).Count));
        Assert.Equal(18, set.Rows.Count(row => TrajectorySet.Turns(row).Count == 0));
    }

    private static AssistantMessage Call(params string[] names) => new("", names.Select(name => new ToolCall(name, "{}")).ToValueList());

    private static TrajectoryRow Row(string id, string task, double reward, params Message[] messages) =>
        new(id, "ours", "none", task, new Conversation([new UserMessage("Do it."), .. messages], []), reward);
}
