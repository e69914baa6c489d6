using System.Text.RegularExpressions;
using ToolRM.Auditing;
using ToolRM.Tests.Auditing;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Snippets;

/// <summary>docs/audit.md: its commands run, its tables are those of the code.</summary>
public sealed partial class AuditDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "audit.md"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryCommand_Runs()
    {
        var commands = _lines.Where(line => line.StartsWith("toolrm audit ", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, commands.Count);
        Assert.All(commands, command =>
        {
            var words = Word().Matches(command.Split(" #")[0]).Select(word => word.Value.Trim('\'')).Skip(1).Select(word => word switch
            {
                "my.model" => "schema",
                "pairs.jsonl" => Path.Combine(Repository.Root, "examples", "data", "pairs.jsonl"),
                "runs/audit" => _folder.At("run"),
                _ when word.StartsWith("examples/", StringComparison.Ordinal) => Path.Combine(Repository.Root, word),
                _ => word,
            });
            var run = CliRun.Of("", [.. words, "--items", "3"]);
            Assert.True(run.Code is 0 or 1, run.Error);
        });
    }

    [Fact]
    public void TheAttacks_AreThoseOfTheList() =>
        Assert.Equal(Attacks.All.Select(attack => $"| `{attack.Name}` | {attack.Description} |"), _lines.Where(line => Attacks.All.Any(attack => line.StartsWith($"| `{attack.Name}` |", StringComparison.Ordinal))));

    [Fact]
    public void TheKnownWeaknesses_AreThoseOfTheTest() => Assert.All(RewardAuditTests.Known, row => Assert.Contains($"| `{row.Reward}` | {string.Join(", ", row.Attacks)} | {row.Why} |", _lines));

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Word();
}
