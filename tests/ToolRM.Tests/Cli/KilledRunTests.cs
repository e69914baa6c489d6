using System.Diagnostics;
using ToolRM.Runs;
using ToolRM.Tests.Conventions;
using Xunit.Abstractions;

namespace ToolRM.Tests.Cli;

/// <summary>
/// kill -9 of the built command at 20 moments drawn from a fixed seed, from the start of the process to its last row; each time the same
/// command, run again, leaves the files of a run that nobody disturbed.
/// </summary>
[Trait("Lane", "Slow")]
public sealed class KilledRunTests(ITestOutputHelper output) : IDisposable
{
    private const int Moments = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KilledAt20Moments_TheRerunEqualsAnUndisturbedRun()
    {
        var replies = _folder.Write("replies.jsonl", string.Join("\n", Enumerable.Range(0, 4000).Select(i => CliCases.Group($"g{i}"))) + "\n");
        var pairs = Path.Combine(Repository.Root, "examples", "data", "pairs.jsonl");
        var manyPairs = _folder.Write("pairs.jsonl", string.Concat(Enumerable.Range(0, 8).SelectMany(copy => File.ReadLines(pairs).Select(line => line.Replace("{\"id\":\"", $"{{\"id\":\"{copy}-", StringComparison.Ordinal) + "\n"))));
        (string Rows, string[] Command)[] commands =
        [
            ("verdicts.jsonl", ["verify", "--data", replies]),
            ("scores.jsonl", ["score", "--data", replies, "--scorer", "random", "--seed", "7"]),
            ("verdicts.jsonl", ["verify", "--data", replies, "--shard", "2/3"]),
            ("selections.jsonl", ["select", "--data", replies, "--scorer", "grounded"]),
            ("scores.jsonl", ["filter", "--data", replies, "--scorer", "grounded", "--share", "0.5", "--to", "trl"]),
            ("scores.jsonl", ["reward", "schema-reward", "--data", replies]),
            ("scores.jsonl", ["evaluate", "pairs", "--data", manyPairs, "--scorer", "grounded", "--resamples", "50"]),
        ];
        var wholes = commands.Select((command, i) => Whole(command.Command, $"whole-{i}")).ToList();
        var random = new Random(20261121); // a fixed seed
        var (killed, partial) = (0, 0);
        for (var moment = 0; moment < Moments; moment++)
        {
            var (rows, command) = commands[moment % commands.Length];
            var (files, took) = wholes[moment % commands.Length];
            var directory = $"killed-{moment}";
            // Every second moment is one of the clock, the others are when so much of the output is there.
            var share = random.NextDouble();
            var byClock = moment / commands.Length % 2 == 0;
            var size = (long)(share * files[rows].Length);
            using (var process = Start(command, directory))
            {
                var clock = Stopwatch.StartNew();
                SpinWait wait = default;
                while (!process.HasExited && clock.Elapsed < Limit && (byClock ? clock.Elapsed < share * took : Length(Path.Combine(directory, rows)) <= size)) wait.SpinOnce();
                if (!process.HasExited) killed++;
                process.Kill();
                Assert.True(process.WaitForExit(Limit));
            }
            var there = Length(Path.Combine(directory, rows));
            if (there > 0 && there < files[rows].Length) partial++;
            output.WriteLine($"moment {moment}: {command[0]}, {(byClock ? $"{share:P0} of the time" : $"{share:P0} of the rows")}, {there} of {files[rows].Length} bytes were there");
            Finish(command, directory);
            AssertSame(files, Files(directory), moment);
        }
        // Kills that come late or find nothing say little: most must have met a run at work.
        Assert.True(killed >= 15, $"{killed} of {Moments} processes were still running when they were killed");
        Assert.True(partial >= 6, $"{partial} of {Moments} had written a part of the rows");
    }

    private (Dictionary<string, string> Files, TimeSpan Took) Whole(string[] command, string directory)
    {
        var clock = Stopwatch.StartNew();
        Finish(command, directory);
        return (Files(directory), clock.Elapsed);
    }

    private void Finish(string[] command, string directory)
    {
        using var process = Start(command, directory);
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(Limit));
        Assert.True(process.ExitCode == 0, $"{directory}: {error.GetAwaiter().GetResult()}");
    }

    private Process Start(string[] command, string directory)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ToolRM.Cli.dll"), .. command, "--out", _folder.At(directory)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync();
        return process;
    }

    /// <summary>Every file of a run directory; of <c>run.json</c> all but the times.</summary>
    private Dictionary<string, string> Files(string directory) => Directory.EnumerateFiles(_folder.At(directory)).ToDictionary(
        path => Path.GetFileName(path),
        path => Path.GetFileName(path) == "run.json" ? (RunManifest.Read(path) with { Started = default, Ended = null }).ToString() : File.ReadAllText(path),
        StringComparer.Ordinal);

    private long Length(string path) => new FileInfo(_folder.At(path)) is { Exists: true } file ? file.Length : 0;

    private static void AssertSame(Dictionary<string, string> expected, Dictionary<string, string> found, int moment)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in expected) Assert.True(text == found[name], $"moment {moment}: {name} is not that of an undisturbed run");
    }
}
