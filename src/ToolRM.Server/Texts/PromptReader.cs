using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;

namespace ToolRM.Server.Texts;

/// <summary>A text as a conversation.</summary>
/// <param name="Conversation">Messages and tools; a begun reply is not among the messages.</param>
/// <param name="ToolsKnown">Whether the text says what is offered, be it nothing; false when no tools could be found.</param>
/// <param name="Begun">What the last assistant turn holds already, such as an opened thinking block or a whole reply; null when the text does not end in one.</param>
/// <param name="BegunCalls">Its calls, where the text gives them apart.</param>
/// <param name="Ends">Marks that end the reply.</param>
internal sealed record ReadPrompt(Conversation Conversation, bool ToolsKnown, string? Begun, ValueList<ToolCall> BegunCalls, string[] Ends);

/// <summary>Reads a text as a conversation: its JSON, a chat template's marks, or plain words of a user.</summary>
internal static class PromptReader
{
    /// <summary>Reads a text; null when it has neither JSON nor marks and is not allowed to be plain, or a role in it is none.</summary>
    public static ReadPrompt? Read(string text, bool mayBePlain)
    {
        if (OfJson(text) is { } json) return json;
        if (ChatMarkup.Split(text) is { } turns) return OfTurns(turns);
        return mayBePlain ? OfWords(text) : null;
    }

    /// <summary>A conversation whose last message may be the reply.</summary>
    public static ReadPrompt Of(Conversation conversation, bool toolsKnown)
    {
        var messages = conversation.Messages;
        var last = messages.Count > 0 ? messages[^1] as AssistantMessage : null;
        var prompt = conversation with { Messages = last is null ? messages : ValueList.Create(messages.AsSpan()[..^1]) };
        if (!toolsKnown && ToolsIn(prompt.Messages) is { } found) (prompt, toolsKnown) = (prompt with { Tools = found }, true);
        return new(prompt, toolsKnown, last?.Text, last?.Calls ?? [], []);
    }

    private static ReadPrompt? OfJson(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is not ('{' or '[')) return null;
        var value = JsonParse.Of(text, JsonDialect.Python).Value;
        if (value is not (MapValue { Entries.Count: > 0 } or ListValue { Items.Count: > 0 })) return null;
        if (value is MapValue document && document["messages"] is null) return null;
        try
        {
            return Of(HuggingFaceChat.Read(value), value is MapValue map && map["tools"] is not (null or NullValue));
        }
        catch (DataFormatException)
        {
            return null; // JSON of something else
        }
    }

    private static ReadPrompt? OfTurns(ChatTurns turns)
    {
        var messages = new List<Message>();
        ValueList<ToolDefinition>? tools = null;
        string? begun = null;
        for (var i = 0; i < turns.Turns.Count; i++)
        {
            var (role, text) = turns.Turns[i];
            switch (role.ToLowerInvariant())
            {
                case "tools" or "available_tools":
                    tools ??= OfferedTools.Find(text);
                    break;
                case "system" or "developer":
                    messages.Add(new SystemMessage(text));
                    break;
                case "user" or "human":
                    AddUser(messages, text);
                    break;
                case "tool" or "ipython" or "observation" or "function" or "tool_response":
                    messages.Add(new ToolMessage(new ToolResult(text, ToolStatus.Ok)));
                    break;
                case "assistant" or "model" when i == turns.Turns.Count - 1:
                    begun = text;
                    break;
                case "assistant" or "model":
                    var reply = ReplyFormats.Auto.Parser.Parse(text);
                    messages.Add(new AssistantMessage(reply.Content, reply.Calls.Select(call => call.Call).ToValueList(), reply.Reasoning));
                    break;
                default:
                    return null;
            }
        }
        tools ??= ToolsIn(messages);
        return new(new(messages.ToValueList(), tools ?? []), tools is not null, begun, [], turns.Ends);
    }

    /// <summary>Qwen writes what tools answered into a user's turn.</summary>
    private static void AddUser(List<Message> messages, string text)
    {
        const string open = "<tool_response>", close = "</tool_response>";
        if (!text.AsSpan().TrimStart().StartsWith(open))
        {
            messages.Add(new UserMessage(text));
            return;
        }
        for (var at = text.IndexOf(open, StringComparison.Ordinal); at >= 0;)
        {
            var end = text.IndexOf(close, at, StringComparison.Ordinal);
            messages.Add(new ToolMessage(new ToolResult(text[(at + open.Length)..(end < 0 ? text.Length : end)].Trim(), ToolStatus.Ok)));
            at = end < 0 ? -1 : text.IndexOf(open, end, StringComparison.Ordinal);
        }
    }

    private static ReadPrompt OfWords(string text)
    {
        var tools = OfferedTools.Find(text);
        return new(new([new UserMessage(text)], tools ?? []), tools is not null, null, [], []);
    }

    /// <summary>Tools stand in what was said before the model spoke: what a model writes must not change what it was offered.</summary>
    private static ValueList<ToolDefinition>? ToolsIn(IEnumerable<Message> messages)
    {
        foreach (var message in messages.TakeWhile(message => message is SystemMessage or UserMessage))
        {
            if (OfferedTools.Find(message.Text) is { } tools) return tools;
        }
        return null;
    }
}
