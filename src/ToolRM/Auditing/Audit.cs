using ToolRM.Scoring;

namespace ToolRM.Auditing;

/// <summary>Audits a scorer in memory; the command does the same with a run directory.</summary>
public static class Audit
{
    private const int Batch = 64;

    /// <summary>Scores every group of a plan and measures.</summary>
    /// <param name="scorer">The scorer; a reward through <see cref="SimulatedRollouts"/>.</param>
    /// <param name="plan">What to score.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<AuditMeasure> RunAsync(IScorer scorer, AuditPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(plan);
        var scores = new List<Conversations.ValueList<Score>>(plan.Probes.Count);
        foreach (var batch in plan.Probes.Chunk(Batch))
        {
            scores.AddRange(await scorer.ScoreAsync([.. batch.Select(probe => scorer.Info.NeedsReference ? probe.Group : probe.Group with { Reference = null })], cancellationToken).ConfigureAwait(false));
        }
        return AuditMeasure.Of(plan, scores);
    }
}
