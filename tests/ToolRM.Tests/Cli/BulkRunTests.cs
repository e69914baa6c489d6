using ToolRM.Runs;

namespace ToolRM.Tests.Cli;

/// <summary>verify and score over files, with run directories.</summary>
public sealed class BulkRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Commands => new() { { "verify", "verdicts.jsonl" }, { "score --scorer reference", "scores.jsonl" }, { "score --scorer random --seed 4", "scores.jsonl" } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void ARunThatWasCut_EndsAsOneThatWasNot(string command, string output)
    {
        Assert.Equal(0, Run(command, "whole").Code);
        Assert.Equal(0, Run(command, "cut").Code);
        // What a killed process leaves: some rows, half of the next, and a run.json that says "running".
        var lines = File.ReadAllLines(At("cut", output));
        File.WriteAllText(At("cut", output), string.Concat(lines[..100].Select(line => line + "\n")) + lines[100][..5]);
        var manifest = RunManifest.Read(At("cut", "run.json"));
        (manifest with { Ended = null, Rows = default, Summary = null }).Write(At("cut", "run.json"));

        var resumed = Run(command, "cut");
        Assert.Equal(0, resumed.Code);
        Assert.Contains("torn last line", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(At("whole", output)), File.ReadAllText(At("cut", output)));
        var (whole, cut) = (RunManifest.Read(At("whole", "run.json")), RunManifest.Read(At("cut", "run.json")));
        Assert.Equal((whole.Rows, whole.Summary), (cut.Rows, cut.Summary));
        Assert.Contains("complete already", Run(command, "cut").Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void ARunOfAnotherPlan_IsNotGoneOnWith(string command, string output)
    {
        Assert.Equal(0, Run(command, "run").Code);
        var before = File.ReadAllText(At("run", output));
        Run(command, "run", rows: 3).AssertRefused("start anew with --overwrite");
        Run(command.StartsWith("score", StringComparison.Ordinal) ? "verify" : "score --scorer schema", "run").AssertRefused("the command was");
        Assert.Equal(before, File.ReadAllText(At("run", output)));
        Assert.Equal(0, Run(command, "run", rows: 3, "--overwrite").Code);
        Assert.Equal(9, File.ReadAllLines(At("run", output)).Length);
    }

    [Fact]
    public void AnotherSeedOrScorer_IsAnotherPlan()
    {
        Assert.Equal(0, Run("score --scorer random --seed 4", "run").Code);
        Run("score --scorer random --seed 5", "run").AssertRefused("the seed was 4 and is 5");
        Run("score --scorer shortest", "run").AssertRefused("the seed was 4 and is none");
    }

    [Fact]
    public void AFolderWithOtherThings_IsLeftAlone()
    {
        Directory.CreateDirectory(At("run", ""));
        File.WriteAllText(At("run", "notes.txt"), "mine");
        Run("score --scorer schema", "run", 3, "--overwrite").AssertRefused("found notes.txt");
        Assert.Equal(["notes.txt"], Directory.EnumerateFiles(At("run", "")).Select(Path.GetFileName));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void GzipAndStandardInput_GiveWhatTheFileGives(string command, string output)
    {
        Assert.NotEmpty(output);
        var (plain, gzip) = (_folder.Write("rows.jsonl", Rows(5)), _folder.Write("rows.bin", TemporaryFolder.Gzip(Rows(5))));
        var expected = CliRun.Of("", [.. command.Split(' '), "--data", plain]).Out;
        Assert.Equal(15, CliRun.Lines(expected).Length);
        Assert.Equal(expected, CliRun.Of("", [.. command.Split(' '), "--data", gzip]).Out);
        Assert.Equal(expected, CliRun.Of(Rows(5), [.. command.Split(' '), "--data", "-"]).Out);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void IdsThatStandTwice_AreRefused(string command, string output)
    {
        var file = _folder.Write("twice.jsonl", $"{CliCases.Group("a")}\n{CliCases.Group("b")}\n{CliCases.Group("a")}\n");
        CliRun.Of("", [.. command.Split(' '), "--data", file, "--out", At("run", "")]).AssertRefused("a second one of \"a/0\"");
        Assert.Empty(File.ReadAllText(At("run", output)));
    }

    private CliRun Run(string command, string run, int rows = 500, params string[] more) =>
        CliRun.Of("", [.. command.Split(' '), "--data", _folder.Write($"rows-{rows}.jsonl", Rows(rows)), "--out", At(run, ""), .. more]);

    private string At(string run, string file) => Path.Combine(_folder.At(run), file);

    private static string Rows(int count) => string.Concat(Enumerable.Range(0, count).Select(i => CliCases.Group($"q{i}") + "\n"));
}
