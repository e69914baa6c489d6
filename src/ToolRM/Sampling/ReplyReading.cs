using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Parsing;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Sampling;

/// <summary>From a client's response to what is kept. Total: whatever a model or a foreign client gives is a reply.</summary>
internal static class ReplyReading
{
    public static SampledReply Read(SampleItem item, int? seed, ReplyFormat? format, Conversation prompt, ChatResponse response, int attempts)
    {
        // Whatever role a client gives them, these are the model's messages.
        var messages = ChatMessages.FromChatMessages(response.Messages.Select(message => new ChatMessage(ChatRole.Assistant, message.Contents)))
            .Value.OfType<AssistantMessage>().ToList();
        var reasoning = string.Concat(messages.Select(message => message.Reasoning));
        var whole = new AssistantMessage(
            string.Concat(messages.Select(message => message.Text)), messages.SelectMany(message => message.Calls).ToValueList(), reasoning.Length > 0 ? reasoning : null);
        var (calls, status) = (whole.Calls, whole.Calls.Count > 0 ? ReplyStatus.Calls : ReplyStatus.NoCall);
        // A server that reads calls out of the text by itself has done the parsing.
        if (format is not null && calls.Count == 0)
        {
            var parsed = format.Parser.Parse(whole.Text, End(response.FinishReason), prompt.Tools);
            status = parsed.Status;
            // Calls beside something unreadable are no reply that could be judged by its calls.
            if (status == ReplyStatus.Calls) calls = parsed.Calls.Select(call => call.Call).ToValueList();
        }
        var raw = response.AdditionalProperties?.GetValueOrDefault(OpenAiChatClient.MessageKey) as string;
        return new(
            item, seed, raw ?? ChatAnswer.Rebuild(whole), whole.Text, calls, status, response.FinishReason?.Value, response.ModelId,
            response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, attempts);
    }

    private static ReplyEnd End(ChatFinishReason? reason)
    {
        if (reason is null) return ReplyEnd.Unknown;
        return reason == ChatFinishReason.Length ? ReplyEnd.Length : ReplyEnd.Stop;
    }
}
