using ToolRM.Conversations;

namespace ToolRM.Agents;

/// <summary>A model's calls were refused before they ran, and the options say to throw.</summary>
public sealed class ToolCallRefusedException : Exception
{
    /// <summary>An exception without calls.</summary>
    public ToolCallRefusedException() { }

    /// <summary>An exception without calls.</summary>
    /// <param name="message">What happened.</param>
    public ToolCallRefusedException(string message)
        : base(message) { }

    /// <summary>An exception without calls.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public ToolCallRefusedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>An exception.</summary>
    /// <param name="calls">The refused calls; at least one.</param>
    public ToolCallRefusedException(ValueList<GuardedCall> calls)
        : base(string.Join("; ", calls.Select(call => $"the call of {call.Call.Name} was not made: {call.Finding}"))) => Calls = calls;

    /// <summary>The refused calls.</summary>
    public ValueList<GuardedCall> Calls { get; }
}
