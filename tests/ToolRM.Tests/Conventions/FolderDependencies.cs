using System.Text.RegularExpressions;

namespace ToolRM.Tests.Conventions;

/// <summary>Which folder of the library may use which, and what the sources really use.</summary>
/// <param name="Allowed">For each folder, the other folders it may use.</param>
internal sealed record FolderDependencies(IReadOnlyDictionary<string, IReadOnlySet<string>> Allowed)
{
    private const string Marker = "<!-- allowed-dependencies:";

    /// <summary>Reads the table that follows the marker in docs/architecture.md.</summary>
    public static FolderDependencies FromMarkdown(string markdown)
    {
        var start = markdown.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0) throw new InvalidDataException($"docs/architecture.md has no line '{Marker}'; the table of folders follows it.");
        var rows = markdown[start..].Split('\n').Select(line => line.Trim())
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
            .Skip(2)   // heading and rule
            .Select(line => line.Trim('|').Split('|'));
        return new(rows.ToDictionary(cells => Names(cells[0]).Single(), cells => (IReadOnlySet<string>)Names(cells[^1]).ToHashSet()));
    }

    /// <summary>One line for each use that the table does not allow.</summary>
    /// <param name="files">Path below src/ToolRM with '/', and text, of every source file.</param>
    public IReadOnlyList<string> Violations(IReadOnlyList<(string Path, string Text)> files)
    {
        var code = files.Select(file => (file.Path, Folder: file.Path.Split('/')[0], Code: CSharpText.WithoutComments(file.Text))).ToList();
        // What 'X.' must be followed by to mean folder X and not a property of that name: a type or a subfolder of X.
        var members = code.GroupBy(file => file.Folder).ToDictionary(
            group => group.Key,
            group => group.SelectMany(file => DeclaredTypes(file.Code).Concat(file.Path.Split('/')[1..^1])).ToHashSet());
        return
        [
            .. from file in code
               let allowed = Allowed.GetValueOrDefault(file.Folder)
               from used in UsedFolders(file.Code, members)
               where used != file.Folder && allowed?.Contains(used) != true
               select $"{file.Path} uses {used}; {file.Folder} may use {(allowed is { Count: > 0 } ? string.Join(", ", allowed) : "nothing")}",
        ];
    }

    private IEnumerable<string> UsedFolders(string code, Dictionary<string, HashSet<string>> members)
    {
        // using ToolRM.X;  global using static ToolRM.X.Y;  using A = ToolRM.X.Y;  ToolRM.X.Y in the code
        var full = Regex.Matches(code, @"(?<![\w.])ToolRM\s*\.\s*(\w+)").Where(match => !IsNamespaceDeclaration(code, match.Index)).Select(match => match.Groups[1].Value);
        // using X;  using A = X.Y;
        var relative = Regex.Matches(code, @"\busing\s+(?:static\s+)?(?:\w+\s*=\s*)?(\w+)\s*[.;]").Select(match => match.Groups[1].Value);
        // X.Y in the code, which C# finds from any namespace below ToolRM
        var qualified = Regex.Matches(code, @"(?<![\w.])(\w+)\s*\.\s*(\w+)")
            .Where(match => members.TryGetValue(match.Groups[1].Value, out var names) && names.Contains(match.Groups[2].Value))
            .Select(match => match.Groups[1].Value);
        return full.Concat(relative).Concat(qualified).Where(name => members.ContainsKey(name) || Allowed.ContainsKey(name)).Distinct();
    }

    private static bool IsNamespaceDeclaration(string code, int position) =>
        code[..position].TrimEnd().EndsWith("namespace", StringComparison.Ordinal);

    private static IEnumerable<string> DeclaredTypes(string code) =>
        Regex.Matches(code, @"\b(?:class|struct|record|interface|enum)\s+(?!class\b|struct\b)(\w+)").Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Names(string cell) => Regex.Matches(cell, "`(\\w+)`").Select(match => match.Groups[1].Value);
}
