using Microsoft.Extensions.AI;

namespace ToolRM.Agents;

/// <summary>The updates of one streamed reply: calls and the end are held, everything else passes as it comes.</summary>
internal sealed class HeldUpdates
{
    private readonly List<ChatResponseUpdate> _all = [], _held = [];

    /// <summary>Takes an update.</summary>
    /// <returns>What of it may be seen at once; null for nothing.</returns>
    public ChatResponseUpdate? Take(ChatResponseUpdate update)
    {
        _all.Add(update);
        var calls = update.Contents.Where(IsCall).ToList();
        if (calls.Count == 0 && update.FinishReason is null) return update;
        var held = update.Clone();
        held.Contents = calls;
        _held.Add(held);
        if (calls.Count == update.Contents.Count) return null;
        var rest = update.Clone();
        rest.Contents = [.. update.Contents.Where(content => !IsCall(content))];
        rest.FinishReason = null;
        if (calls.Count > 0) rest.RawRepresentation = null; // would show the calls
        return rest;
    }

    /// <summary>The whole reply, as the inner client gave it.</summary>
    public ChatResponse ToResponse() => _all.ToChatResponse();

    /// <summary>What was held, without the calls that are taken out.</summary>
    public IEnumerable<ChatResponseUpdate> Release(GuardRuling ruling)
    {
        if (ruling.Removed.Count == 0) return _held;
        var removed = new HashSet<AIContent>(ruling.Removed, ReferenceEqualityComparer.Instance);
        var left = AgentReply.Pending(ToResponse()).Any(call => !removed.Contains(call));
        foreach (var update in _held)
        {
            if (update.Contents.Any(removed.Contains)) update.RawRepresentation = null;
            update.Contents = [.. update.Contents.Where(content => !removed.Contains(content))];
            if (!left && update.FinishReason == ChatFinishReason.ToolCalls) update.FinishReason = ChatFinishReason.Stop;
        }
        if (!left && ToResponse().Text.Length == 0)
        {
            // In front of the end, and part of the same message.
            var last = _held[^1];
            _held.Insert(0, new(ChatRole.Assistant, ruling.Words) { MessageId = last.MessageId, ResponseId = last.ResponseId, ModelId = last.ModelId });
        }
        return _held;
    }

    private static bool IsCall(AIContent content) => content is FunctionCallContent { InformationalOnly: false };
}
