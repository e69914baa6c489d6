using System.Text;
using ToolRM.Cli;
using ToolRM.Conversations;
using ToolRM.Reports;
using ToolRM.Tests.Evaluation.Pairs;

namespace ToolRM.Tests.Cli;

public sealed class EvaluatePairsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-pairs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Out => Path.Combine(_folder, "run");

    private string Data(params string[] rows)
    {
        var path = Path.Combine(_folder, "pairs.jsonl");
        File.WriteAllLines(path, rows);
        return path;
    }

    private static (int Exit, string Out, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = ToolRmCommand.Run(["evaluate", "pairs", .. args], new(new MemoryStream(), output, error, false, false, false));
        return (exit, output.ToString(), error.ToString());
    }

    [Fact]
    public void ARun_LeavesScoresAndReport()
    {
        var (exit, output, error) = Run("--data", Data(PairExamples.Own(), PairExamples.Own("p2")), "--scorer", "shortest", "--against", "schema", "--out", Out);
        Assert.True(exit == 0, error);
        Assert.Contains("Pairs: pairs.jsonl", output, StringComparison.Ordinal);
        Assert.Equal(
            ["report.html", "report.json", "report.md", "run.json", "scores-against.jsonl", "scores.jsonl"],
            Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Out, "scores.jsonl")).Length);
        Assert.Contains(ReportJson.Read(File.ReadAllText(Path.Combine(Out, "report.json"))).Sections, section => section.Title == "shortest against schema");
    }

    [Fact]
    public void ACompleteRun_SaysSoAndPrintsTheSame()
    {
        string[] args = ["--data", Data(PairExamples.Own()), "--scorer", "schema", "--out", Out];
        var first = Run(args);
        var second = Run(args);
        Assert.Equal((0, first.Out), (second.Exit, second.Out));
        Assert.Contains("complete already", second.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("--data", Data(PairExamples.Own()), "--scorer", "random", "--out", Out).Exit);
        Assert.Equal(0, Run("--data", Data(PairExamples.Own()), "--scorer", "random", "--out", Out, "--overwrite").Exit);
    }

    [Fact]
    public void ACompleteRunWithoutItsReport_MakesItAgain_OrSaysWhatToDo()
    {
        string[] args = ["--data", Data(PairExamples.Own()), "--scorer", "schema", "--out", Out];
        Assert.Equal(0, Run(args).Exit);
        var page = File.ReadAllText(Path.Combine(Out, "report.html"));
        File.Delete(Path.Combine(Out, "report.html"));
        Assert.Equal(0, Run(args).Exit);
        Assert.Equal(page, File.ReadAllText(Path.Combine(Out, "report.html")));
        File.Delete(Path.Combine(Out, "report.json"));
        var (exit, _, error) = Run(args);
        Assert.Equal(2, exit);
        Assert.Contains("report.json is missing. Start anew with --overwrite", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnfinishedRun_GoesOnAndGivesTheSameReport()
    {
        string[] args = ["--data", Data(PairExamples.Own(), PairExamples.Own("p2"), PairExamples.Own("p3")), "--scorer", "random", "--seed", "7", "--out", Out];
        Assert.Equal(0, Run(args).Exit);
        var report = File.ReadAllText(Path.Combine(Out, "report.json"));
        var scores = File.ReadAllLines(Path.Combine(Out, "scores.jsonl"));
        // As a killed run leaves it: run.json not complete, a row missing, the next torn.
        var running = ((MapValue)JsonParse.Of(File.ReadAllText(Path.Combine(Out, "run.json"))).Value!).Entries
            .Where(entry => entry.Key is not ("ended" or "rows" or "summary"))
            .Select(entry => entry.Key == "status" ? new MapEntry("status", ArgumentValue.Of("running")) : entry);
        File.WriteAllText(Path.Combine(Out, "run.json"), ArgumentJson.Write(new MapValue(running.ToValueList())));
        File.WriteAllText(Path.Combine(Out, "scores.jsonl"), scores[0] + "\n" + scores[1][..20], new UTF8Encoding(false));
        var (exit, _, error) = Run(args);
        Assert.True(exit == 0, error);
        Assert.Contains("torn", error, StringComparison.Ordinal);
        Assert.Equal(scores, File.ReadAllLines(Path.Combine(Out, "scores.jsonl")));
        Assert.Equal(report, File.ReadAllText(Path.Combine(Out, "report.json")));
    }

    [Fact]
    public void BadInput_IsOneMessage_ExitTwo_AndNothingWritten()
    {
        var good = PairExamples.Own();
        foreach (var (rows, args, expected) in ((string[] Rows, string[] Args, string Expected)[])[
            ([good], ["--scorer", "nobody"], "there is no scorer \"nobody\""),
            ([good], ["--scorer", "schema", "--against", "schema"], "--against"),
            ([good], ["--scorer", "schema", "--noise-ids", "none.txt"], "--noise-ids"),
            ([good], ["--scorer", "schema", "--resamples", "0"], "--resamples"),
            ([], ["--scorer", "schema"], "expected at least one row, found none"),
            ([good, good], ["--scorer", "schema"], "stands in line 1 already"),
            ([good, PairExamples.Kit()], ["--scorer", "schema"], "one benchmark at a time"),
            (["{\"id\": \"x\"}"], ["--scorer", "schema"], "expected a pair"),
            ([good.Replace("\"a\": 2", "\"a\": 1", StringComparison.Ordinal)], ["--scorer", "schema"], "no difference"),
            ([good[..40]], ["--scorer", "schema"], "expected one JSON value"),
        ])
        {
            var (exit, output, error) = Run(["--data", Data(rows), "--out", Out, .. args]);
            Assert.Equal((2, ""), (exit, output));
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.Single(error.Trim().Split('\n'));
            Assert.False(Directory.Exists(Out), expected);
        }
    }

    [Fact]
    public void AWordThatChosenDoesNotTake_IsRefusedByItsWords()
    {
        var (exit, _, error) = Run("--data", Data(PairExamples.Kit()), "--scorer", "schema", "--chosen", "x");
        Assert.Equal(2, exit);
        Assert.Contains("--chosen: expected reference|model, found \"x\"", error, StringComparison.Ordinal);
        Assert.DoesNotContain("ToolRM.Evaluation", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HoldsNoRowOfTheData()
    {
        // The schema scorer sees no difference, random may: take the seed for which the pair is missed.
        var data = Data(PairExamples.Own());
        var seed = Enumerable.Range(0, 50).First(seed => Run("--data", data, "--scorer", "random", "--seed", $"{seed}").Out.Contains("higher in 0.000", StringComparison.Ordinal));
        var (exit, output, _) = Run("--data", data, "--scorer", "random", "--seed", $"{seed}", "--json");
        Assert.Equal(0, exit);
        Assert.DoesNotContain("Call f.", output, StringComparison.Ordinal);
        Assert.DoesNotContain(ReportJson.Read(output).Sections, section => section is DiffSection);
    }
}
