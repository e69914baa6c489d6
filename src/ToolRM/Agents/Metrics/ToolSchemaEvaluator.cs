using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Agents.Metrics;

/// <summary>
/// The metric <c>Tool Calls Fit Schema</c>: whether every call of a response names an offered tool and has arguments that fit its schema.
/// Each finding is a diagnostic. True for a response without calls.
/// </summary>
/// <remarks>Needs <see cref="OfferedToolsContext"/>. A schema that cannot be checked leaves the metric without a value.</remarks>
public sealed class ToolSchemaEvaluator : IEvaluator
{
    /// <summary>The metric's name.</summary>
    public const string MetricName = "Tool Calls Fit Schema";

    private readonly SchemaVerifier _verifier = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames { get; } = [MetricName];

    /// <inheritdoc/>
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(modelResponse);
        cancellationToken.ThrowIfCancellationRequested();
        var (prompt, why) = EvaluatedPrompt.Of(messages, additionalContext);
        var verdict = why is not null ? Verdict.Undecided("defect:no_tools", why) : _verifier.Verify(prompt.Tools, AgentReply.ToCandidate("response", modelResponse).Calls);
        bool? value = verdict.Status switch { VerdictStatus.Pass => true, VerdictStatus.Fail => false, _ => null };
        return ValueTask.FromResult(new EvaluationResult([new BooleanMetric(MetricName, value)
        {
            Interpretation = value switch
            {
                true => new(EvaluationRating.Exceptional),
                false => new(EvaluationRating.Unacceptable, Failed: true),
                null => new(EvaluationRating.Inconclusive),
            },
            Diagnostics = verdict.Findings.Select(finding => new EvaluationDiagnostic(EvaluationDiagnosticSeverity.Error, Words(finding))).ToValueList(),
        }]));
    }

    private static string Words(Finding finding) =>
        $"{(finding.CallIndex is { } call ? $"call {call}: " : "")}{(finding.ArgumentPath is { } path ? $"{path}: " : "")}{finding.Message}";
}
