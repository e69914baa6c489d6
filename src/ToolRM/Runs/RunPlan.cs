using ToolRM.Conversations;
using ToolRM.Datasets;

namespace ToolRM.Runs;

/// <summary>What a command is about to do: all that its output depends on. Two runs with equal plans give equal output.</summary>
/// <param name="Command">The command, such as <c>verify</c>.</param>
/// <param name="Options">The resolved options, defaults included, without the output directory and without what only changes speed.</param>
/// <param name="Outputs">The files that will be written.</param>
/// <param name="Inputs">The files that will be read, with their hashes.</param>
/// <param name="Seed">The run's seed; null when nothing is drawn.</param>
public sealed record RunPlan(
    string Command,
    MapValue Options,
    ValueList<RunFile> Outputs,
    ValueList<SourceFile> Inputs = default,
    long? Seed = null);

/// <summary>A file of a run directory.</summary>
/// <param name="Name">File name without a folder, such as <c>verdicts.jsonl</c>.</param>
/// <param name="Schema">What its rows are, with a version, such as <c>toolrm/verdicts@1</c>.</param>
public sealed record RunFile(string Name, string Schema);

/// <summary>What to do with a directory that holds a run already.</summary>
public enum ExistingRun
{
    /// <summary>Go on with an unfinished run of the same plan; leave a complete one as it is.</summary>
    Resume,

    /// <summary>Remove the old run's files and start anew.</summary>
    Overwrite,
}

/// <summary>In which state a run directory was opened.</summary>
public enum RunState
{
    /// <summary>There was no run.</summary>
    New,

    /// <summary>There was an unfinished run of the same plan; what is done is kept.</summary>
    Resumed,

    /// <summary>The same plan had been carried out to the end; nothing can be appended.</summary>
    AlreadyComplete,
}
