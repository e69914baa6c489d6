using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;

namespace ToolRM.Agents;

/// <summary>A client's response as scorers see it.</summary>
internal static class AgentReply
{
    /// <summary>The whole response as one candidate: texts joined, calls in order, reasoning left out.</summary>
    /// <param name="id">The candidate's id.</param>
    /// <param name="response">The response; may hold several messages.</param>
    public static Candidate ToCandidate(string id, ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        return new(
            id,
            string.Concat(contents.OfType<TextContent>().Select(content => content.Text)),
            Pending(response).Select(call => FunctionCalls.FromContent(call).Value).ToValueList());
    }

    /// <summary>The calls that somebody would run: not those that the service only reports, nor those with a result in the same response.</summary>
    public static IReadOnlyList<FunctionCallContent> Pending(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        var answered = contents.OfType<FunctionResultContent>().Select(result => result.CallId).ToHashSet(StringComparer.Ordinal);
        return [.. contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly && !answered.Contains(call.CallId))];
    }

    /// <summary>
    /// A response that can be changed: an inner client may hand out the same one twice. Messages are the same objects, the list is
    /// not.
    /// </summary>
    public static ChatResponse Copy(ChatResponse response) => new([.. response.Messages])
    {
        ResponseId = response.ResponseId,
        ConversationId = response.ConversationId,
        ModelId = response.ModelId,
        CreatedAt = response.CreatedAt,
        FinishReason = response.FinishReason,
        Usage = response.Usage,
        ContinuationToken = response.ContinuationToken,
        RawRepresentation = response.RawRepresentation,
        AdditionalProperties = response.AdditionalProperties?.Clone(),
    };

    /// <summary>The sum of usages; null when nobody said anything.</summary>
    public static UsageDetails? Sum(IEnumerable<UsageDetails?> usages)
    {
        UsageDetails? sum = null;
        foreach (var usage in usages)
        {
            if (usage is not null) (sum ??= new()).Add(usage);
        }
        return sum;
    }
}
