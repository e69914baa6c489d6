using System.CommandLine;
using System.Text;
using ToolRM.Cli;
using ToolRM.Tests.Snippets;

namespace ToolRM.Tests.Cli;

/// <summary>Wrong usage and wrong input: exit code 2 and one message, whatever the command.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("unknown option --bogus", "verify", "--bogus")]
    [InlineData("unknown option --bogus", "validate", "--bogus")]
    [InlineData("unknown option --bogus", "parse", "--bogus")]
    [InlineData("unknown option --bogus", "score", "--scorer", "random", "--bogus")]
    [InlineData("unknown option --bogus", "verify", "case.json", "--bogus")]
    [InlineData("unknown option --bogus", "formats", "--bogus")]
    [InlineData("unknown option -x", "quickstart", "-x")]
    [InlineData("unexpected argument \"b\"", "verify", "a", "b")]
    [InlineData("there is no command \"verfy\"; take one of quickstart, parse, verify", "verfy", "--data", "x")]
    [InlineData("there is no command \"nothing\"", "evaluate", "nothing")]
    [InlineData("'--data'", "verify", "--data")]
    [InlineData("--out goes with --data", "verify", "--out", "run")]
    [InlineData("--out goes with --data", "score", "--scorer", "random", "--out", "run")]
    [InlineData("--overwrite goes with --out", "verify", "--data", "x", "--overwrite")]
    [InlineData("give either a case or --data", "verify", "case.json", "--data", "x")]
    [InlineData("'--scorer' is required", "score")]
    [InlineData("there is no scorer \"nope\". Take one of random, shortest", "score", "--scorer", "nope")]
    [InlineData("there is no format \"nope\"", "parse", "--format", "nope")]
    [InlineData("there is no decoder \"nope\"", "parse", "--profile", "bfcl", "--format", "nope")]
    [InlineData("'--data' is required", "evaluate", "conformance")]
    [InlineData("'--data' is required", "sample", "--out", "run")]
    [InlineData("unknown option --bogus", "sample", "--data", "x", "--out", "run", "--bogus")]
    public void WrongUsage_IsNamed(string part, params string[] arguments) => CliRun.Of("x", arguments).AssertRefused(part);

    [Theory]
    [InlineData("parse")]
    [InlineData("verify")]
    [InlineData("validate")]
    [InlineData("score", "--scorer", "schema")]
    public void AMissingFile_IsNamed(params string[] command) =>
        CliRun.Of("", [.. command, "no-such-file.json"]).AssertRefused("no-such-file.json: there is no such file");

    [Theory]
    [InlineData("verify")]
    [InlineData("score", "--scorer", "schema")]
    public void AMissingDataFile_IsNamed(params string[] command) =>
        CliRun.Of("", [.. command, "--data", "no-such-file.jsonl"]).AssertRefused("no-such-file.jsonl");

    [Theory]
    [InlineData("parse")]
    [InlineData("verify")]
    [InlineData("validate")]
    [InlineData("score", "--scorer", "schema")]
    [InlineData("verify", "--data", "-")]
    [InlineData("score", "--scorer", "schema", "--data", "-")]
    public void NoInput_IsNamed(params string[] command) => CliRun.Of("", command).AssertRefused("standard input");

    [Theory]
    [InlineData("parse")]
    [InlineData("verify")]
    [InlineData("validate")]
    [InlineData("score", "--scorer", "schema")]
    public void InvalidUtf8_IsNamedWithItsPlace(params string[] command) =>
        CliRun.Of([(byte)'{', 0xff, (byte)'}'], command).AssertRefused("standard input:1: expected UTF-8, found byte 0xff at offset 1");

    [Theory]
    [InlineData("verify")]
    [InlineData("validate")]
    [InlineData("score", "--scorer", "schema")]
    public void BrokenJson_IsNamedWithFileAndLine(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("case.json", "{\n  \"id\": \"a\",\n  \"reply\": oops\n}");
        CliRun.Of("", [.. command, file]).AssertRefused($"{file}:3: expected one JSON document");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("validate")]
    [InlineData("score", "--scorer", "schema")]
    public void ADeepCase_IsRefused(params string[] command) =>
        CliRun.Of("{\"reply\": " + new string('[', 1_000_000), command).AssertRefused("nested deeper than 512");

    [Theory]
    [InlineData("[]", "expected")]
    [InlineData("{}", "expected \"reply\" (the model's text) or \"calls\", found neither")]
    [InlineData("""{"calls": [{"name": 3, "arguments": {}}]}""", "calls[0].name")]
    [InlineData("""{"schema": "toolrm/case@9", "reply": ""}""", "schema")]
    public void WhatIsNoCase_IsNamedWithItsPlace(string document, string part)
    {
        foreach (var command in (string[][])[["verify"], ["validate"], ["score", "--scorer", "schema"]]) CliRun.Of(document, command).AssertRefused(part);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("score", "--scorer", "schema")]
    public void DamagedRows_AreNamedWithFileAndLine(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var rows = $"{CliCases.Right}\n{CliCases.Wrong}\n";
        Refuse("json.jsonl", Encoding.UTF8.GetBytes(rows + "{\"id\": oops}\n"), ":3: expected one JSON value");
        Refuse("keys.jsonl", Encoding.UTF8.GetBytes(rows + "{\"id\": \"a\"}\n"), ":3: expected \"reply\"");
        Refuse("id.jsonl", Encoding.UTF8.GetBytes(rows + CliCases.Case("", "") + "\n"), ":3: id: expected an id");
        Refuse("utf8.jsonl", [.. Encoding.UTF8.GetBytes(rows), 0xff, (byte)'\n'], ":3: expected UTF-8");
        Refuse("deep.jsonl", Encoding.UTF8.GetBytes(rows + "{\"id\": " + new string('[', 1_000_000)), ":3: expected one JSON value, but nested deeper than 512");
        Refuse("empty.jsonl", [], "expected at least one row, found none");
        // Cut in the middle of the compressed data, and just before the check sum.
        var gzip = TemporaryFolder.Gzip(string.Concat(Enumerable.Range(0, 200).Select(i => CliCases.Case($"{i}", "") + "\n")));
        Refuse("half.jsonl.gz", gzip[..(gzip.Length / 2)], "cut off or damaged");
        Refuse("end.jsonl.gz", gzip[..^8], "cut off or damaged");

        void Refuse(string name, byte[] bytes, string part)
        {
            var run = CliRun.Of("", [.. command, "--data", folder.Write(name, bytes), "--out", folder.At("run-" + name)]);
            run.AssertRefused(part);
            Assert.Contains(name, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("\"complete\"", File.ReadAllText(folder.At($"run-{name}/run.json")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HelpOfToolRm_NamesEveryCommandOnce_OnOneScreen()
    {
        var run = CliRun.Of("", "--help");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var lines = CliRun.Lines(run.Out);
        Assert.InRange(lines.Length, 20, 50);
        Assert.All(Root().Subcommands, command => Assert.Single(lines, line => line.StartsWith($"  {command.Name} ", StringComparison.Ordinal)));
        Assert.Equal(2, CliRun.Of("").Code);
        Assert.Equal(run.Out, CliRun.Of("").Error);
    }

    public static TheoryData<string> Commands() => [.. Leaves(Root(), "toolrm")];

    // A command's help has an example that the command understands.
    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryCommandsHelp_HasAnExample(string command)
    {
        var help = CliRun.Of("", [.. command.Split(' ')[1..], "--help"]);
        Assert.Equal((0, ""), (help.Code, help.Error));
        var examples = CliRun.Lines(help.Out).TakeWhile(line => line != "Usage:").Where(line => line.TrimStart().StartsWith(command, StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count > 0, $"add \"Example:\" with a line \"  {command} ...\" to the command's description");
        Assert.All(examples, example => Assert.True(Root().Parse(new DocumentCommand("./" + example.Trim(), []).Words).Errors.Count == 0, example));
    }

    private static RootCommand Root() => ToolRmCommand.Create(new(Stream.Null, TextWriter.Null, TextWriter.Null, false, false, false), default);

    private static IEnumerable<string> Leaves(Command command, string name) =>
        command.Subcommands.SelectMany(one => Leaves(one, $"{name} {one.Name}")).Concat(command.Action is null ? [] : [name]);
}
