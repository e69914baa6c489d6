using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Judging;

/// <summary>A judging model that looks at each reply alone and grades it, or says whether it is correct.</summary>
/// <remarks>
/// A grade is on a raw scale, a share of "yes" on that of a probability. Answers that are not in the form asked for are no zeros: with one of them a reply is
/// <see cref="Unscored"/>, whatever the other samples say. With several samples the component <c>deviation</c> says how far they differ.
/// Replies that a judge would be shown alike are asked about once per group.
/// </remarks>
public sealed class PointwiseJudge : IMeteredScorer
{
    private readonly JudgeClient _judge;
    private readonly JudgeOptions _options;
    private readonly bool _verdicts;

    /// <summary>A judge.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="verdicts">Whether it says yes or no (<see cref="JudgePrompt.Verdict"/>) instead of giving points (<see cref="JudgePrompt.Score"/>).</param>
    /// <param name="client">Asks the model; safe for concurrent calls; stays the caller's.</param>
    /// <param name="options">How.</param>
    /// <param name="cacheDirectory">Where answers are kept; null keeps none.</param>
    /// <param name="time">The clock of waits; null for the system's.</param>
    /// <exception cref="ArgumentException">The options make no sense, or the prompt has no place for the reply.</exception>
    public PointwiseJudge(string name, bool verdicts, IChatClient client, JudgeOptions options, string? cacheDirectory = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_judge, _options, _verdicts) = (new(name, verdicts ? JudgePrompt.Verdict : JudgePrompt.Score, client, options, cacheDirectory, time), options, verdicts);
        if (!_judge.Prompt.Has("reply")) throw new ArgumentException($"prompt: \"{_judge.Prompt.Name}\" has no {{{{reply}}}}", nameof(options));
        Info = new(name, verdicts ? ScoreScale.Probability : ScoreScale.Raw);
    }

    /// <inheritdoc/>
    public ScorerInfo Info { get; }

    /// <inheritdoc/>
    public ScorerUsage? Usage => _judge.Usage;

    /// <inheritdoc/>
    /// <exception cref="Sampling.ProviderException">No question will be answered before somebody changes something.</exception>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = groups.Select(group => new Score[group.Candidates.Count]).ToArray();
        var questions = new List<(int Group, int Candidate, int[] Alike)>();
        for (var i = 0; i < groups.Count; i++)
        {
            var tools = groups[i].Prompt.Tools;
            foreach (var alike in Enumerable.Range(0, groups[i].Candidates.Count).GroupBy(j => JudgeClient.Shown(groups[i].Candidates[j], tools), StringComparer.Ordinal)) questions.Add((i, alike.First(), [.. alike]));
        }
        var run = new ParallelOptions { MaxDegreeOfParallelism = _options.Requests.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(questions, run, async (question, stop) =>
        {
            var score = await ScoreAsync(groups[question.Group], groups[question.Group].Candidates[question.Candidate], stop).ConfigureAwait(false);
            foreach (var j in question.Alike) scores[question.Group][j] = score;
        }).ConfigureAwait(false);
        return [.. scores.Select(ValueList.Own)];
    }

    private async Task<Score> ScoreAsync(CandidateGroup group, Candidate candidate, CancellationToken cancellationToken)
    {
        (string, string)[] fillings = [.. JudgeClient.Shown(group.Prompt, ("reply", candidate)), ("points", _options.Points.ToString(CultureInfo.InvariantCulture))];
        var values = new double[_options.Samples];
        for (var sample = 0; sample < values.Length; sample++)
        {
            var (answer, problem) = await _judge.AskAsync($"{group.Id}/{candidate.Id}", sample, fillings, cancellationToken).ConfigureAwait(false);
            if (answer is null) return new Unscored(problem!);
            (values[sample], problem) = _verdicts ? JudgeAnswer.Verdict(answer) : JudgeAnswer.Points(answer, _options.Points);
            if (problem is null) continue;
            _judge.CountUnreadable();
            return new Unscored(problem);
        }
        return new Scored(Dispersion.Mean(values), Info.Scale, values.Length == 1 ? [] : [new("deviation", Dispersion.Deviation(values, ddof: 0)), new("samples", values.Length)]);
    }
}
