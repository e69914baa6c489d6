using System.Text.RegularExpressions;

namespace ToolRM.Tests.Conventions;

/// <summary>Keeps the folders of src/ToolRM to the table in docs/architecture.md.</summary>
public class ArchitectureTests
{
    private const string Library = "src/ToolRM/";

    private static readonly FolderDependencies Table = FolderDependencies.FromMarkdown(Repository.Read("docs/architecture.md"));

    private static readonly (string Path, string Text)[] Sources =
        [.. Repository.Files(Library).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => (path[Library.Length..], Repository.Read(path)))];

    [Fact]
    public void FoldersUseOnlyWhatTheTableAllows() => Assert.Empty(Table.Violations(Sources));

    [Fact]
    public void EveryFolderHasARow() => Assert.Empty(Repository.Folders(Library).Except(Table.Allowed.Keys));

    [Fact]
    public void EverySourceFileIsInAFolder() => Assert.DoesNotContain(Sources, source => !source.Path.Contains('/'));

    // A folder that declares another folder's namespace would escape the table.
    [Fact]
    public void NamespacesStartWithTheFolder() => Assert.Empty(
        from source in Sources
        let expected = "ToolRM." + source.Path.Split('/')[0]
        from Match match in Regex.Matches(CSharpText.WithoutComments(source.Text), @"\bnamespace\s+([\w.]+)")
        where match.Groups[1].Value != expected && !match.Groups[1].Value.StartsWith(expected + ".", StringComparison.Ordinal)
        select $"{source.Path} declares {match.Groups[1].Value}, expected {expected}");

    [Fact]
    public void TheTableHasNoCycle()
    {
        // Folders whose every dependency is already placed can be placed; a cycle leaves some over.
        var left = Table.Allowed.ToDictionary(row => row.Key, row => row.Value.ToHashSet());
        while (left.FirstOrDefault(row => !row.Value.Overlaps(left.Keys)) is { Key: not null } row) left.Remove(row.Key);
        Assert.Empty(left.Keys);
    }

    [Fact]
    public void TheTableNamesOnlyFoldersWithARow() => Assert.Empty(Table.Allowed.Values.SelectMany(names => names).Except(Table.Allowed.Keys));

    // The guard bites: each of these is one forbidden use, in the ways C# can write it.
    [Theory]
    [InlineData("Low/A.cs", "using ToolRM.High;")]
    [InlineData("Low/Inner/Deep/A.cs", "using ToolRM.High;")]
    [InlineData("Low/A.cs", "global using ToolRM.High;")]
    [InlineData("Low/A.cs", "using static ToolRM.High.Judge;")]
    [InlineData("Low/A.cs", "using Judge = ToolRM.High.Judge;")]
    [InlineData("Low/A.cs", "using ToolRM.High.Strict;")]
    [InlineData("Low/A.cs", "namespace ToolRM.Low; class A : ToolRM.High.Judge { }")]
    [InlineData("Low/A.cs", "namespace ToolRM.Low; class A : global::ToolRM.High.Judge { }")]
    [InlineData("Low/A.cs", "namespace ToolRM.Low; class A : High.Judge { }")]
    [InlineData("Low/Inner/Deep/A.cs", "namespace ToolRM.Low.Inner.Deep; class A { object b = new High.Strict.Jury(); }")]
    [InlineData("Low/A.cs", "namespace ToolRM.Low { using High; }")]
    [InlineData("Low/A.cs", "class A { string b = \"//\" + High.Judge.Name; }")]
    [InlineData("Low/A.cs", "class A { string b = $\"{High.Judge.Name}\"; }")]
    [InlineData("Low/A.cs", "class A { char b = '\"'; string c = High.Judge.Name; /* \" */ }")]
    public void ForbiddenUse_IsFound(string path, string text) => Assert.Single(Fake.Violations([.. HighFiles, (path, text)]));

    [Theory]
    [InlineData("High/A.cs", "using ToolRM.Low;")]
    [InlineData("Low/A.cs", "/// <see cref=\"High.Judge\"/> and <see cref=\"ToolRM.High.Judge\"/>")]
    [InlineData("Low/A.cs", "/* using ToolRM.High; */ // ToolRM.High.Judge")]
    [InlineData("Low/A.cs", "class A { string b = \"ToolRM.High.Judge\"; string c = @\"\"\"ToolRM.High.Judge\"; }")]
    [InlineData("Low/A.cs", "class A { int High = 1; string B => High.ToString() + this.High.Judge; }")]
    [InlineData("Low/A.cs", "using System; using ToolRM.Low.Inner;")]
    [InlineData("Low/A.cs", "namespace ToolRM.Low; class A : Low.B { }")]
    public void AllowedUse_IsNotReported(string path, string text) => Assert.Empty(Fake.Violations([.. HighFiles, (path, text)]));

    [Fact]
    public void FolderWithoutARow_MayUseNothing() =>
        Assert.Equal("New/A.cs uses Low; New may use nothing", Assert.Single(Fake.Violations([("New/A.cs", "using ToolRM.Low;")])));

    private static readonly (string, string)[] HighFiles =
        [("High/Judge.cs", "namespace ToolRM.High; record Judge;"), ("High/Strict/Jury.cs", "namespace ToolRM.High.Strict; class Jury { }")];

    private static readonly FolderDependencies Fake = FolderDependencies.FromMarkdown("""
        <!-- allowed-dependencies: -->

        | folder | what it holds | may use |
        |---|---|---|
        | `Low` | the nouns | - |
        | `High` | judges | `Low` |
        """);
}
