using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Models;
using ToolRM.Selection;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Snippets;

/// <summary>The commands of docs/selection.md, run in the order in which they stand there; and its code.</summary>
public sealed class SelectionDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheCommandsRun()
    {
        var commands = DocumentCommand.Of("docs/selection.md", "sh");
        Assert.Equal(8, commands.Count);
        Assert.All(commands, command => command.Check(_folder));
        // A hundred prompts: one reply of each; and half of all 600 candidates at most.
        Assert.Equal(100, File.ReadLines(_folder.At("runs/best-of-n/kept.jsonl")).Count());
        Assert.Equal(50, File.ReadLines(_folder.At("runs/random-half/kept.jsonl")).Count());
    }

    [Fact]
    public async Task TheCodeRuns()
    {
        var output = new StringWriter();
        var scorer = RewardModels.Require("grounded").Create(0);
        using var reader = JsonLinesReader.Open(Path.Combine(Repository.Root, "examples", "data", "tasks.jsonl"));
        Assert.True(reader.Read());
        var group = CandidatesJson.Read(reader.Parse(), reader.Where);

        // <snippet>
        var selected = await new BestOf(scorer, new() { NoCallBelow = 0.5 }).ChooseAsync(group);
        output.WriteLine($"{selected.Outcome}: {selected.Reason}");
        // </snippet>

        Assert.StartsWith("Candidate: argmax, score ", output.ToString(), StringComparison.Ordinal);
        var document = Repository.Read("docs/selection.md");
        Assert.Contains("var selected = await new BestOf(scorer, new() { NoCallBelow = 0.5 }).ChooseAsync(group);", document, StringComparison.Ordinal);
        Assert.Contains("Console.WriteLine($\"{selected.Outcome}: {selected.Reason}\");", document, StringComparison.Ordinal);
    }
}
