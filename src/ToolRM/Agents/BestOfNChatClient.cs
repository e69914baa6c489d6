using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Selection;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Agents;

/// <summary>
/// Asks the inner client n times, scores every reply's calls against the conversation and the offered tools, and returns the one
/// that the selector takes.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A request that offers no function, or forbids calls (<see cref="ChatToolMode.None"/>), passes straight through, as does one
/// whose conversation a service keeps (<see cref="BestOfNOptions.ScoresServerSideConversations"/>).</item>
/// <item>The response is the chosen one, with the usage of all replies and a <see cref="BestOfNReport"/>.</item>
/// <item>A sample that fails is reported and left out; when all fail, the exception of the first one asked for is thrown.</item>
/// <item>When the scorer can judge no reply, the majority chooses, and the report says so.</item>
/// <item>Streaming gathers all replies, then streams the chosen one: nothing comes before the last sample is in.</item>
/// <item>Belongs below the client that runs the calls. Safe for concurrent requests if the inner client is, as it must be with a
/// parallelism above 1. Neither messages nor options of the caller are changed.</item>
/// </list>
/// </remarks>
public sealed class BestOfNChatClient : DelegatingChatClient
{
    private readonly IScorer _scorer;
    private readonly BestOfNOptions _options;
    private readonly TimeProvider _time;
    private readonly SchemaVerifier _schemas = new();

    /// <summary>A client.</summary>
    /// <param name="innerClient">Asks the model. Disposed with this one.</param>
    /// <param name="scorer">Scores the replies; not asked when the selector needs no scores.</param>
    /// <param name="options">How to ask and choose; null for the defaults.</param>
    /// <param name="time">Clock for telemetry; null for the system's.</param>
    /// <exception cref="ArgumentException">The options contradict themselves, or the scorer needs a reference.</exception>
    public BestOfNChatClient(IChatClient innerClient, IScorer scorer, BestOfNOptions? options = null, TimeProvider? time = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        (_scorer, _options, _time) = (scorer, options ?? new(), time ?? TimeProvider.System);
        if (_options.Problems() is { } problems) throw new ArgumentException(problems, nameof(options));
        if (scorer.Info.NeedsReference && _options.Selector.NeedsScores) throw new ArgumentException($"the scorer \"{scorer.Info.Name}\" needs a reference, which no request has", nameof(scorer));
    }

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (PassesThrough(options)) return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        return await Choose([.. messages], options!, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (PassesThrough(options))
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)) yield return update;
            yield break;
        }
        foreach (var update in (await Choose([.. messages], options!, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates()) yield return update;
    }

    private bool PassesThrough(ChatOptions? options) =>
        AgentPrompt.Tools(options).Count == 0 || (options!.ConversationId is not null && !_options.ScoresServerSideConversations);

    private async Task<ChatResponse> Choose(ChatMessage[] messages, ChatOptions options, CancellationToken cancellationToken)
    {
        using var activity = AgentTelemetry.Start(AgentTelemetry.BestOfNOperation, null, InnerClient, options);
        try
        {
            var samples = await new SampleRound(InnerClient, messages, options, _options).RunAsync(cancellationToken).ConfigureAwait(false);
            var replies = samples.Where(sample => sample.Response is not null).ToList();
            AgentTelemetry.Sampled(replies.Count, samples.Count - replies.Count, _options.Samples - samples.Count);
            if (replies.Count == 0) samples[0].Error!.Throw();

            var (prompt, why) = AgentPrompt.Of(messages, options, scoresServerSide: true);
            var scores = await Score(prompt, why, replies, cancellationToken).ConfigureAwait(false);
            var drawn = replies.Select((reply, i) => Option(prompt, reply, scores[i])).ToArray();
            var (selector, fallback) = (_options.Selector, (string?)null);
            if (selector.NeedsScores && scores.All(score => score is Unscored))
                (selector, fallback) = (Selectors.Majority, $"no reply could be scored: {((Unscored)scores[0]).Reason}");
            var place = selector.Select(drawn);

            var agreement = (double)drawn.Count(option => option.Key == drawn[place].Key) / drawn.Length;
            var next = 0;
            var report = new BestOfNReport(
                _scorer.Info.Name, selector.Name, replies[place].Index, agreement, _options.Samples - samples.Count,
                samples.Select(sample => sample.Error is { } error
                    ? new BestOfNSample(sample.Index, null, $"{error.SourceException.GetType().Name}: {error.SourceException.Message}")
                    : new BestOfNSample(sample.Index, scores[next++], null)).ToValueList(),
                fallback);
            var response = AgentReply.Copy(replies[place].Response!);
            response.Usage = AgentReply.Sum(replies.Select(reply => reply.Response!.Usage));
            ResponseReports.Add(response, BestOfNReport.Key, report.ToElement());

            AgentTelemetry.Agreed(agreement);
            AgentTelemetry.Usage(activity, response.Usage);
            activity?.SetTag("toolrm.scorer", report.Scorer).SetTag("toolrm.selector", report.Selector).SetTag("toolrm.samples", samples.Count).SetTag("toolrm.agreement", agreement);
            if (scores[place] is Scored scored) activity?.SetTag("toolrm.score", scored.Value);
            return response;
        }
        catch (Exception error)
        {
            AgentTelemetry.Failed(activity, error);
            throw;
        }
    }

    private async Task<ValueList<Score>> Score(Conversation prompt, string? why, List<Sample> replies, CancellationToken cancellationToken)
    {
        if (!_options.Selector.NeedsScores) why = $"the selector \"{_options.Selector.Name}\" needs no scores";
        if (why is not null) return replies.Select(_ => (Score)new Unscored(why)).ToValueList();
        var start = _time.GetTimestamp();
        var group = new CandidateGroup("request", prompt, replies.Select(reply => reply.Candidate!).ToValueList());
        var scores = await _scorer.ScoreAsync([group], cancellationToken).ConfigureAwait(false);
        AgentTelemetry.Scored(_time.GetElapsedTime(start), _scorer.Info.Name);
        return scores[0];
    }

    private SelectionOption Option(Conversation prompt, Sample reply, Score score) =>
        new(reply.Key!, reply.IsReadable, !_options.Selector.NeedsSchema || _schemas.Verify(prompt.Tools, reply.Candidate!.Calls).Status == VerdictStatus.Pass, score);
}
