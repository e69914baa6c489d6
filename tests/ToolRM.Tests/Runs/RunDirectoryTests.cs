using ToolRM.Conversations;
using ToolRM.Runs;

namespace ToolRM.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Items = ["a", "b/2", "ü \"3\"", "東"];

    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-run-").FullName;
    private readonly FixedTime _time = new() { Now = Start };

    private static RunPlan Plan { get; } = new(
        "verify",
        new([new("format", ArgumentValue.Of("auto")), new("explain", ArgumentValue.True)]),
        [new("verdicts.jsonl", "toolrm/verdicts@1")],
        [new("rows.jsonl", "aa", 3)],
        Seed: 7);

    private string At(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RunDirectory Open(string name, RunPlan? plan = null, ExistingRun existing = ExistingRun.Resume, string version = "0.1.0") =>
        RunDirectory.Open(At(name), plan ?? Plan, existing, _time, new(version, "c0ffee"));

    /// <summary>What a command does: the items that are not done, in order.</summary>
    private static void Work(RunDirectory run, int most = int.MaxValue)
    {
        var output = run.Output("verdicts.jsonl");
        foreach (var item in Items)
        {
            if (output.Contains(item)) continue;
            if (most-- == 0) return;
            output.Append(item, new([new("length", new IntegerValue(item.Length)), new("text", ArgumentValue.Of("\n" + item))]));
        }
    }

    [Fact]
    public void ACompleteRun_SaysWhatWasDone()
    {
        using (var run = Open("run"))
        {
            Assert.Equal(RunState.New, run.State);
            Work(run);
            _time.Now = Start.AddSeconds(90);
            run.Complete(new([new("pass", new IntegerValue(4))]));
        }
        Assert.Equal(
            """
            {
              "schema": "toolrm/run@1",
              "status": "complete",
              "command": "verify",
              "tool": {"name": "toolrm", "version": "0.1.0", "commit": "c0ffee"},
              "options": {"format": "auto", "explain": true},
              "seed": 7,
              "inputs": [{"path": "rows.jsonl", "sha256": "aa", "bytes": 3}],
              "outputs": [{"file": "verdicts.jsonl", "schema": "toolrm/verdicts@1"}],
              "started": "2026-03-01T12:00:00.000Z",
              "ended": "2026-03-01T12:01:30.000Z",
              "rows": {"verdicts.jsonl": 4},
              "summary": {"pass": 4}
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(At("run/run.json")));
        Assert.Equal("{\"id\":\"a\",\"length\":1,\"text\":\"\\na\"}", File.ReadLines(At("run/verdicts.jsonl")).First());

        using var again = Open("run");
        Assert.Equal(RunState.AlreadyComplete, again.State);
        Assert.Equal(4, again.Output("verdicts.jsonl").Rows);
        Assert.Throws<InvalidOperationException>(() => Work(again));
        Assert.Throws<InvalidOperationException>(() => again.Complete());
        Assert.Equal(again.Manifest.ToString(), RunManifest.Read(At("run/run.json")).ToString());
    }

    [Fact]
    public void KilledAtAnyByteOfTheLastLine_TheRerunEqualsAnUndisturbedRun()
    {
        using (var run = Open("whole"))
        {
            Work(run);
            run.Complete();
        }
        var whole = File.ReadAllBytes(At("whole/verdicts.jsonl"));
        for (var done = 1; done <= Items.Length; done++)
        {
            long before = 0, after;
            var name = $"killed-{done}";
            using (var run = Open(name))
            {
                Work(run, done - 1);
                before = new FileInfo(At(name + "/verdicts.jsonl")).Length;
                Work(run, 1);
                after = new FileInfo(At(name + "/verdicts.jsonl")).Length;
            }
            var written = File.ReadAllBytes(At(name + "/verdicts.jsonl"));
            for (var length = before; length <= after; length++)
            {
                File.WriteAllBytes(At(name + "/verdicts.jsonl"), written[..(int)length]);
                using (var run = Open(name))
                {
                    Assert.Equal(RunState.Resumed, run.State);
                    Assert.Equal(length is var cut && cut > before && cut < after ? 1 : 0, run.Notes.Count);
                    Assert.Equal(length == after ? done : done - 1, run.Output("verdicts.jsonl").Rows);
                    Work(run);
                }
                Assert.Equal(whole, File.ReadAllBytes(At(name + "/verdicts.jsonl")));
            }
        }
    }

    [Fact]
    public void KilledBeforeTheCompletionMarker_ResumesAndCompletes()
    {
        using (var run = Open("run")) Work(run);
        File.WriteAllText(At("run/run.json.part"), "{\n  \"schem"); // died while writing the marker
        using (var run = Open("run"))
        {
            Assert.Equal(RunState.Resumed, run.State);
            Work(run);
            run.Complete();
        }
        Assert.Equal(4, RunManifest.Read(At("run/run.json")).Rows[0].Value);
        Assert.Equal(2, Directory.GetFiles(At("run")).Length);
    }

    [Fact]
    public void KilledWhileWritingTheFirstManifest_StartsAnew()
    {
        Directory.CreateDirectory(At("run"));
        File.WriteAllText(At("run/run.json.part"), "{");
        using var run = Open("run");
        Assert.Equal(RunState.New, run.State);
    }

    [Fact]
    public void AnotherPlan_IsRefusedWithTheDifference()
    {
        using (var run = Open("run")) Work(run, 1);
        var cases = new (string Difference, RunPlan Plan)[]
        {
            ("the command was \"verify\" and is \"parse\"", Plan with { Command = "parse" }),
            ("the seed was 7 and is none", Plan with { Seed = null }),
            ("the option \"format\" was \"auto\" and is \"hermes\"", Plan with { Options = new([new("format", ArgumentValue.Of("hermes")), new("explain", ArgumentValue.True)]) }),
            ("the option \"explain\" was true and is not set", Plan with { Options = new([new("format", ArgumentValue.Of("auto"))]) }),
            ("the option \"limit\" was not set and is 5", Plan with { Options = new([.. Plan.Options.Entries, new("limit", new IntegerValue(5))]) }),
            ("the input \"rows.jsonl\" had the SHA-256 aa and has bb", Plan with { Inputs = [new("rows.jsonl", "bb", 3)] }),
            ("the input \"rows.jsonl\" is gone", Plan with { Inputs = [] }),
            ("the files to write, or their schemas, are others", Plan with { Outputs = [new("verdicts.jsonl", "toolrm/verdicts@2")] }),
        };
        foreach (var (difference, plan) in cases)
        {
            var message = Assert.Throws<DataFormatException>(() => Open("run", plan)).Message;
            Assert.Equal($"{At("run")}: expected an unfinished run of the same plan, but {difference}. Choose another directory, or start anew with --overwrite", message);
        }
        Assert.Contains("ToolRM was 0.1.0 of commit c0ffee and is 0.2.0", Assert.Throws<DataFormatException>(() => Open("run", version: "0.2.0")).Message, StringComparison.Ordinal);
        using var same = Open("run", Plan with { Inputs = [new("elsewhere/rows.jsonl", "aa", 3)] }); // the same bytes
        Assert.Equal(RunState.Resumed, same.State);
    }

    [Fact]
    public void Overwrite_RemovesTheOldRunAndNothingElse()
    {
        using (var run = Open("run"))
        {
            Work(run);
            run.Complete();
        }
        File.WriteAllText(At("run/notes.txt"), "mine");
        using (var run = Open("run", Plan with { Seed = 8, Outputs = [new("other.jsonl", "toolrm/other@1")] }, ExistingRun.Overwrite))
        {
            Assert.Equal(RunState.New, run.State);
        }
        Assert.Equal(["notes.txt", "other.jsonl", "run.json"], Directory.GetFiles(At("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ADirectoryOfSomethingElse_IsLeftAlone()
    {
        Directory.CreateDirectory(At("home"));
        File.WriteAllText(At("home/letter.txt"), "dear");
        foreach (var existing in new[] { ExistingRun.Resume, ExistingRun.Overwrite })
        {
            Assert.Contains("found letter.txt. Choose another directory", Assert.Throws<DataFormatException>(() => Open("home", existing: existing)).Message, StringComparison.Ordinal);
        }
        Assert.Contains("found a file", Assert.Throws<DataFormatException>(() => Open("home/letter.txt")).Message, StringComparison.Ordinal);
        File.WriteAllText(At("home/run.json"), "{\"a\": 1}");
        Assert.Contains("\"schema\" is missing", Assert.Throws<DataFormatException>(() => Open("home")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoRunsInOneDirectory_AreRefused()
    {
        using var first = Open("run");
        Assert.Contains("no other run writes to this directory", Assert.Throws<DataFormatException>(() => Open("run")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameIdTwice_IsRefused()
    {
        using var run = Open("run");
        var output = run.Output("verdicts.jsonl");
        output.Append("a", MapValue.Empty);
        Assert.Contains("a second one of \"a\"", Assert.Throws<DataFormatException>(() => output.Append("a", MapValue.Empty)).Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => output.Append([new("b", MapValue.Empty), new("a", MapValue.Empty)]));
        Assert.False(output.Contains("b")); // all or none
        Assert.Equal(1, output.Rows);
    }

    [Fact]
    public void ARowMayBringItsIdAlong()
    {
        using (var run = Open("run"))
        {
            run.Output("verdicts.jsonl").Append("a", new([new("x", ArgumentValue.True), new("id", ArgumentValue.Of("a"))]));
            Assert.Throws<ArgumentException>(() => run.Output("verdicts.jsonl").Append("b", new([new("id", ArgumentValue.Of("a"))])));
        }
        Assert.Equal("{\"x\":true,\"id\":\"a\"}\n", File.ReadAllText(At("run/verdicts.jsonl")));
    }

    [Fact]
    public void ADamagedMiddleLine_NamesFileAndLine()
    {
        using (var run = Open("run")) Work(run, 2);
        File.AppendAllText(At("run/verdicts.jsonl"), "\0\0\0\n");
        var message = Assert.Throws<DataFormatException>(() => Open("run")).Message;
        Assert.StartsWith($"{At("run/verdicts.jsonl")}:3: expected one JSON value", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputNamesArePlainAndDistinct()
    {
        foreach (var name in new[] { "", "..", "a/b", "a\\b", "run.json", "RUN.json" })
        {
            Assert.Throws<ArgumentException>(() => Open("run", Plan with { Outputs = [new(name, "s")] }));
        }
        Assert.Throws<ArgumentException>(() => Open("run", Plan with { Outputs = [new("a", "s"), new("a", "s")] }));
    }

    [Fact]
    public void ThreadsMayAppendAtOnce()
    {
        using (var run = Open("run")) Parallel.For(0, 200, i => run.Output("verdicts.jsonl").Append($"item {i}", MapValue.Empty));
        using var again = Open("run");
        Assert.Equal(200, again.Output("verdicts.jsonl").Rows);
    }

    [Fact]
    public void VersionAndCommitComeFromTheBuild()
    {
        Assert.Equal(new ToolVersion("0.1.0", "abc"), ToolVersion.Parse("0.1.0+abc"));
        Assert.Equal(new ToolVersion("0.1.0", null), ToolVersion.Parse("0.1.0"));
        Assert.NotEqual("0.0.0", ToolVersion.Current.Version);
    }

    private sealed class FixedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
