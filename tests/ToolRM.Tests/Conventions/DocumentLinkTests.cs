using System.Text.RegularExpressions;

namespace ToolRM.Tests.Conventions;

/// <summary>Links of the documents lead to files and headings that are there.</summary>
public partial class DocumentLinkTests
{
    public static TheoryData<string> Documents() =>
    [
        "README.md", "CHANGELOG.md",
        .. ((string[])["docs", "examples"]).SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksLeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (var link in Link().Matches(Fence().Replace(Repository.Read(document).ReplaceLineEndings("\n"), "")).Select(match => match.Groups[1].Value))
        {
            if (link.Contains("://", StringComparison.Ordinal)) continue;
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? Path.Combine(Repository.Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{document}: {link} leads to no file");
            if (parts.Length == 2) Assert.True(Headings(target).Contains(parts[1]), $"{document}: {link} leads to no heading");
        }
    }

    /// <summary>Headings as GitHub and others name them in addresses.</summary>
    private static HashSet<string> Headings(string file) =>
        [.. Heading().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")).Select(match => NoWord().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();
}
