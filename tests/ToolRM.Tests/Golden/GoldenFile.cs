using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Golden;

/// <summary>
/// Output kept in the repository, compared character by character. With <c>TOOLRM_ACCEPT_GOLDEN=1</c>, which
/// <c>./build golden --accept</c> sets, the file is written anew instead; the commit then explains the change.
/// </summary>
internal static class GoldenFile
{
    /// <summary>Compares with a file.</summary>
    /// <param name="path">The file, from tests/ToolRM.Tests/Golden.</param>
    /// <param name="found">What is written now.</param>
    public static void Check(string path, string found)
    {
        var file = Path.Combine(Repository.Root, "tests", "ToolRM.Tests", "Golden", path);
        if (Environment.GetEnvironmentVariable("TOOLRM_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, found);
            return;
        }
        Assert.True(File.Exists(file), $"{path} is not there. Run './build golden --accept' and commit it.");
        var expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (expected == found) return;
        var (was, now) = (expected.Split('\n'), found.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(was.Length, now.Length)).FirstOrDefault(i => was[i] != now[i], Math.Min(was.Length, now.Length));
        Assert.Fail($"{path}:{line + 1}: expected '{was.ElementAtOrDefault(line)}', found '{now.ElementAtOrDefault(line)}'. If that is meant, run './build golden --accept' and explain it in the commit.");
    }
}
