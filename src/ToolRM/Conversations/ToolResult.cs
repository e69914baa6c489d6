namespace ToolRM.Conversations;

/// <summary>What executing a call gave.</summary>
/// <param name="Text">The text given back to the model; empty when the call was not run.</param>
/// <param name="Status">How the execution ended.</param>
/// <param name="Duration">Wall time; null when not measured.</param>
/// <param name="Cost">Cost in the run's own unit (stated in its metadata), at least 0; null when unknown.</param>
public sealed record ToolResult(string Text, ToolStatus Status, TimeSpan? Duration = null, double? Cost = null);

/// <summary>How a call's execution ended.</summary>
public enum ToolStatus
{
    /// <summary>The tool ran and returned.</summary>
    Ok,

    /// <summary>The tool ran and reported an error.</summary>
    Error,

    /// <summary>The tool did not return in time.</summary>
    Timeout,

    /// <summary>The call was never executed.</summary>
    NotRun,
}
