using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;

namespace ToolRM.Sampling;

/// <summary>
/// A conversation for a server without native tools: the tools and how to call them stand in a system message, past calls in the
/// text of the assistant, their results in a user message.
/// </summary>
/// <remarks>
/// The words are ours, the shape of a call is what the format's own renderer writes. Models follow the format that they were trained
/// on best (docs/wire-formats.md); a server that puts its own template around the messages may explain tools a second time.
/// </remarks>
public static class PromptedTools
{
    private static readonly ValueList<ToolCall> Examples =
    [
        new("name_of_function", """{"name_of_argument": "a text", "name_of_another": 3}"""),
        new("name_of_next_function", """{"name_of_argument": true}"""),
    ];

    /// <summary>The messages to send.</summary>
    /// <param name="prompt">The conversation. Without tools only past calls and results are rewritten.</param>
    /// <param name="format">A format that has a renderer.</param>
    /// <exception cref="ArgumentException">The format has no renderer (<c>auto</c>).</exception>
    /// <exception cref="DataFormatException">The format cannot carry a past call; the message says which and why.</exception>
    public static ValueList<Message> Messages(Conversation prompt, ReplyFormat format)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(format);
        var renderer = format.Renderer ?? throw new ArgumentException($"the format \"{format.Name}\" can be read and not written, so no model can be told to use it", nameof(format));
        var messages = new List<Message>();
        for (var i = 0; i < prompt.Messages.Count; i++)
        {
            switch (prompt.Messages[i])
            {
                case AssistantMessage { Calls.Count: > 0 } assistant:
                    if (renderer.WhyNot(assistant.Calls, assistant.Text) is { } reason) throw new DataFormatException($"messages[{i}]: {format.Name} cannot carry these calls: {reason}. Choose another format");
                    messages.Add(new AssistantMessage(renderer.Render(assistant.Calls, assistant.Text), []));
                    break;
                case ToolMessage tool:
                    var result = $"Result of {tool.ToolName ?? "the call"}: {tool.Text}";
                    // Results of one turn stay together: many templates want user and assistant in turn.
                    if (i > 0 && prompt.Messages[i - 1] is ToolMessage) messages[^1] = new UserMessage($"{messages[^1].Text}\n{result}");
                    else messages.Add(new UserMessage(result));
                    break;
                case var message:
                    messages.Add(message);
                    break;
            }
        }
        if (prompt.Tools.Count == 0) return messages.ToValueList();
        var instruction = Instruction(prompt.Tools, renderer);
        if (messages is [SystemMessage system, ..]) messages[0] = new SystemMessage($"{system.Text}\n\n{instruction}");
        else messages.Insert(0, new SystemMessage(instruction));
        return messages.ToValueList();
    }

    private static string Instruction(ValueList<ToolDefinition> tools, IReplyRenderer renderer)
    {
        var text = new StringBuilder("You can call functions. These are the functions, one as JSON per line:\n");
        foreach (var tool in tools) text.Append(ArgumentJson.WriteSpaced(ToolJson.WriteBare(tool with { Returns = null, Strict = null }))).Append('\n');
        text.Append("\nTo call, answer with the call alone, in exactly this form:\n").Append(renderer.Render([Examples[0]]));
        if (renderer.WhyNot(Examples) is null) text.Append("\n\nSeveral calls at once look like this:\n").Append(renderer.Render(Examples));
        return text.Append("\n\nWhen no function fits, or when something that a call needs is not known, answer in words and call nothing.").ToString();
    }
}
