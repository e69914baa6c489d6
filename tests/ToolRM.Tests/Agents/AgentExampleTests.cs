using System.Globalization;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Packaging;
using ToolRM.Tests.Snippets;

namespace ToolRM.Tests.Agents;

/// <summary>examples/agent.cs, run as a user runs it.</summary>
[Trait("Lane", "Slow")]
public class AgentExampleTests
{
    [Fact]
    public async Task FewerWrongCallsRun_AndMoreTasksAreDoneRight()
    {
        var output = (await ChildProcess.RunAsync(Repository.Root, new Dictionary<string, string>(), "dotnet", "run", "examples/agent.cs", "1")).Succeeded();
        var plain = Row(output, "plain");
        foreach (var agent in (string[])["best of 4", "guarded", "guarded best of 4"])
        {
            var row = Row(output, agent);
            Assert.True(row.Right > plain.Right, $"{agent}\n{output}");
            Assert.True(row.Wrong < plain.Wrong / 2, $"{agent}\n{output}");
        }
        Assert.Equal(0, plain.HeldBack);
        Assert.True(Row(output, "guarded").HeldBack > 0, output);
        DocumentCommand.Of("docs/quickstart.md").Single(command => command.Line == "dotnet run examples/agent.cs").CheckShown(output);
        // docs/agents.md shows this very table.
        Assert.Contains(output[output.IndexOf("agent  ", StringComparison.Ordinal)..].Trim(), Repository.Read("docs/agents.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static (int Right, int Wrong, int HeldBack) Row(string output, string agent)
    {
        var line = output.Split('\n').Single(line => line.StartsWith(agent.PadRight(20), StringComparison.Ordinal) && line.Contains('['));
        var after = line[(line.IndexOf(']', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return (int.Parse(line[..line.IndexOf('[', StringComparison.Ordinal)].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture), after[0], after[1]);
    }
}
