using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Server.Http;

namespace ToolRM.Server.Serving;

/// <summary>One client's requests on their way through a queue.</summary>
internal sealed class ScoringJob
{
    // Continuations run elsewhere: a worker is not to write answers.
    private readonly TaskCompletionSource<IReadOnlyList<ValueList<Score>>> _scores = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abandoned;

    public ScoringJob(IReadOnlyList<RewardContext> requests, CancellationToken client)
    {
        (Requests, Client) = (requests, client);
        foreach (var request in requests) Candidates += request.Group.Candidates.Count;
        Candidates = Math.Max(1, Candidates); // a group of none takes a place too
    }

    public IReadOnlyList<RewardContext> Requests { get; }

    /// <summary>Cancelled when the client has gone.</summary>
    public CancellationToken Client { get; }

    public int Candidates { get; }

    public Task<IReadOnlyList<ValueList<Score>>> Scores => _scores.Task;

    /// <summary>Nobody waits for the scores any more.</summary>
    public bool IsAbandoned => _abandoned || Client.IsCancellationRequested;

    public void Abandon() => _abandoned = true;

    public void Finish(IReadOnlyList<ValueList<Score>> scores) => _scores.TrySetResult(scores);

    public void Fail(Exception error)
    {
        // A failure that nobody waits for any more is not to surface as unobserved.
        if (_scores.TrySetException(error is RequestError ? error : new ScorerFailedException(error))) _ = _scores.Task.Exception;
    }
}

/// <summary>A scorer threw, which it must not do for a group's content.</summary>
/// <param name="cause">What it threw.</param>
internal sealed class ScorerFailedException(Exception cause) : Exception("the scorer failed", cause);
