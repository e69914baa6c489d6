using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Runs;

/// <summary>
/// What a command writes with <c>--out DIR</c>: <c>run.json</c>, which says what was done with what, and item-keyed JSON Lines.
/// A run that was killed goes on from the ids that are done.
/// </summary>
/// <remarks>
/// Life: open, look at <see cref="State"/>, append the rows of items that <see cref="RunOutput.Contains"/> does
/// not know, <see cref="Complete"/>. Disposing without completing leaves a run that can be resumed.
/// </remarks>
public sealed class RunDirectory : IDisposable
{
    private const string LockName = "run.lock";

    private readonly TimeProvider _time;
    private readonly Dictionary<string, RunOutput> _outputs = new(StringComparer.Ordinal);

    private readonly FileStream _lock;

    private RunDirectory(string path, RunState state, RunManifest manifest, TimeProvider time, FileStream @lock) =>
        (Path, State, Manifest, _time, _lock) = (path, state, manifest, time, @lock);

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>In which state it was found.</summary>
    public RunState State { get; }

    /// <summary>What <c>run.json</c> says now.</summary>
    public RunManifest Manifest { get; private set; }

    /// <summary>What was repaired on opening, as sentences for the user; empty when nothing was.</summary>
    public ValueList<string> Notes { get; private set; }

    /// <summary>Starts a run, or goes on with one.</summary>
    /// <param name="path">The directory; made when absent.</param>
    /// <param name="plan">What is to be done.</param>
    /// <param name="existing">What to do when a run is there already.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="DataFormatException">
    /// The directory holds something else than a run, or a run of another plan (the message names the first difference), or
    /// another process writes to it.
    /// </exception>
    /// <exception cref="ArgumentException">The plan's outputs are not distinct plain file names.</exception>
    public static RunDirectory Open(string path, RunPlan plan, ExistingRun existing = ExistingRun.Resume, TimeProvider? time = null) =>
        Open(path, plan, existing, time ?? TimeProvider.System, ToolVersion.Current);

    internal static RunDirectory Open(string path, RunPlan plan, ExistingRun existing, TimeProvider time, ToolVersion tool)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        if (path.Length == 0) throw new DataFormatException("--out: expected a directory, found an empty text. Name the directory of the run");
        CheckNames(plan);
        var held = Lock(path);
        try
        {
            return Open(path, plan, existing, time, tool, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static RunDirectory Open(
        string path, RunPlan plan, ExistingRun existing, TimeProvider time, ToolVersion tool, FileStream held)
    {
        var manifestPath = System.IO.Path.Combine(path, RunManifest.FileName);
        var old = Find(path, manifestPath);
        if (old is not null && existing == ExistingRun.Overwrite)
        {
            Remove(path, manifestPath, old);
            old = null;
        }
        if (old is null)
        {
            var started = new RunManifest(tool, plan, time.GetUtcNow());
            started.Write(manifestPath);
            return new RunDirectory(path, RunState.New, started, time, held).OpenOutputs();
        }
        if (RunDifference.Between(old, tool, plan) is { } difference)
        {
            throw new DataFormatException(
                $"{path}: expected {(old.IsComplete ? "a" : "an unfinished")} run of the same plan, but {difference}. "
                + "Choose another directory, or start anew with --overwrite");
        }
        var run = new RunDirectory(path, old.IsComplete ? RunState.AlreadyComplete : RunState.Resumed, old, time, held);
        return old.IsComplete ? run.CloseOutputs() : run.OpenOutputs();
    }

    /// <summary>One of the plan's files.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The plan has no such file.</exception>
    public RunOutput Output(string name) => _outputs.TryGetValue(name, out var output)
        ? output
        : throw new ArgumentException($"the plan has no file \"{name}\"; it has {string.Join(", ", _outputs.Keys)}", nameof(name));

    /// <summary>Brings all rows to the disk and then marks the run as complete. Closes the files.</summary>
    /// <param name="summary">The command's own figures, kept in <c>run.json</c>; null for none.</param>
    /// <exception cref="InvalidOperationException">The run was complete already.</exception>
    public void Complete(MapValue? summary = null)
    {
        if (Manifest.IsComplete) throw new InvalidOperationException($"the run in {Path} is complete already");
        foreach (var output in _outputs.Values) output.Flush();
        Manifest = Manifest with
        {
            Ended = _time.GetUtcNow(),
            Rows = Manifest.Plan.Outputs.Select(file => KeyValuePair.Create(file.Name, _outputs[file.Name].Rows)).ToValueList(),
            Summary = summary,
        };
        foreach (var output in _outputs.Values) output.Dispose();
        Manifest.Write(System.IO.Path.Combine(Path, RunManifest.FileName));
        Dispose();
    }

    /// <summary>Closes the files. A run that was not completed can be resumed.</summary>
    public void Dispose()
    {
        foreach (var output in _outputs.Values) output.Dispose();
        _lock.Dispose();
    }

    private RunDirectory OpenOutputs()
    {
        var notes = new List<string>();
        try
        {
            foreach (var file in Manifest.Plan.Outputs)
            {
                var output = RunOutput.Open(Path, file);
                _outputs.Add(file.Name, output);
                if (output.CutBytes > 0)
                {
                    notes.Add(string.Create(CultureInfo.InvariantCulture,
                        $"{file.Name}: cut off a torn last line of {output.CutBytes} bytes; its item is done again"));
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        Notes = notes.ToValueList();
        return this;
    }

    private RunDirectory CloseOutputs()
    {
        foreach (var file in Manifest.Plan.Outputs)
        {
            var rows = Manifest.Rows.FirstOrDefault(entry => entry.Key == file.Name).Value;
            _outputs.Add(file.Name, RunOutput.Closed(Path, file, rows));
        }
        return this;
    }

    /// <summary>
    /// Holds <c>run.lock</c>, making the directory first. The operating system lets go of it when the process dies, however it
    /// dies; locking the outputs themselves would keep others from reading along.
    /// </summary>
    private static FileStream Lock(string path)
    {
        if (File.Exists(path)) throw new DataFormatException($"{path}: expected a directory, found a file. Choose another name");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be made: {error.Message} Choose another directory", error);
        }
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be written to: {error.Message} Check that no other run writes to this directory", error);
        }
    }

    /// <summary>The run in a directory; null when the directory is empty.</summary>
    private static RunManifest? Find(string path, string manifestPath)
    {
        if (File.Exists(manifestPath)) return RunManifest.Read(manifestPath);
        // A run that died while writing its first run.json leaves nothing but the unmoved file.
        var foreign = Directory.EnumerateFileSystemEntries(path)
            .Select(System.IO.Path.GetFileName)
            .FirstOrDefault(name => name is not (LockName or RunManifest.FileName + ".part"));
        return foreign is null
            ? null
            : throw new DataFormatException(
                $"{path}: expected an empty directory or one with a {RunManifest.FileName}, found {foreign}. Choose another directory");
    }

    /// <summary>Removes what the old run wrote and nothing else; its run.json last, so that a stop in between stays visible.</summary>
    private static void Remove(string path, string manifestPath, RunManifest old)
    {
        CheckNames(old.Plan);
        foreach (var file in old.Plan.Outputs) File.Delete(System.IO.Path.Combine(path, file.Name));
        File.Delete(manifestPath);
    }

    private static void CheckNames(RunPlan plan)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { LockName, RunManifest.FileName, RunManifest.FileName + ".part" };
        foreach (var file in plan.Outputs)
        {
            if (file.Name.Length == 0 || file.Name is "." or ".." || file.Name.AsSpan().ContainsAny('/', '\\') || !seen.Add(file.Name))
            {
                throw new ArgumentException($"\"{file.Name}\" is no plain file name, or stands twice", nameof(plan));
            }
        }
    }
}
