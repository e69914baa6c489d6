namespace ToolRM.Tests.Conventions;

/// <summary>The files of this repository, as the convention tests see them.</summary>
internal static class Repository
{
    private static readonly string[] GeneratedFolders =
        [".git", ".vs", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The folder that holds ToolRM.slnx, above the test assembly.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths below a folder, relative to <see cref="Root"/> with '/', in ordinal order; without build outputs.</summary>
    public static IReadOnlyList<string> Files(string folder = "") =>
        [.. Walk(Path.Combine(Root, folder)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Names of the folders directly in a folder, without build outputs.</summary>
    public static IReadOnlyList<string> Folders(string folder) =>
        [.. Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)!).Except(GeneratedFolders)];

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Walk));

    // runs/ in the root holds what toolrm wrote; see .gitignore.
    private static bool IsOurs(string folder) =>
        !GeneratedFolders.Contains(Path.GetFileName(folder)) && folder != Path.Combine(Root, "runs");

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ToolRM.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No folder above {start} holds ToolRM.slnx; run the tests from inside the repository.");
    }
}
