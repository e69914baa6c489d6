using Microsoft.Extensions.AI;
using ToolRM.Scoring;

namespace ToolRM.Judging;

/// <summary>A judging model that is shown two replies and names the better one.</summary>
/// <remarks>With several samples the majority decides, and as many of either kind are a tie. An answer that cannot be read makes the comparison <see cref="Uncompared"/>.</remarks>
public sealed class PairwiseJudge : IPairwiseJudge
{
    private readonly JudgeClient _judge;
    private readonly JudgeOptions _options;

    /// <summary>A judge.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="client">Asks the model; safe for concurrent calls; stays the caller's.</param>
    /// <param name="options">How.</param>
    /// <param name="cacheDirectory">Where answers are kept; null keeps none.</param>
    /// <param name="time">The clock of waits; null for the system's.</param>
    /// <exception cref="ArgumentException">The options make no sense, or the prompt has no places for the replies.</exception>
    public PairwiseJudge(string name, IChatClient client, JudgeOptions options, string? cacheDirectory = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_judge, _options) = (new(name, JudgePrompt.Pairwise, client, options, cacheDirectory, time), options);
        if (!_judge.Prompt.Has("reply_a") || !_judge.Prompt.Has("reply_b")) throw new ArgumentException($"prompt: \"{_judge.Prompt.Name}\" has no {{{{reply_a}}}} or no {{{{reply_b}}}}", nameof(options));
    }

    /// <summary>What it cost so far.</summary>
    public ScorerUsage Usage => _judge.Usage;

    /// <inheritdoc/>
    /// <exception cref="Sampling.ProviderException">No question will be answered before somebody changes something.</exception>
    public async Task<Comparison> CompareAsync(ReplyPair pair, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var fillings = JudgeClient.Shown(pair.Prompt, ("reply_a", pair.First), ("reply_b", pair.Second));
        var lead = 0;
        for (var sample = 0; sample < _options.Samples; sample++)
        {
            var (answer, problem) = await _judge.AskAsync(pair.Id, sample, fillings, cancellationToken).ConfigureAwait(false);
            if (answer is null) return new Uncompared(problem!);
            (var choice, problem) = JudgeAnswer.Choice(answer);
            if (problem is not null)
            {
                _judge.CountUnreadable();
                return new Uncompared(problem);
            }
            lead += choice == Preference.First ? 1 : -1;
        }
        return new Compared(lead > 0 ? Preference.First : lead < 0 ? Preference.Second : Preference.Tie);
    }
}
