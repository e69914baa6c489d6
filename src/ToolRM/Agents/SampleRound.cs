using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;

namespace ToolRM.Agents;

/// <summary>One sample that came back.</summary>
/// <param name="Index">Its number, in the order asked for.</param>
/// <param name="Response">The response; null for a failure.</param>
/// <param name="Error">The failure; null for a response.</param>
internal sealed record Sample(int Index, ChatResponse? Response, ExceptionDispatchInfo? Error)
{
    /// <summary>The response as a candidate; null for a failure.</summary>
    public Candidate? Candidate { get; } = Response is null ? null : AgentReply.ToCandidate($"{Index}", Response);

    /// <summary>Equal for replies that call the same; null for a failure.</summary>
    public string? Key { get; } = Response is null ? null : CallKey.Of(AgentReply.ToCandidate("", Response).Calls);

    /// <summary>Whether the arguments of every call are a JSON object.</summary>
    public bool IsReadable => Candidate?.Calls.All(call => call.ParseArguments().Value is MapValue) == true;
}

/// <summary>Asks n times, some at once, and stops when enough replies agree.</summary>
internal sealed class SampleRound(IChatClient client, ChatMessage[] messages, ChatOptions options, BestOfNOptions limits)
{
    /// <summary>Replies and failures in the order asked for; at least one.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<Sample>> RunAsync(CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Sample>>();
        var done = new List<Sample>();
        try
        {
            var (asked, votes) = (0, new Dictionary<string, int>(StringComparer.Ordinal));
            while (true)
            {
                while (running.Count < limits.Parallelism && asked < limits.Samples) running.Add(Ask(asked++, stop.Token, cancellationToken));
                if (running.Count == 0) break;
                // An inner client that ignores the token must not hold the caller.
                var task = await Task.WhenAny(running).WaitAsync(cancellationToken).ConfigureAwait(false);
                running.Remove(task);
                var sample = await task.ConfigureAwait(false);
                done.Add(sample);
                if (!sample.IsReadable) continue;
                var key = sample.Key!;
                votes[key] = votes.GetValueOrDefault(key) + 1;
                if (votes[key] >= limits.StopWhenAgree) break;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // Requests under way still hold the token; nobody waits for them.
            _ = Task.WhenAll(running).ContinueWith(
                (ended, source) =>
                {
                    _ = ended.Exception; // seen
                    ((CancellationTokenSource)source!).Dispose();
                },
                stop, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return [.. done.OrderBy(sample => sample.Index)];
    }

    private async Task<Sample> Ask(int index, CancellationToken stop, CancellationToken caller)
    {
        // A copy each: clients below may change options, and equal seeds would give equal replies.
        var own = options.Clone();
        if (own.Seed is { } seed) own.Seed = unchecked(seed + index);
        try
        {
            return new(index, await client.GetResponseAsync(messages, own, stop).ConfigureAwait(false), null);
        }
        catch (Exception error)
        {
            caller.ThrowIfCancellationRequested();
            return new(index, null, ExceptionDispatchInfo.Capture(error));
        }
    }
}
