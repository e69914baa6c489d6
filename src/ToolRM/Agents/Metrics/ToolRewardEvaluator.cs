using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Agents.Metrics;

/// <summary>
/// The metric <c>Tool Reward</c>: what a scorer says about the calls of a response, or about calling nothing.
/// </summary>
/// <remarks>
/// Needs <see cref="OfferedToolsContext"/>; without it, and for a reply that the scorer cannot judge, the metric has no value and an error as
/// diagnostic, and is inconclusive, not failed. Ratings of probabilities (ours): below 0.2 unacceptable, below the threshold poor, below 0.75
/// average, below 0.9 good; of other scales: good from the threshold on, else unacceptable.
/// </remarks>
public sealed class ToolRewardEvaluator : IEvaluator
{
    /// <summary>The metric's name.</summary>
    public const string MetricName = "Tool Reward";

    private readonly IScorer _scorer;
    private readonly double? _threshold;

    /// <summary>An evaluator.</summary>
    /// <param name="scorer">Scores the responses.</param>
    /// <param name="threshold">Below it a response counts as failed; null for the scale's own cut (0.5, 0), and for none with raw scores.</param>
    public ToolRewardEvaluator(IScorer scorer, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        _scorer = scorer;
        _threshold = threshold ?? scorer.Info.Scale switch { ScoreScale.Probability => 0.5, ScoreScale.Centred => 0, _ => null };
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames { get; } = [MetricName];

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(modelResponse);
        var (prompt, why) = EvaluatedPrompt.Of(messages, additionalContext);
        if (why is not null) return new([Metric(new Unscored(why))]);
        var group = new CandidateGroup("response", prompt, [AgentReply.ToCandidate("response", modelResponse)]);
        return new([Metric((await _scorer.ScoreAsync([group], cancellationToken).ConfigureAwait(false))[0][0])]);
    }

    private NumericMetric Metric(Score score) => score switch
    {
        Scored scored => new(MetricName, scored.Value)
        {
            Reason = scored.Explanation,
            Interpretation = Interpret(scored),
            Metadata = [new("scorer", _scorer.Info.Name), .. scored.Components.Select(part => new KeyValuePair<string, string>(part.Name, part.Value.ToString("R", CultureInfo.InvariantCulture)))],
        },
        _ => new(MetricName, null)
        {
            Interpretation = new(EvaluationRating.Inconclusive),
            Diagnostics = [new(EvaluationDiagnosticSeverity.Error, ((Unscored)score).Reason)],
            Metadata = [new("scorer", _scorer.Info.Name)],
        },
    };

    private EvaluationMetricInterpretation? Interpret(Scored scored)
    {
        if (_threshold is not { } threshold) return null;
        var failed = scored.Value < threshold;
        var rating = (scored.Scale, scored.Value) switch
        {
            (not ScoreScale.Probability, _) => failed ? EvaluationRating.Unacceptable : EvaluationRating.Good,
            (_, < 0.2) when failed => EvaluationRating.Unacceptable,
            _ when failed => EvaluationRating.Poor,
            (_, < 0.75) => EvaluationRating.Average,
            (_, < 0.9) => EvaluationRating.Good,
            _ => EvaluationRating.Exceptional,
        };
        return new(rating, failed, failed ? string.Create(CultureInfo.InvariantCulture, $"{scored.Value:0.###} is below {threshold:0.###}") : null);
    }
}
