using System.Threading.Channels;
using ToolRM.Numerics;

namespace ToolRM.Sampling;

/// <summary>
/// Requests to one server: a bounded number at once, each made again while that may help. The <see cref="Sampler"/> has a loop of its own,
/// which keeps failures of items apart. Safe for concurrent calls.
/// </summary>
internal sealed class RetriedRequests
{
    private readonly string _who;
    private readonly RequestPolicy _policy;
    private readonly TimeProvider _time;
    private readonly RateGate _gate;
    private readonly Channel<bool> _places;
    private int _failuresInARow;

    /// <param name="who">The server's or scorer's name, for messages.</param>
    /// <param name="policy">Bounds; checked here.</param>
    /// <param name="time">The clock of waits.</param>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public RetriedRequests(string who, RequestPolicy policy, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Problems() is { } problems) throw new ArgumentException(problems, nameof(policy));
        (_who, _policy, _time, _gate) = (who, policy, time, new(time));
        // A channel of places in the role of a semaphore, which would have to be disposed of.
        _places = Channel.CreateBounded<bool>(policy.Concurrency);
        for (var i = 0; i < policy.Concurrency; i++) _places.Writer.TryWrite(true);
    }

    /// <summary>Makes a request until it is answered.</summary>
    /// <param name="id">What it is about: the random part of waits is drawn from it.</param>
    /// <param name="attempt">One attempt; whatever it throws is understood as <see cref="ProviderFailures"/> does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProviderException">It failed for good; <see cref="ProviderFailure.Stop"/> when the next one will too.</exception>
    public async Task<T> RunAsync<T>(string id, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        await _places.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var count = 1; ; count++)
            {
                await _gate.PassAsync(cancellationToken).ConfigureAwait(false);
                ProviderException problem;
                using var late = new CancellationTokenSource(_policy.Timeout, _time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
                try
                {
                    var answer = await attempt(both.Token).ConfigureAwait(false);
                    Volatile.Write(ref _failuresInARow, 0);
                    return answer;
                }
                catch (Exception error) when (ProviderFailures.Of(error, _who, _who, _policy.Timeout, cancellationToken) is { } known)
                {
                    problem = known;
                }
                if (problem.RetryAfter is { } asked) _gate.Close(Shorter(asked, _policy.LongestRetryAfter));
                if (problem.Failure != ProviderFailure.Transient) throw problem;
                if (count == _policy.Attempts) throw Failed(problem);
                await Task.Delay(Delay(id, count, problem.RetryAfter), _time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _places.Writer.TryWrite(true);
        }
    }

    /// <summary>How long the server wants no further request, learnt from an answer that was a success.</summary>
    public void HoldFor(TimeSpan wait) => _gate.Close(Shorter(wait, _policy.LongestRetryAfter));

    private ProviderException Failed(ProviderException problem)
    {
        // An answer, be it malformed, says that the server is there.
        if (problem.Status == 200) return problem;
        return Interlocked.Increment(ref _failuresInARow) < _policy.FailuresInARow
            ? problem
            : new($"{problem.Message}. {_policy.FailuresInARow} requests of \"{_who}\" failed one after the other. Check the server and run again", ProviderFailure.Stop, problem.Status, innerException: problem);
    }

    /// <summary>Doubled each time, of which the upper half is random, so that what failed together does not come back together.</summary>
    private TimeSpan Delay(string id, int attempt, TimeSpan? asked)
    {
        var share = SeededRandom.Of(0, "retry " + id, attempt).NextDouble();
        if (asked is { } wait) return Shorter(wait, _policy.LongestRetryAfter) + _policy.FirstDelay * share;
        return Shorter(_policy.FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 30)), _policy.LongestDelay) * (0.5 + 0.5 * share);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
