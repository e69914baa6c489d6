using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Remote.Dialects;
using ToolRM.Sampling;
using ToolRM.Scoring;

namespace ToolRM.Remote;

/// <summary>Asks a scoring server over HTTP: many replies a request, a bounded number of requests at once, each made again while that may help.</summary>
/// <remarks>
/// A reply whose request failed for good, or whose number is none, is <see cref="Unscored"/> with the reason. What nobody can mend by waiting
/// (401, 404, an unknown model, options that do not fit) is a <see cref="ProviderException"/> at once, and so is a server that is gone.
/// A request that the server refuses (400, 413) is made again reply by reply, so that only the one at fault stays without a score.
/// Safe for concurrent calls, which share the bound. Source of the contracts: dotnet 3.3 to 3.6.
/// </remarks>
public sealed class RemoteScorer : IScorer
{
    private const int LongestAnswer = 64 * 1024 * 1024;

    private readonly RemoteOptions _options;
    private readonly DialectCodec _codec;
    private readonly ProviderHttp _http;
    private readonly RetriedRequests _requests;
    private readonly Uri _target;

    /// <summary>A scorer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Which server, and how.</param>
    /// <param name="http">Sends the requests and stays the caller's; see <see cref="Sampling.OpenAi.OpenAiChatClient.CreateHttp"/>.</param>
    /// <param name="time">The clock of waits; null for the system's.</param>
    /// <exception cref="ArgumentException">The options make no sense; the message says all that is wrong.</exception>
    public RemoteScorer(string name, RemoteOptions options, HttpClient http, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        if (options.Problems() is { } problems) throw new ArgumentException(problems, nameof(options));
        (_options, _codec, _target) = (options, options.Dialect.Codec(options), options.Target);
        _http = new(http, options.Address.Authority, time ?? TimeProvider.System);
        _requests = new(_http.Who, options.Requests, time ?? TimeProvider.System);
        Info = new(name, options.Scale, options.SendsReference);
    }

    /// <inheritdoc/>
    public ScorerInfo Info { get; }

    /// <inheritdoc/>
    /// <exception cref="ProviderException">No request will be answered before somebody changes something.</exception>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = groups.Select(group => new Score[group.Candidates.Count]).ToArray();
        var batches = RemoteBatches.Of(Items(groups, scores), _codec.Batching, _options);
        var run = new ParallelOptions { MaxDegreeOfParallelism = _options.Requests.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, run, async (batch, stop) => await ScoreAsync(batch, scores, stop).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. scores.Select(ValueList.Own)];
    }

    /// <summary>The body of the request that a group would be sent with, for looking at what a model is shown.</summary>
    /// <param name="group">The group; at least one candidate.</param>
    public MapValue RequestFor(CandidateGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var items = Items([group], [new Score[group.Candidates.Count]]);
        return _codec.Write(RemoteBatches.Of(items, _codec.Batching, _options)[0]);
    }

    /// <summary>What is to be sent; what is too long gets its score here.</summary>
    private List<RemoteItem> Items(IReadOnlyList<CandidateGroup> groups, Score[][] scores)
    {
        var items = new List<RemoteItem>();
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            var prompt = _codec.Batching == RemoteBatching.WholeGroup ? null : _options.Rendering.Prompt(group.Prompt);
            for (var j = 0; j < group.Candidates.Count; j++)
            {
                var candidate = group.Candidates[j];
                var text = prompt is null ? "" : _codec.IsPaired ? ReplyRendering.Reply(candidate, group.Prompt.Tools) : prompt.Whole(candidate);
                var length = text.Length + (_codec.IsPaired ? prompt!.Prompt.Length : 0);
                if (length > _options.LongestText) scores[i][j] = new Unscored(string.Create(CultureInfo.InvariantCulture, $"the text has {length} characters, at most {_options.LongestText} are sent"));
                else items.Add(new((i, j), group, candidate, prompt, text));
            }
        }
        return items;
    }

    private async Task ScoreAsync(IReadOnlyList<RemoteItem> batch, Score[][] scores, CancellationToken cancellationToken)
    {
        Score[] given;
        try
        {
            given = await _requests.RunAsync($"{batch[0].Group.Id}/{batch[0].Candidate.Id}", stop => AskAsync(batch, stop), cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException problem) when (problem.Failure == ProviderFailure.Refused && batch.Count > 1 && _codec.Batching != RemoteBatching.WholeGroup)
        {
            foreach (var item in batch) await ScoreAsync([item], scores, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (ProviderException problem) when (problem.Failure != ProviderFailure.Stop)
        {
            given = new Score[batch.Count];
            Array.Fill(given, new Unscored(problem.Message));
        }
        for (var i = 0; i < given.Length; i++) scores[batch[i].Place.Group][batch[i].Place.Candidate] = given[i];
    }

    private async Task<Score[]> AskAsync(IReadOnlyList<RemoteItem> batch, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(_target, _options.ApiKey, _codec.Write(batch), _options.Model ?? "", cancellationToken).ConfigureAwait(false);
        if (_http.Wait(response) is { } wait) _requests.HoldFor(wait);
        var body = await _http.BodyAsync(response, LongestAnswer, cancellationToken).ConfigureAwait(false);
        var parse = JsonParse.Of(body, JsonDialect.Python); // servers in Python write NaN
        if (parse.Value is null) throw new ProviderException($"{_http.Who} answered 200 with what is no JSON: {parse.Error}", ProviderFailure.Transient, 200);
        try
        {
            return _codec.Read(DocumentNode.Root(parse.Value, _http.Who, "See docs/scorers.md for what the dialect answers"), batch);
        }
        catch (DataFormatException error)
        {
            throw new ProviderException($"the answer is not that of {_options.Dialect.Name}: {error.Message}", ProviderFailure.Transient, 200, innerException: error);
        }
    }
}
