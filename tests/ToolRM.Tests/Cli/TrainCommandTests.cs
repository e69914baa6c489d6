using ToolRM.Conversations;
using ToolRM.Preferences;
using ToolRM.Tests.Models.Grounded;

namespace ToolRM.Tests.Cli;

public class TrainCommandTests
{
    [Fact]
    public void PairsBecomeAModel_ThatScoresAndExplains()
    {
        using var folder = new TemporaryFolder();
        var pairs = folder.Write("pairs.jsonl", Rows());
        string[] command = ["train", "grounded", "--pairs", pairs, "--holdout", pairs, "--seed", "1", "--rounds", "20", "--out"];
        var run = CliRun.Of("", [.. command, folder.At("a.model")]);
        Assert.Equal(0, run.Code);
        Assert.Contains("strict pair accuracy, by label", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("", [.. command, folder.At("b.model"), "--threads", "1"]).Code);
        Assert.Equal(File.ReadAllBytes(folder.At("a.model")), File.ReadAllBytes(folder.At("b.model")));
        Assert.Contains("grounded@", CliRun.Of("", "evaluate", "pairs", "--data", pairs, "--scorer", folder.At("a.model"), "--resamples", "10").Out, StringComparison.Ordinal);
        var explained = CliRun.Of(CliCases.Wrong, "score", "--scorer", folder.At("a.model"), "--explain");
        Assert.Equal(0, explained.Code);
        Assert.StartsWith("P(right) ", explained.Out, StringComparison.Ordinal);
        var row = CliRun.Of(CliCases.Wrong + "\n", "score", "--scorer", folder.At("a.model"), "--explain", "--data", "-").Rows().Single();
        Assert.NotNull(((MapValue)((MapValue)row)["components"]!)["bias"]);
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var pairs = folder.Write("pairs.jsonl", Rows());
        var model = folder.At("a.model");
        CliRun.Of("", "train", "grounded", "--pairs", pairs, "--out", folder.At("a.bin")).AssertRefused("ends in .model");
        CliRun.Of("", "train", "grounded", "--pairs", folder.At("none.jsonl"), "--out", model).AssertRefused("none.jsonl");
        CliRun.Of("", "train", "grounded", "--pairs", pairs, "--out", model, "--rounds", "0").AssertRefused("--rounds");
        CliRun.Of("", "train", "grounded", "--pairs", pairs, "--out", model, "--learner", "forest").AssertRefused("informed|linear|trees|both|informed-and-trees");
        CliRun.Of("", "train", "grounded", "--pairs", pairs, "--out", model, "--without", "grammar").AssertRefused("grammar");
        CliRun.Of("", "train", "grounded", "--pairs", pairs, "--out", model, "--share", "x").AssertRefused("--share");
        CliRun.Of("", "train", "grounded", "--pairs", folder.Write("no.jsonl", "{\"id\": 1}\n"), "--out", model).AssertRefused("no.jsonl:1");
        Assert.False(File.Exists(model));
    }

    private static string Rows() => string.Concat(GroundedCases.Pairs(30).Select(pair => PairJson.Write(pair) + "\n"));
}
