using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Agents;

/// <summary>One request to a guarded client: what is sent at each attempt, and what became of every call.</summary>
internal sealed class GuardSession
{
    private readonly IChatClient _client;
    private readonly CallJudge _judge;
    private readonly string _scorer;
    private readonly ToolGuardOptions _guard;
    private readonly List<GuardRecord> _records = [];
    private readonly AgentPrompt _prompt;
    private int _attempt;

    public GuardSession(IChatClient client, CallJudge judge, string scorer, ToolGuardOptions guard, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        (_client, _judge, _scorer, _guard) = (client, judge, scorer, guard);
        Messages = [.. messages];
        Options = options;
        // Later attempts are judged against the same conversation: what the guard said in between is not the user's request.
        _prompt = AgentPrompt.Of(Messages, options, guard.ScoresServerSideConversations);
    }

    /// <summary>What to send; the caller's messages at first. A list that inner clients may keep: it is replaced and never changed.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; private set; }

    /// <summary>The options to send.</summary>
    public ChatOptions? Options { get; private set; }

    /// <summary>Judges the calls of a reply and says what becomes of them.</summary>
    /// <param name="reply">The whole reply.</param>
    /// <param name="cancellationToken">Stops scorer and callback.</param>
    /// <exception cref="ToolCallRefusedException">A call is handed over by an exception.</exception>
    public async ValueTask<GuardRuling> RuleAsync(ChatResponse reply, CancellationToken cancellationToken)
    {
        var contents = AgentReply.Pending(reply);
        if (contents.Count == 0) return new([], false, []);
        var calls = await _judge.JudgeAsync(_prompt, contents, _attempt, cancellationToken).ConfigureAwait(false);
        var decisions = new GuardDecision?[calls.Count]; // null: not refused
        for (var i = 0; i < calls.Count; i++)
        {
            if (!calls[i].IsRefused) continue;
            decisions[i] = _guard.Decide is { } decide ? await decide(calls[i], cancellationToken).ConfigureAwait(false) : GuardDecision.AskAgain;
        }
        var asksAgain = _attempt < _guard.MaximumRetries && decisions.Contains(GuardDecision.AskAgain);
        var outcomes = decisions.Select(decision => decision switch
        {
            _ when asksAgain => GuardOutcome.AskedAgain,
            null => GuardOutcome.Passed,
            GuardDecision.LetPass => GuardOutcome.LetPass,
            _ => _guard.HandOver == HandOver.Throw ? GuardOutcome.Thrown : GuardOutcome.Removed,
        }).ToArray();
        for (var i = 0; i < outcomes.Length; i++) Record(calls[i], outcomes[i]);
        if (outcomes.Contains(GuardOutcome.Thrown)) throw new ToolCallRefusedException(calls.Where((_, i) => outcomes[i] == GuardOutcome.Thrown).ToValueList());
        if (asksAgain) AskAgain(reply, contents, calls, decisions);
        return new([.. contents.Where((_, i) => outcomes[i] == GuardOutcome.Removed)], asksAgain, calls.Where((_, i) => outcomes[i] == GuardOutcome.Removed).ToValueList());
    }

    /// <summary>What was done; null when no call was judged.</summary>
    public ToolGuardReport? Report() => _records.Count == 0 ? null : new(_scorer, _judge.Threshold, _attempt, _records.ToValueList());

    private void AskAgain(ChatResponse reply, IReadOnlyList<FunctionCallContent> contents, ValueList<GuardedCall> calls, GuardDecision?[] decisions)
    {
        // Every call of a reply needs a result, or services refuse the conversation.
        var results = contents.Select((content, i) => (AIContent)new FunctionResultContent(content.CallId, decisions[i] is null or GuardDecision.LetPass
            ? "This call was not run, because another call of the same reply was refused. If it is still needed, make it again together with the others."
            : _guard.Feedback?.Invoke(calls[i]) ?? $"This call was not run: {calls[i].Finding}. Make it again with that put right, or do without it.")).ToList();
        var answer = new ChatMessage(ChatRole.Tool, results);
        _attempt++;
        if (reply.ConversationId is { } kept)
        {
            // The service has the earlier messages; it gets what is new.
            Messages = [answer];
            Options = Options?.Clone() ?? new();
            Options.ConversationId = kept;
        }
        else
        {
            Messages = [.. Messages, .. reply.Messages, answer];
        }
    }

    private void Record(GuardedCall call, GuardOutcome outcome)
    {
        var word = ToolGuardReport.Word(outcome);
        _records.Add(new(_attempt, call.Call.Id, call.Call.Name, call.Score, call.Finding, outcome));
        AgentTelemetry.Guarded(call.Call.Name, word, _prompt.Conversation.Tools);
        using var activity = AgentTelemetry.Start(AgentTelemetry.GuardOperation, call.Call.Name, _client, Options);
        if (activity is null) return;
        activity.SetTag("gen_ai.tool.name", call.Call.Name).SetTag("gen_ai.tool.call.id", call.Call.Id).SetTag("toolrm.scorer", _scorer).SetTag("toolrm.outcome", word);
        if (call.Score is Scored scored) activity.SetTag("toolrm.score", scored.Value);
        if (_guard.EnableSensitiveData) activity.SetTag("gen_ai.tool.call.arguments", call.Call.ArgumentsText).SetTag("toolrm.finding", call.Finding);
    }
}

/// <summary>What becomes of a reply.</summary>
/// <param name="Removed">The contents to take out.</param>
/// <param name="AsksAgain">Whether the reply is dropped and the model asked again.</param>
/// <param name="HandedOver">The calls of <paramref name="Removed"/>.</param>
internal sealed record GuardRuling(IReadOnlyList<FunctionCallContent> Removed, bool AsksAgain, ValueList<GuardedCall> HandedOver)
{
    /// <summary>What a user reads when nothing else is left of the reply.</summary>
    public string Words => string.Join(" ", HandedOver.Select(call => $"The call of {call.Call.Name} was held back: {call.Finding}."));
}
