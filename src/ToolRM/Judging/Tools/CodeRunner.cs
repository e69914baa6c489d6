using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;

namespace ToolRM.Judging.Tools;

/// <summary>Limits of a <see cref="CodeRunner"/>.</summary>
public sealed record CodeRunnerOptions
{
    /// <summary>The interpreter; it reads the program from its standard input. Default <c>python3</c>.</summary>
    public string Program { get; init; } = "python3";

    /// <summary>Its arguments. Default <c>-I -</c>: Python without the user's packages and variables.</summary>
    public ValueList<string> Arguments { get; init; } = ["-I", "-"];

    /// <summary>Wall time; then the process and its children are killed. Default 10 seconds (ours).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Address space in megabytes (<c>ulimit -v</c>), of each process. Default 512 (ours).</summary>
    public int MemoryMegabytes { get; init; } = 512;

    /// <summary>Largest file that may be written, in megabytes (<c>ulimit -f</c>). Default 8 (ours).</summary>
    public int FileMegabytes { get; init; } = 8;

    /// <summary>Most characters kept of standard output and of standard error each. Default 8,000 (ours).</summary>
    public int MaximumOutput { get; init; } = 8_000;
}

/// <summary>What a program did.</summary>
/// <param name="ExitCode">Its exit code; null when it was killed for time.</param>
/// <param name="Output">Standard output, cut.</param>
/// <param name="Error">Standard error, cut.</param>
public sealed record CodeResult(int? ExitCode, string Output, string Error);

/// <summary>
/// Runs programs that a judging model writes, in a child process with limits of time, memory, processor time and file size, an empty environment and a folder of its own that is
/// removed afterwards.
/// </summary>
/// <remarks>
/// <b>This is no sandbox.</b> The program runs under the caller's account: it can reach the network, read every file that the account can read, and write outside its folder. Limits
/// hold by <c>ulimit</c> of <c>/bin/sh</c>, so this works on Unix alone, where that shell knows them (Linux; elsewhere the program may not be started). A process that leaves its parent and outlives it is not killed. A model that is led by what it judges can be made to write harmful programs: use it only inside
/// a container or machine that may be lost and has no secrets and no network. Nothing in the library uses it unless it is handed over.
/// </remarks>
/// <param name="options">The limits; null for the defaults.</param>
/// <param name="time">The clock of the timeout; null for the system's.</param>
public sealed class CodeRunner(CodeRunnerOptions? options = null, TimeProvider? time = null)
{
    private readonly CodeRunnerOptions _options = options ?? new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The function <c>run_code(code)</c>.</summary>
    public AIFunction Function => new TextFunction("run_code", $"Runs a program with {_options.Program} and returns what it prints.", "code", async (code, cancellationToken) =>
    {
        var result = await RunAsync(code, cancellationToken).ConfigureAwait(false);
        return result.ExitCode switch
        {
            null => $"error: stopped after {_options.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds\n{result.Output}",
            0 => result.Output,
            var code0 => string.Create(CultureInfo.InvariantCulture, $"error: exit code {code0}\n{result.Output}\n{result.Error}"),
        };
    });

    /// <summary>Runs a program to its end.</summary>
    /// <param name="code">The program.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="PlatformNotSupportedException">The system is not Unix.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception"><c>/bin/sh</c> cannot be started.</exception>
    public async Task<CodeResult> RunAsync(string code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("programs are run with the limits of /bin/sh, which needs Unix");
        var folder = Directory.CreateTempSubdirectory("toolrm-code-");
        try
        {
            return await RunAsync(code, folder.FullName, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A process that left its parent may still write there; the result stands all the same.
            }
        }
    }

    private async Task<CodeResult> RunAsync(string code, string folder, CancellationToken cancellationToken)
    {
        // ulimit -v counts kilobytes, -f blocks of 512 bytes, -t seconds of processor time; -c 0 leaves no core file.
        var limits = string.Create(CultureInfo.InvariantCulture,
            $"ulimit -c 0 && ulimit -t {Math.Max(1, (int)Math.Ceiling(_options.Timeout.TotalSeconds))} && ulimit -v {_options.MemoryMegabytes * 1024L} && ulimit -f {_options.FileMegabytes * 2048L} && exec \"$@\"");
        var start = new ProcessStartInfo("/bin/sh", ["-c", limits, "sh", _options.Program, .. _options.Arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var path = start.Environment.TryGetValue("PATH", out var found) ? found : null;
        start.Environment.Clear();
        start.Environment["PATH"] = path ?? "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = folder;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var (output, error) = (KeepAsync(process.StandardOutput, stop.Token), KeepAsync(process.StandardError, stop.Token));
        int? exit = null;
        try
        {
            await WriteAsync(process, code, stop.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            exit = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        var result = new CodeResult(exit, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private static async Task WriteAsync(Process process, string code, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(code.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its program; its exit code says so.
        }
    }

    /// <summary>Reads to the end, or until stopped, and keeps the beginning: what is not read would block the process.</summary>
    private async Task<string> KeepAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (kept, buffer) = (new StringBuilder(), new char[4096]);
        try
        {
            while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                kept.Append(buffer, 0, Math.Min(count, _options.MaximumOutput - kept.Length));
            }
        }
        catch (OperationCanceledException)
        {
            // What came before it was stopped is the answer.
        }
        return kept.ToString();
    }
}
