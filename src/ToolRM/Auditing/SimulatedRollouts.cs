using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Auditing;

/// <summary>
/// A reward as a scorer of single replies: what it needs beside a reply is made up around it by fixed rules, so that every reward meets
/// the same attacks.
/// </summary>
/// <remarks>
/// A call that fits its tool's schema succeeds, another fails; a call of the reference brings the result that was looked for, another
/// one brings nothing. Then the policy answers: rightly when its calls are right by the reference. It states a confidence of 0.9, pays
/// 1 and waits a second for each call, and a step is worth 0.9 when its call fits its schema, else 0.1. The step of the training is 10 of 100. A reward
/// that still scores nothing is asked again with the fact <c>format</c> = 1. Ours.
/// </remarks>
/// <param name="reward">The reward.</param>
public sealed class SimulatedRollouts(RewardFunction reward) : IScorer
{
    private const string Answer = "seventeen", NoAnswer = "unknown";

    private static readonly ReferenceVerifier Verifier = new();
    private static readonly SchemaVerifier Schema = new();

    /// <inheritdoc/>
    public ScorerInfo Info { get; } = new((reward ?? throw new ArgumentNullException(nameof(reward))).Info.Name, ScoreScale.Raw, NeedsReference: true);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = new ValueList<Score>[groups.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            // Rewards that compare call by call want plain calls.
            var group = groups[i] with { Reference = GoldCallsScorer.GoldOf(groups[i].Reference) ?? groups[i].Reference };
            var right = groups[i].Candidates.Select(candidate => groups[i].Reference is null ? (bool?)null : Verifier.Verify(groups[i].Prompt, candidate, groups[i].Reference).Status == VerdictStatus.Pass).ToArray();
            scores[i] = await reward.ScoreAsync(Context(group, right, format: false), cancellationToken).ConfigureAwait(false);
            if (scores[i].All(score => score is Unscored)) scores[i] = await reward.ScoreAsync(Context(group, right, format: true), cancellationToken).ConfigureAwait(false);
        }
        return scores;
    }

    private static RewardContext Context(CandidateGroup group, bool?[] right, bool format)
    {
        var gold = (group.Reference as GoldCalls)?.Calls ?? [];
        var goldKeys = gold.Select(CallKey.Of).ToHashSet(StringComparer.Ordinal);
        var rollouts = group.Candidates.Select((candidate, i) =>
        {
            var fits = candidate.Calls.Select(call => Schema.Verify(group.Prompt.Tools, [call]).Status == VerdictStatus.Pass).ToList();
            var results = candidate.Calls.Select((call, c) => fits[c]
                ? new ToolResult(goldKeys.Contains(CallKey.Of(call)) ? Result(call.Name) : "nothing found", ToolStatus.Ok)
                : new ToolResult("Error: the call does not fit the schema", ToolStatus.Error)).ToValueList();
            var answer = $"<think>The results decide this.</think>\n<answer>\\boxed{{{(right[i] == true ? Answer : NoAnswer)}}}</answer>";
            ValueList<Turn> turns = candidate.Calls.Count == 0 ? [new(candidate.Text + "\n" + answer, [], [], [])] : [new(candidate.Text, [], candidate.Calls, results), new(answer, [], [], [])];
            var facts = new List<KeyValuePair<string, ValueList<double>>>
            {
                new(FactNames.Confidence, [0.9]), new(FactNames.Cost, [candidate.Calls.Count]), new(FactNames.Latency, [candidate.Calls.Count]),
                new(FactNames.StepScores, fits.Count == 0 ? [0.1] : fits.Select(fit => fit ? 0.9 : 0.1).ToValueList()),
            };
            if (right[i] is { } isRight) facts.Add(new(FactNames.Correct, [isRight ? 1 : 0]));
            if (format) facts.Add(new(FactNames.Format, [1]));
            return (Trajectory: new Trajectory(candidate.Id, group.Id, null, null, turns, TerminalKind.Finished), Facts: new RolloutFacts(candidate.Id, facts.ToValueList()));
        }).ToList();
        return new(
            group, rollouts.Select(rollout => rollout.Trajectory).ToValueList(), new(10, 100),
            new([Answer], gold.Select(call => new Rewards.ExpectedResult(call.Name, Result(call.Name))).ToValueList(), [new("correct", 1), new("cost", 0.5), new("latency", 0.5)], rollouts.Select(rollout => rollout.Facts).ToValueList()));
    }

    private static string Result(string tool) => "found by " + tool;
}
