using ToolRM.Conversations.Formats;
using ToolRM.Tests.Preferences;

namespace ToolRM.Tests.Cli;

public class ObfuscateCommandTests
{
    [Fact]
    public void RowsAreChangedAndComeBack()
    {
        using var folder = new TemporaryFolder();
        var text = string.Concat(Enumerable.Range(0, 20).Select(i => CandidatesJson.Write(PairGroups.Group($"q{i}").Group) + "\n"));
        var data = folder.Write("a.jsonl", text);
        var run = CliRun.Of("", "obfuscate", "--data", data, "--out", folder.At("b.jsonl"), "--maps", folder.At("names.jsonl"), "--share", "0.5", "--keep-order", "--seed", "4");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var changed = File.ReadLines(folder.At("b.jsonl")).Count(line => !line.Contains("get_weather", StringComparison.Ordinal));
        Assert.InRange(changed, 4, 16);
        Assert.Contains($"{changed} of 20 rows changed", run.Out, StringComparison.Ordinal);
        Assert.Equal(changed, File.ReadLines(folder.At("names.jsonl")).Count());
        Assert.Equal(0, CliRun.Of("", "obfuscate", "--data", folder.At("b.jsonl"), "--out", folder.At("c.jsonl"), "--restore", folder.At("names.jsonl")).Code);
        Assert.Equal(text, File.ReadAllText(folder.At("c.jsonl")));
    }

    [Fact]
    public void BadInputIsNamed()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("a.jsonl", CandidatesJson.Write(PairGroups.Group("q").Group) + "\n");
        CliRun.Of("", "obfuscate", "--data", folder.At("none"), "--out", folder.At("o")).AssertRefused("there is no such file");
        CliRun.Of("", "obfuscate", "--data", data, "--out", data).AssertRefused("expected another file than --data");
        CliRun.Of("", "obfuscate", "--data", data, "--out", folder.At("o"), "--share", "2").AssertRefused("share");
        CliRun.Of("", "obfuscate", "--data", folder.Write("b.jsonl", "{\"id\": 1}"), "--out", folder.At("o")).AssertRefused("b.jsonl:1: expected a row of");
        CliRun.Of("", "obfuscate", "--data", data, "--out", folder.At("o"), "--restore", folder.Write("m.jsonl", "{\"tools\": {\"a\": \"x\", \"b\": \"x\"}, \"parameters\": {}}")).AssertRefused("stands twice");
        Assert.False(File.Exists(folder.At("o")));
    }

    [Fact]
    public void PairsBecomeTrlAndComeBack()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("a.jsonl", string.Concat(Enumerable.Range(0, 4).Select(i => CandidatesJson.Write(PairGroups.Group($"q{i}").Group) + "\n")));
        Assert.Equal(0, CliRun.Of("", "pairs", "--data", data, "--out", folder.At("own"), "--obfuscate", "0.5").Code);
        Assert.Equal(0, CliRun.Of("", "pairs", "--data", data, "--out", folder.At("trl"), "--obfuscate", "0.5", "--to", "trl").Code);
        Assert.Equal(0, CliRun.Of("", "pairs", "convert", "--data", folder.At("own/pairs.jsonl"), "--to", "trl", "--out", folder.At("b.jsonl")).Code);
        Assert.Equal(File.ReadAllText(folder.At("trl/pairs.jsonl")), File.ReadAllText(folder.At("b.jsonl")));
        Assert.Equal(0, CliRun.Of("", "pairs", "convert", "--data", folder.At("b.jsonl"), "--to", "pairs", "--out", folder.At("c.jsonl")).Code);
        Assert.Equal(File.ReadAllText(folder.At("own/pairs.jsonl")), File.ReadAllText(folder.At("c.jsonl")));
    }
}
