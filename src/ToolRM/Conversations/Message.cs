namespace ToolRM.Conversations;

/// <summary>One message of a conversation. Closed hierarchy: only an assistant has calls, only a tool has a result.</summary>
public abstract record Message
{
    private protected Message() { }

    /// <summary>The text; empty when there is none.</summary>
    public abstract string Text { get; init; }
}

/// <summary>Instructions to the model (roles <c>system</c> and <c>developer</c>).</summary>
/// <param name="Text">The text.</param>
public sealed record SystemMessage(string Text) : Message
{
    /// <inheritdoc/>
    public override string Text { get; init; } = Text;
}

/// <summary>What the user said.</summary>
/// <param name="Text">The text.</param>
public sealed record UserMessage(string Text) : Message
{
    /// <inheritdoc/>
    public override string Text { get; init; } = Text;
}

/// <summary>What the model said.</summary>
/// <param name="Text">The text beside the calls; empty when there is none.</param>
/// <param name="Calls">The calls, in order; empty when the model called nothing.</param>
/// <param name="Reasoning">The reasoning that a server returned apart from the text; null when it returned none.</param>
public sealed record AssistantMessage(string Text, ValueList<ToolCall> Calls, string? Reasoning = null) : Message
{
    /// <inheritdoc/>
    public override string Text { get; init; } = Text;
}

/// <summary>What a tool gave back to the model.</summary>
/// <param name="Result">The result; its text is the message's.</param>
/// <param name="CallId">The id of the call that it answers; null where the format has none.</param>
/// <param name="ToolName">The tool's name; null where the format has none.</param>
public sealed record ToolMessage(ToolResult Result, string? CallId = null, string? ToolName = null) : Message
{
    /// <summary>The text of <see cref="Result"/>; never a copy of its own.</summary>
    public override string Text
    {
        get => Result.Text;
        init => Result = Result with { Text = value };
    }
}
