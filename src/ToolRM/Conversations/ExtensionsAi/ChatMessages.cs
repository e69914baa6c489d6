using System.Text;
using Microsoft.Extensions.AI;
using ToolRM.Conversations.Formats;

namespace ToolRM.Conversations.ExtensionsAi;

/// <summary>Messages to and from Microsoft.Extensions.AI's <see cref="ChatMessage"/>.</summary>
public static class ChatMessages
{
    /// <summary>Messages for an <see cref="IChatClient"/>.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>
    /// One message each. What is lost is said per message; while they stay in memory and unchanged, <see cref="FromChatMessages"/>
    /// gives the exact messages back (<see cref="FunctionCalls"/>, <see cref="FunctionResults"/>).
    /// </returns>
    public static Converted<IReadOnlyList<ChatMessage>> ToChatMessages(ValueList<Message> messages)
    {
        var losses = new List<Loss>();
        var converted = new List<ChatMessage>(messages.Count);
        foreach (var message in messages) converted.Add(ToChatMessage(message, $"messages[{converted.Count}]", losses));
        return new(converted, losses.ToValueList());
    }

    /// <summary>Messages from an <see cref="IChatClient"/> or a saved conversation.</summary>
    /// <param name="messages">
    /// The messages. Each function result becomes a message of its own; texts of one message are joined, as are its reasoning
    /// texts.
    /// </param>
    /// <returns>The messages; contents of other kinds (images, usage) are lost and said.</returns>
    /// <exception cref="DataFormatException">A role is not system, developer, user, assistant or tool.</exception>
    public static Converted<ValueList<Message>> FromChatMessages(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var losses = new List<Loss>();
        var converted = new List<Message>();
        var index = 0;
        foreach (var message in messages) AddMessages(message, $"messages[{index++}]", converted, losses);
        return new(converted.ToValueList(), losses.ToValueList());
    }

    private static ChatMessage ToChatMessage(Message message, string path, List<Loss> losses)
    {
        switch (message)
        {
            case SystemMessage:
                return new(ChatRole.System, message.Text);
            case UserMessage:
                return new(ChatRole.User, message.Text);
            case ToolMessage tool:
                var result = FunctionResults.ToContent(tool, path);
                losses.AddRange(result.Losses);
                return new(ChatRole.Tool, [result.Value]);
            case AssistantMessage assistant:
                var contents = new List<AIContent>();
                if (assistant.Reasoning is { } reasoning) contents.Add(new TextReasoningContent(reasoning));
                if (assistant.Text.Length > 0) contents.Add(new TextContent(assistant.Text));
                for (var i = 0; i < assistant.Calls.Count; i++)
                {
                    var call = FunctionCalls.ToContent(assistant.Calls[i], $"{path}.calls[{i}]");
                    losses.AddRange(call.Losses);
                    contents.Add(call.Value);
                }
                return new(ChatRole.Assistant, contents);
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message.GetType(), "unknown kind of message");
        }
    }

    private static void AddMessages(ChatMessage message, string path, List<Message> converted, List<Loss> losses)
    {
        StringBuilder text = new(), reasoning = new();
        var (hasReasoning, calls, results) = (false, new List<ToolCall>(), new List<Message>());
        for (var i = 0; i < message.Contents.Count; i++)
        {
            var place = $"{path}.contents[{i}]";
            switch (message.Contents[i])
            {
                case TextContent content:
                    text.Append(content.Text);
                    break;
                case TextReasoningContent content:
                    hasReasoning = true;
                    reasoning.Append(content.Text);
                    if (content.ProtectedData is not null) losses.Add(new(place, "the provider's protected reasoning data is lost"));
                    break;
                case FunctionCallContent content:
                    var call = FunctionCalls.FromContent(content, place);
                    losses.AddRange(call.Losses);
                    calls.Add(call.Value);
                    break;
                case FunctionResultContent content:
                    var result = FunctionResults.FromContent(content, place);
                    losses.AddRange(result.Losses);
                    results.Add(result.Value);
                    break;
                case var content:
                    losses.Add(new(place, $"content of the type {content.GetType().Name} is lost"));
                    break;
            }
        }
        // Some providers put results into a user message; they are a tool's words wherever they stand.
        converted.AddRange(results);
        Message? own = message.Role.Value switch
        {
            "assistant" => new AssistantMessage(text.ToString(), calls.ToValueList(), hasReasoning ? reasoning.ToString() : null),
            "system" or "developer" => new SystemMessage(text.ToString()),
            "user" => new UserMessage(text.ToString()),
            "tool" => null,
            var role => throw new DataFormatException(
                $"{path}.role: expected system, developer, user, assistant or tool, found \"{role}\". Give the message one of these roles"),
        };
        if (own is not AssistantMessage)
        {
            if (calls.Count > 0) losses.Add(new(path, $"calls in a message of the role {message.Role.Value} are lost"));
            if (hasReasoning) losses.Add(new(path, $"reasoning in a message of the role {message.Role.Value} is lost"));
        }
        if (own is null)
        {
            if (text.Length > 0) losses.Add(new(path, "text beside the results of a tool message is lost"));
        }
        else if (results.Count == 0 || own.Text.Length > 0 || calls.Count > 0)
        {
            converted.Add(own);
        }
    }
}
