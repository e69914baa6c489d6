using System.Diagnostics;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Datasets.Arrow;

/// <summary>Files written now by the npm package apache-arrow, which <c>.ci/run</c> installs into artifacts/npm.</summary>
[Trait("Lane", "Slow")]
public sealed class ArrowPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ArrowPackageFact]
    public void ManyRows_AreReadAsThePackageWroteThem()
    {
        Write(3000);
        foreach (var name in (string[])["types", "types-file", "one-batch"]) ArrowFiles.AssertRows(_folder.At("types.jsonl"), ArrowFiles.Rows(_folder.At(name + ".arrow")));
    }

    [ArrowPackageFact]
    public void TheGoldenFiles_AreWhatItWrites()
    {
        Write(9);
        var names = Directory.EnumerateFiles(ArrowFiles.Folder).Select(Path.GetFileName).Where(name => name != "README.md").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(names, Directory.EnumerateFiles(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var name in names) Assert.Equal(File.ReadAllBytes(ArrowFiles.At(name!)), File.ReadAllBytes(_folder.At(name!)));
    }

    private void Write(int rows)
    {
        var script = Path.Combine(Repository.Root, "tests", "ToolRM.Tests", "Datasets", "Arrow", "write-arrow.cjs");
        var start = new ProcessStartInfo("node", [script, ArrowPackageFactAttribute.Modules, Path.Combine(Repository.Root, "examples", "data", "pairs.jsonl"), _folder.Root, $"{rows}"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}

/// <summary>A test that says why it is skipped where Node.js or the package is missing.</summary>
internal sealed class ArrowPackageFactAttribute : FactAttribute
{
    public ArrowPackageFactAttribute()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!Directory.Exists(Path.Combine(Modules, "node_modules", "apache-arrow")))
            Skip = "skipped: no npm package apache-arrow in artifacts/npm. Run: npm install --prefix artifacts/npm apache-arrow@21.1.0";
        else if (!path.Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe"))))
            Skip = "skipped: there is no 'node'. Install Node.js 20 or later to run this test.";
    }

    public static string Modules => Path.Combine(Repository.Root, "artifacts", "npm");
}
