using ToolRM.Runs;

namespace ToolRM.Cli;

/// <summary>Run directories as every command opens them: what happened is said, and a run that is complete is left alone.</summary>
internal static class OpenedRun
{
    /// <summary>Opens a run directory, new or to go on, and says what was found in it.</summary>
    public static RunDirectory OpenRun(this CliConsole console, string directory, RunPlan plan, bool overwrite)
    {
        var run = RunDirectory.Open(directory, plan, overwrite ? ExistingRun.Overwrite : ExistingRun.Resume);
        foreach (var note in run.Notes) console.Error.WriteLine($"toolrm: {note}");
        return run;
    }

    /// <summary>Whether there is nothing left to do, which is then said.</summary>
    public static bool IsDone(this CliConsole console, RunDirectory run, string directory)
    {
        if (run.State != RunState.AlreadyComplete) return false;
        console.Out.WriteLine($"{directory}: this run is complete already; --overwrite starts anew");
        return true;
    }
}
