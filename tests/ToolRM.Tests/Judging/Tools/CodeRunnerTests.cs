using ToolRM.Judging.Tools;

namespace ToolRM.Tests.Judging.Tools;

/// <summary>Programs under limits; a shell stands for the interpreter, so that only Unix is needed.</summary>
[Trait("Lane", "Slow")]
public class CodeRunnerTests
{
    private static CodeRunner Shell(TimeSpan? timeout = null) => new(new() { Program = "/bin/sh", Arguments = ["-s"], Timeout = timeout ?? TimeSpan.FromSeconds(20), MemoryMegabytes = 256, FileMegabytes = 1, MaximumOutput = 100 });

    [Fact]
    public async Task OutputAndExitCode_ComeBack()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(new CodeResult(3, "5\n", "no\n"), await Shell().RunAsync("echo $((2 + 3)); echo no >&2; exit 3"));
        Assert.Equal("5\n", (await Shell().Function.InvokeAsync(new(new Dictionary<string, object?> { ["code"] = "echo 5" })))?.ToString());
    }

    [Fact]
    public async Task TimeIsLimited_ChildrenIncluded()
    {
        if (OperatingSystem.IsWindows()) return;
        var result = await Shell(TimeSpan.FromSeconds(1)).RunAsync("echo begun; sleep 600 & wait");
        Assert.Equal(new(null, "begun\n", ""), result);
    }

    [Fact]
    public async Task ACancelledRun_IsKilled()
    {
        if (OperatingSystem.IsWindows()) return;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Shell().RunAsync("sleep 600", stop.Token));
    }

    [Fact]
    public async Task LimitsAreSet_TheEnvironmentIsEmpty_TheFolderIsItsOwn()
    {
        if (OperatingSystem.IsWindows()) return;
        // 256 MB in kilobytes, 1 MB in blocks of 512 bytes.
        Assert.Equal("262144\n2048\n0\n", (await Shell().RunAsync("ulimit -v; ulimit -f; ulimit -c")).Output);
        Environment.SetEnvironmentVariable("TOOLRM_TEST_ONLY", "x");
        Assert.Equal("\n", (await Shell().RunAsync("echo $TOOLRM_TEST_ONLY")).Output);
        var folder = (await Shell().RunAsync("touch made; pwd")).Output.Trim();
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task EndlessOutput_IsCut()
    {
        if (OperatingSystem.IsWindows()) return;
        var result = await Shell(TimeSpan.FromSeconds(1)).RunAsync("while :; do echo yes; done");
        Assert.Equal(100, result.Output.Length);
    }

    [Fact]
    public async Task AProgramThatIsNotThere_IsAnExitCode()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(127, (await new CodeRunner(new() { Program = "no-such-interpreter" }).RunAsync("x")).ExitCode);
    }
}
