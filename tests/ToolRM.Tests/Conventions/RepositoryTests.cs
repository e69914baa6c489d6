using System.Text;
using System.Text.RegularExpressions;

namespace ToolRM.Tests.Conventions;

/// <summary>Rules over all files of the repository.</summary>
public class RepositoryTests
{
    // Folders of the tests that are no stage of the library.
    private static readonly string[] TestFolders = ["Cli", "Conventions", "Golden", "Packaging", "Server", "Snippets", "Vectors"];

    // Needles are put together here, or this file would find itself.
    private static readonly string Sleeping = "Thread" + ".Sleep";

    // A folder of one machine at the start of a path. In vectors and examples it may be what a model wrote about its own files.
    private static readonly Regex MachinePath = new(
        @"(?<![\w.\-/*~$}\])])(/" + @"(work|opt|root)/\w|/" + @"(home|Users)/\w+/)|\b[A-Z]:\\+" + @"Users\\");

    [Fact]
    public void NoFolderOrFileHoldsLeftovers() => Assert.DoesNotContain(Repository.Files(), IsLeftover);

    [Theory]
    [InlineData("src/ToolRM/Utils/A.cs", true)]
    [InlineData("tests/ToolRM.Tests/Parsing/Helpers/A.cs", true)]
    [InlineData("src/ToolRM/Parsing/Common.cs", true)]
    [InlineData("src/ToolRM/Parsing/CommonPrefix.cs", false)]
    public void LeftoverNames_AreRecognised(string path, bool expected) => Assert.Equal(expected, IsLeftover(path));

    [Fact]
    public void TestFoldersMirrorTheLibrary()
    {
        var allowed = Repository.Folders("src/ToolRM").Concat(TestFolders).ToHashSet();
        Assert.DoesNotContain(
            Repository.Files("tests").Where(path => path.EndsWith(".cs", StringComparison.Ordinal)),
            path => path.Split('/') is not ["tests", "ToolRM.Tests", var folder, _, ..] || !allowed.Contains(folder));
    }

    [Fact]
    public void NothingSleeps() => Assert.Empty(
        TextFiles().Where(file => file.Path != "BannedSymbols.txt" && file.Text.Contains(Sleeping, StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void NoFileNamesAMachine() => Assert.Empty(
        TextFiles().Where(file => !HoldsModelText(file.Path)).SelectMany(file => MachinePath.Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [Theory]
    [InlineData("cd /" + "work/main", true)]
    [InlineData("\"/" + "opt/tools/x\"", true)]
    [InlineData("/" + "home/ada/x", true)]
    [InlineData("C:\\" + "Users\\ada", true)]
    [InlineData("https://example.org/work/main", false)]
    [InlineData("../work/main", false)]
    [InlineData("/usr/bin/env", false)]
    public void MachinePaths_AreRecognised(string text, bool expected) => Assert.Equal(expected, MachinePath.IsMatch(text));

    [Fact]
    public void ScriptsUseLineFeeds_AndTheirWindowsTwinsDoNot()
    {
        foreach (var script in (string[])["build", "toolrm", ".ci/run"])
        {
            Assert.DoesNotContain('\r', Repository.Read(script));
            if (OperatingSystem.IsWindows()) continue;
            var mode = File.GetUnixFileMode(Path.Combine(Repository.Root, script));
            Assert.True(mode.HasFlag(UnixFileMode.UserExecute), $"{script} cannot be executed; run 'git update-index --chmod=+x {script}'.");
        }
        foreach (var twin in (string[])["build.cmd", "toolrm.cmd"])
            Assert.DoesNotContain('\n', Repository.Read(twin).Replace("\r\n", "", StringComparison.Ordinal));
    }

    private static bool IsLeftover(string path) =>
        path.Split('/').Any(name => Path.GetFileNameWithoutExtension(name) is "Utils" or "Helpers" or "Common" or "Util" or "Helper");

    private static bool HoldsModelText(string path) =>
        path.StartsWith("examples/", StringComparison.Ordinal) || path.Contains("/Vectors/", StringComparison.Ordinal) || path.Contains("/Golden/", StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Text)> TextFiles() =>
        from path in Repository.Files()
        let bytes = File.ReadAllBytes(Path.Combine(Repository.Root, path))
        where !bytes.AsSpan(0, Math.Min(bytes.Length, 8000)).Contains((byte)0)
        select (path, Encoding.UTF8.GetString(bytes));
}
