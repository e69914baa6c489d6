using ToolRM.Synthesis.Corruption;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Synthesis.Corruption;

/// <summary>Keeps the table of operators in docs/synthesis.md; with <c>TOOLRM_ACCEPT_GOLDEN=1</c> it is written anew.</summary>
public class SynthesisDocumentTests
{
    private const string Start = "<!-- operators: made from Corruptions.All -->\n", End = "<!-- end of operators -->";

    [Fact]
    public void TheTableIsThatOfCorruptionsAll()
    {
        var path = Path.Combine(Repository.Root, "docs", "synthesis.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (page.IndexOf(Start, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, "docs/synthesis.md lacks the marks around its table.");
        from += Start.Length;
        var table = "\n| family | operator | what it does | example | weight |\n|---|---|---|---|---|\n"
            + string.Concat(Corruptions.All.OrderBy(one => one.Family).Select(one => FormattableString.Invariant(
                $"| {one.Family} | `{one.Name}` | {one.Meaning} | {one.Example.Replace("->", "→", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)} | {one.Weight} |\n")))
            + "\n";
        if (Environment.GetEnvironmentVariable("TOOLRM_ACCEPT_GOLDEN") == "1")
        {
            File.WriteAllText(path, page[..from] + table + page[to..]);
            return;
        }
        Assert.True(page[from..to] == table, "docs/synthesis.md differs from Corruptions.All; run './build golden --accept'.");
    }
}
