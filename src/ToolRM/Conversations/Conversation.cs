namespace ToolRM.Conversations;

/// <summary>What a model is asked: the messages so far and the tools it may call.</summary>
/// <param name="Messages">In order; may be empty.</param>
/// <param name="Tools">The offered tools, in order; may be empty.</param>
public sealed record Conversation(ValueList<Message> Messages, ValueList<ToolDefinition> Tools)
{
    /// <summary>The offered tool of a name, or null.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    public ToolDefinition? Tool(string name)
    {
        foreach (var tool in Tools)
        {
            if (tool.Name == name) return tool;
        }
        return null;
    }
}
