using System.Diagnostics;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;
using Xunit.Abstractions;

namespace ToolRM.Tests.Datasets.Arrow;

/// <summary>Files written now by the npm package apache-arrow, which <c>.ci/run</c> installs into artifacts/npm.</summary>
[Trait("Lane", "Slow")]
public sealed class ArrowPackageTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ManyRows_AreReadAsThePackageWroteThem()
    {
        if (!Write(3000)) return;
        foreach (var name in (string[])["types", "types-file", "one-batch"]) ArrowFiles.AssertRows(_folder.At("types.jsonl"), ArrowFiles.Rows(_folder.At(name + ".arrow")));
    }

    [Fact]
    public void TheGoldenFiles_AreWhatItWrites()
    {
        if (!Write(9)) return;
        var names = Directory.EnumerateFiles(ArrowFiles.Folder).Select(Path.GetFileName).Where(name => name != "README.md").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(names, Directory.EnumerateFiles(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var name in names) Assert.Equal(File.ReadAllBytes(ArrowFiles.At(name!)), File.ReadAllBytes(_folder.At(name!)));
    }

    /// <summary>Runs the script; false, with the reason written, where node or the package is missing.</summary>
    private bool Write(int rows)
    {
        var modules = Path.Combine(Repository.Root, "artifacts", "npm");
        if (!Directory.Exists(Path.Combine(modules, "node_modules", "apache-arrow")))
        {
            output.WriteLine("skipped: no npm package apache-arrow in artifacts/npm. Run: npm install --prefix artifacts/npm apache-arrow@21.1.0");
            return false;
        }
        var script = Path.Combine(Repository.Root, "tests", "ToolRM.Tests", "Datasets", "Arrow", "write-arrow.cjs");
        var start = new ProcessStartInfo("node", [script, modules, Path.Combine(Repository.Root, "examples", "data", "pairs.jsonl"), _folder.Root, $"{rows}"]) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            output.WriteLine("skipped: there is no 'node'. Install Node.js 20 or later to run this test.");
            return false;
        }
    }
}
