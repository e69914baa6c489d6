using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ToolRM.Scoring;

namespace ToolRM.Agents;

/// <summary>
/// Judges every tool call of a model before anybody can run it. A call that is refused is sent back to the model with the finding as
/// its result; what stays refused is handed over to the caller.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Must sit below the client that runs calls (<c>FunctionInvokingChatClient</c>): a call that comes with its result in the same
/// response has run already and is not judged.</item>
/// <item>Each call is scored alone, as a reply with one call. So a right call next to a wrong one keeps its score; but that there are too
/// many or too few calls, or the same one twice, is not seen. <see cref="BestOfNChatClient"/> scores replies as wholes.</item>
/// <item>When a reply is sent back, none of its calls run; those that nothing spoke against are asked for again too.</item>
/// <item>Refused attempts do not appear in the response, except for text that was streamed before it was known; its usage is that of all
/// attempts. A <see cref="ToolGuardReport"/> says what happened.</item>
/// <item>Streaming: text passes as it comes, calls and the finish reason are held until the reply is judged, so calls come last.</item>
/// <item>A service that keeps the conversation (<c>ConversationId</c>) gets only the results when asked again. Calls that are removed stay
/// open in its memory, and some services refuse to go on with an open call.</item>
/// <item>Safe for concurrent requests if the inner client is. Neither messages nor options of the caller are changed.</item>
/// </list>
/// </remarks>
public sealed class GuardedToolChatClient : DelegatingChatClient
{
    private readonly CallJudge _judge;
    private readonly string _scorer;
    private readonly ToolGuardOptions _options;

    /// <summary>A client.</summary>
    /// <param name="innerClient">Asks the model. Disposed with this one.</param>
    /// <param name="scorer">Scores calls. One that explains its scores gives better findings.</param>
    /// <param name="options">How to judge and what to do; null for the defaults.</param>
    /// <param name="time">Clock for telemetry; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of range, a raw scorer has no threshold, or the scorer needs a reference.</exception>
    public GuardedToolChatClient(IChatClient innerClient, IScorer scorer, ToolGuardOptions? options = null, TimeProvider? time = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        _options = options ?? new();
        if (_options.Problems() is { } problems) throw new ArgumentException(problems, nameof(options));
        if (scorer.Info.NeedsReference) throw new ArgumentException($"the scorer \"{scorer.Info.Name}\" needs a reference, which no request has", nameof(scorer));
        _scorer = scorer.Info.Name;
        _judge = new(scorer, _options, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="ToolCallRefusedException">Calls stay refused, and <see cref="HandOver.Throw"/> was chosen.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var session = Session(messages, options);
        var usages = new List<UsageDetails?>();
        while (true)
        {
            var reply = await InnerClient.GetResponseAsync(session.Messages, session.Options, cancellationToken).ConfigureAwait(false);
            usages.Add(reply.Usage);
            var ruling = await session.RuleAsync(reply, cancellationToken).ConfigureAwait(false);
            if (ruling.AsksAgain) continue;
            if (session.Report() is not { } report) return reply;
            var response = AgentReply.Copy(reply);
            response.Usage = AgentReply.Sum(usages);
            if (ruling.Removed.Count > 0) Remove(response, ruling);
            ResponseReports.Add(response, ToolGuardReport.Key, report.ToElement());
            return response;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ToolCallRefusedException">Calls stay refused, and <see cref="HandOver.Throw"/> was chosen.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var session = Session(messages, options);
        while (true)
        {
            var reply = new HeldUpdates();
            await foreach (var update in InnerClient.GetStreamingResponseAsync(session.Messages, session.Options, cancellationToken).ConfigureAwait(false))
            {
                if (reply.Take(update) is { } now) yield return now;
            }
            var ruling = await session.RuleAsync(reply.ToResponse(), cancellationToken).ConfigureAwait(false);
            if (ruling.AsksAgain) continue;
            foreach (var update in reply.Release(ruling)) yield return update;
            if (session.Report() is { } report) yield return new() { AdditionalProperties = new() { [ToolGuardReport.Key] = report.ToElement() } };
            yield break;
        }
    }

    private GuardSession Session(IEnumerable<ChatMessage> messages, ChatOptions? options) => new(InnerClient, _judge, _scorer, _options, messages, options);

    private static void Remove(ChatResponse response, GuardRuling ruling)
    {
        var removed = new HashSet<AIContent>(ruling.Removed, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < response.Messages.Count; i++)
        {
            if (!response.Messages[i].Contents.Any(removed.Contains)) continue;
            var message = response.Messages[i].Clone();
            message.Contents = [.. message.Contents.Where(content => !removed.Contains(content))];
            message.RawRepresentation = null; // some clients send it in place of the contents
            response.Messages[i] = message;
        }
        response.RawRepresentation = null;
        if (AgentReply.Pending(response).Count > 0) return;
        if (response.FinishReason == ChatFinishReason.ToolCalls) response.FinishReason = ChatFinishReason.Stop;
        if (response.Text.Length > 0) return;
        var last = response.Messages[^1].Clone();
        last.Contents = [.. last.Contents, new TextContent(ruling.Words)];
        response.Messages[^1] = last;
    }
}
