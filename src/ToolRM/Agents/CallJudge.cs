using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Scoring;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Agents;

/// <summary>Scores the calls of a reply one by one and says what speaks against each.</summary>
internal sealed class CallJudge(IScorer scorer, ToolGuardOptions options, TimeProvider time)
{
    private const int FindingsShown = 5;

    private readonly SchemaVerifier _schemas = new();

    /// <summary>Scores below are refused.</summary>
    public double Threshold { get; } = options.Threshold ?? scorer.Info.Scale switch
    {
        ScoreScale.Probability => 0.5,
        ScoreScale.Centred => 0,
        _ => throw new ArgumentException($"the scorer \"{scorer.Info.Name}\" gives raw scores, which have no cut of their own; give a threshold", nameof(options)),
    };

    /// <summary>Judges calls, in order.</summary>
    /// <param name="prompt">What came before them.</param>
    /// <param name="calls">The calls of one reply.</param>
    /// <param name="attempt">Which attempt the reply is.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    public async ValueTask<ValueList<GuardedCall>> JudgeAsync(AgentPrompt prompt, IReadOnlyList<FunctionCallContent> calls, int attempt, CancellationToken cancellationToken)
    {
        var own = calls.Select(call => FunctionCalls.FromContent(call).Value).ToArray();
        var scores = await Score(prompt, own, cancellationToken).ConfigureAwait(false);
        return own.Select((call, i) =>
        {
            var schema = options.ChecksSchema ? _schemas.Verify(prompt.Conversation.Tools, [call]) : Verdict.Pass;
            return new GuardedCall(call, prompt.Conversation, scores[i], schema, Finding(schema, scores[i]), attempt);
        }).ToValueList();
    }

    private async ValueTask<Score[]> Score(AgentPrompt prompt, ToolCall[] calls, CancellationToken cancellationToken)
    {
        if (prompt.WhyUnscored is { } why) return [.. calls.Select(_ => new Unscored(why))];
        var start = time.GetTimestamp();
        // A group each: scores that depend on the group must not compare calls that belong together.
        var groups = calls.Select((call, i) => new CandidateGroup($"call-{i}", prompt.Conversation, [new Candidate("0", "", [call])])).ToArray();
        var scores = await scorer.ScoreAsync(groups, cancellationToken).ConfigureAwait(false);
        AgentTelemetry.Scored(time.GetElapsedTime(start), scorer.Info.Name);
        return [.. scores.Select(group => group[0])];
    }

    private string? Finding(Verdict schema, Score score)
    {
        if (schema.Status == VerdictStatus.Fail) return string.Join("; ", schema.Findings.Take(FindingsShown).Select(Words));
        return score switch
        {
            Unscored unscored => options.Unscored == UnscoredCalls.Refuse ? $"it could not be judged: {unscored.Reason}" : null,
            Scored scored when scored.Value < Threshold => string.Create(
                CultureInfo.InvariantCulture, $"{scored.Explanation ?? "it does not seem to be what was asked for"} ({scorer.Info.Name}: {scored.Value:0.###}, needed {Threshold:0.###})"),
            _ => null,
        };
    }

    private static string Words(Finding finding)
    {
        var place = finding.ArgumentPath is { } path && !finding.Message.Contains(path, StringComparison.Ordinal) ? $"{path}: " : "";
        var expected = finding.Expected is { } right && !finding.Message.Contains(right, StringComparison.Ordinal) ? $", expected {right}" : "";
        var given = finding.Found is { } found && !finding.Message.Contains("found ", StringComparison.Ordinal) && !finding.Message.Contains(found, StringComparison.Ordinal) ? $", found {found}" : "";
        return $"{place}{finding.Message.TrimEnd('.')}{expected}{given}";
    }
}
