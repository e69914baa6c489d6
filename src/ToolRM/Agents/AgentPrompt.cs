using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;

namespace ToolRM.Agents;

/// <summary>What a chat client was asked, as scorers see it.</summary>
/// <param name="Conversation">Messages and offered tools; what could be read of them.</param>
/// <param name="WhyUnscored">Why a score of a reply to it would mean nothing; null when it would.</param>
internal sealed record AgentPrompt(Conversation Conversation, string? WhyUnscored)
{
    /// <summary>Reads a request. Total: what cannot be read is a reason.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options; <c>Instructions</c> count as a system message before the others.</param>
    /// <param name="scoresServerSide">Whether messages count as the whole conversation although a service holds earlier ones.</param>
    public static AgentPrompt Of(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool scoresServerSide)
    {
        var tools = Tools(options);
        var whole = string.IsNullOrEmpty(options?.Instructions) ? messages : [new ChatMessage(ChatRole.System, options.Instructions), .. messages];
        try
        {
            var conversation = new Conversation(ChatMessages.FromChatMessages(whole).Value, tools);
            return new(conversation, options?.ConversationId is not null && !scoresServerSide
                ? "the service keeps the conversation (ConversationId is set), so the messages here are only its end" : null);
        }
        catch (DataFormatException error)
        {
            return new(new([], tools), error.Message);
        }
    }

    /// <summary>The functions that a model may call: none with the tool mode "none". Hosted tools run at the service and are not among them.</summary>
    public static ValueList<ToolDefinition> Tools(ChatOptions? options) => options is not { Tools: { } tools, ToolMode: not NoneChatToolMode }
        ? []
        : tools.OfType<AIFunctionDeclaration>().Select(FunctionDeclarations.FromDeclaration).ToValueList();
}
