using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;
using ToolRM.Verification.Schemas;

namespace ToolRM.Tests.Snippets;

/// <summary>The code of README.md, run: the lines between the marks stand there word for word.</summary>
public class ReadmeSnippets
{
    [Fact]
    public void ParseAndValidate()
    {
        var output = new StringWriter();
        void Print(string text) => output.Write(text);

        // <snippet>
        var reply = ReplyFormats.Auto.Parser.Parse("""<tool_call>{"name": "f", "arguments": {"a": "1"}}</tool_call>""");
        var tools = ValueList.Create<ToolDefinition>(
            [new("f", null, JsonText.Parse("""{"type": "object", "properties": {"a": {"type": "integer"}}}"""))]);
        var verdict = new SchemaVerifier().Verify(tools, reply.Calls.Select(call => call.Call).ToValueList());
        var finding = verdict.Findings[0];
        Print($"{finding.ArgumentPath}: {finding.Message}"); // a: expected integer, found string
        // </snippet>

        Assert.Equal("a: expected integer, found string", output.ToString());
    }

    [Fact]
    public void ReadmeHoldsTheSnippet()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "ToolRM.Tests", "Snippets", "ReadmeSnippets.cs"));
        var start = source.IndexOf("// <snippet>", StringComparison.Ordinal) + "// <snippet>".Length;
        var lines = source[start..source.IndexOf("// </snippet>", StringComparison.Ordinal)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var readme = string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "README.md")).Select(line => line.Trim()))
            .Replace("Console.WriteLine(", "Print(", StringComparison.Ordinal);
        Assert.Contains(string.Join('\n', lines), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstCommandStandsOnTheFirstScreen() =>
        Assert.Contains(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Take(25), line => line.StartsWith("./toolrm ", StringComparison.Ordinal));

    [Fact]
    public void WhatTheFirstScreenShows_IsWhatTheCommandsPrint()
    {
        var commands = DocumentCommand.Of("README.md").Where(command => command.IsTool).ToList();
        Assert.NotEmpty(commands);
        using var folder = new TemporaryFolder();
        // "verify" says no with exit code 1.
        Assert.All(commands, command => command.CheckShown(command.Run(folder).Out));
    }
}
