using ToolRM.Reports;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Cli;

public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parses_Verifies_Scores_Trains_Evaluates_AndNamesTheReports_Twice()
    {
        var output = Path.Combine(_folder.Root, "qs");
        for (var round = 0; round < 2; round++)
        {
            var run = CliRun.Of("", "quickstart", "--out", output);
            Assert.Equal(0, run.Code);
            Assert.Contains("6 replies, 1 right, 5 wrong.", run.Out, StringComparison.Ordinal);
            foreach (var (name, title) in ((string, string)[])[("pairs", "Pairs: holdout.jsonl"), ("best-of-n", "Best-of-n: ToolRM examples, scorer grounded")])
            {
                Assert.Contains(Path.Combine(output, name, "report.html"), run.Out, StringComparison.Ordinal);
                Assert.Equal(title, ReportJson.Read(File.ReadAllText(Path.Combine(output, name, "report.json"))).Title);
            }
        }
    }

    [Fact]
    public void ItsDataIsThatOfTheRepository()
    {
        Assert.Equal(0, CliRun.Of("", "quickstart", "--out", _folder.Root).Code);
        foreach (var name in (string[])["pairs.jsonl", "tasks.jsonl"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "examples", "data", name)), File.ReadAllBytes(Path.Combine(_folder.Root, "data", name)));
        }
    }
}
