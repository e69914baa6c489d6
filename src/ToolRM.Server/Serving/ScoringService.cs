using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Server.Http;
using ToolRM.Server.Telemetry;
using ToolRM.Server.Texts;

namespace ToolRM.Server.Serving;

/// <summary>From what a dialect read to scores: finds the scorer by name, keeps the limits, and waits in its queue.</summary>
internal sealed class ScoringService
{
    private readonly RecentTools _tools = new();
    private readonly ServerMetrics _metrics;
    private readonly IReplyParser _parser;

    public ScoringService(ScoringServerOptions options, ServerMetrics metrics, TimeProvider time)
    {
        (Options, _metrics) = (options, metrics);
        _parser = ReplyFormats.Find(options.ReplyFormat)!.Parser;
        Queues = options.Scorers.Select(scorer => new ScoringQueue(scorer, options, metrics, time)).ToValueList();
    }

    public ScoringServerOptions Options { get; }

    public ValueList<ScoringQueue> Queues { get; }

    /// <summary>The queue of a scorer; of the first when no name is given.</summary>
    public ScoringQueue Queue(string? name)
    {
        if (name is null) return Queues[0];
        foreach (var queue in Queues)
        {
            if (queue.Scorer.Name == name) return queue;
        }
        throw new RequestError(ErrorKind.NotFound, $"there is no such model; served are {string.Join(", ", Queues.Select(queue => queue.Scorer.Name))}");
    }

    /// <summary>Lets the queues run empty; whoever asks after that gets no answer.</summary>
    public Task CloseAsync() => Task.WhenAll(Queues.Select(queue => queue.CloseAsync()));

    public void CheckCandidates(int count)
    {
        if (count > Options.MaximumCandidates)
            throw new RequestError(ErrorKind.TooLarge, $"{count.ToString(CultureInfo.InvariantCulture)} replies in one request, at most {Options.MaximumCandidates.ToString(CultureInfo.InvariantCulture)} are taken; send fewer at once");
    }

    /// <summary>Scores the replies of a text dialect, in order.</summary>
    public async Task<Score[]> ScoreAsync(ScoringQueue queue, IReadOnlyList<PromptedReplies> prompts, CancellationToken cancellationToken)
    {
        var scores = new Score[prompts.Sum(prompt => prompt.Count)];
        var requests = new List<RewardContext>(prompts.Count);
        foreach (var prompt in prompts)
        {
            if (WhyNot(queue.Scorer, prompt) is null) requests.Add(new(_tools.Shared(PromptedReplies.WithCalls(prompt.Group, _parser))));
        }
        var scored = await queue.ScoreAsync(requests, cancellationToken);
        var (next, at) = (0, 0);
        foreach (var prompt in prompts)
        {
            var reason = WhyNot(queue.Scorer, prompt);
            for (var i = 0; i < prompt.Count; i++) scores[at++] = reason is null ? scored[next][i] : new Unscored(reason);
            if (reason is null) next++;
        }
        _metrics.Scores(queue.Scorer.Name, scored, unreadable: scores.Length - requests.Sum(request => request.Group.Candidates.Count));
        return scores;
    }

    /// <summary>Asks several scorers about one group.</summary>
    public async Task<RewardsAnswer> ScoreAsync(RewardsQuestion question, CancellationToken cancellationToken)
    {
        var group = question.Request.Group;
        var parser = question.Format is null ? _parser
            : ReplyFormats.Find(question.Format)?.Parser ?? throw new RequestError(ErrorKind.Invalid, "format: there is no such format; docs/wire-formats.md lists them");
        var request = question.Request with { Group = _tools.Shared(PromptedReplies.WithCalls(group, parser)) };
        var queues = question.Names.Count == 0 ? [Queue(null)] : question.Names.Select(Queue).ToArray();
        var reasons = queues.Select(queue => WithoutTools(queue.Scorer, question.ToolsKnown)).ToArray();
        var scores = await Task.WhenAll(queues.Select((queue, i) => queue.ScoreAsync(reasons[i] is null ? [request] : [], cancellationToken)));
        var rewards = new NamedScores[queues.Length];
        for (var i = 0; i < rewards.Length; i++)
        {
            _metrics.Scores(queues[i].Scorer.Name, scores[i], unreadable: reasons[i] is null ? 0 : group.Candidates.Count);
            var own = reasons[i] is { } reason ? [.. group.Candidates.Select(_ => new Unscored(reason))] : scores[i][0];
            rewards[i] = new(queues[i].Scorer.Name, group.Candidates.Select((candidate, j) => new CandidateScore(candidate.Id, own[j])).ToValueList());
        }
        return new(group.Id, rewards.ToValueList());
    }

    private static string? WhyNot(ServedScorer scorer, PromptedReplies prompt) => prompt.Unreadable ?? WithoutTools(scorer, prompt.ToolsKnown);

    private static string? WithoutTools(ServedScorer scorer, bool toolsKnown) => scorer.Needs.HasFlag(ScorerNeeds.Tools) && !toolsKnown
        ? $"no offered tools were found in the prompt, and \"{scorer.Name}\" judges by them (docs/server.md says what is read)"
        : null;
}
