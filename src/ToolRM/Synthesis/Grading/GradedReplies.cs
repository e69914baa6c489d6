using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Verification;

namespace ToolRM.Synthesis.Grading;

/// <summary>
/// Replies with a known degree of success from right ones, as RoboReward makes failures of successful episodes (arXiv 2601.00675;
/// rewards 3.3): cut off early, or put under another request.
/// </summary>
/// <remarks>
/// Every product is verified: the whole has to pass its reference, a truncated or relabelled one has to fail it; what cannot be judged or
/// turns out otherwise is left out. The paper grades counterfactual requests 1 to 4 by a model; here one that asks for other calls is 0.
/// </remarks>
public static class GradedReplies
{
    private static readonly ReferenceVerifier Verifier = new();

    /// <summary>The whole reply (1), and after i of its n calls i / n, for i from 0 to n − 1.</summary>
    /// <param name="source">The request and its right calls.</param>
    /// <returns>Whole first, then the longest; empty when the calls are not right by the reference.</returns>
    public static ValueList<GradedReply> Truncations(GradedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var reference = ReferenceOf(source);
        var replies = new List<GradedReply>();
        var n = source.Calls.Count;
        for (var kept = n; kept >= 0; kept--)
        {
            var kind = kept == n ? GradedKind.Whole : GradedKind.Truncated;
            var candidate = new Candidate(
                kept == n ? "whole" : string.Create(CultureInfo.InvariantCulture, $"first-{kept}"), "", source.Calls.Take(kept).ToValueList(), kept == n ? "graded:whole" : "graded:truncated");
            var status = Verifier.Verify(source.Prompt, candidate, reference).Status;
            if (kept == n && (n == 0 || status != VerdictStatus.Pass)) return [];
            if (kept == n || status == VerdictStatus.Fail) replies.Add(new(kind, source.Prompt, candidate, (double)kept / n, reference));
        }
        return replies.ToValueList();
    }

    /// <summary>The right calls under requests of other sources (0), drawn without replacement.</summary>
    /// <param name="source">Whose calls.</param>
    /// <param name="others">Whose requests; the source itself, by id, is passed over. Their order counts for the draw.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="seed">The run's seed.</param>
    /// <remarks>The tools are the other request's and then those of the source that it does not offer by name, so that names alone do not give it away.</remarks>
    public static ValueList<GradedReply> Relabelled(GradedSource source, IReadOnlyList<GradedSource> others, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var replies = new List<GradedReply>();
        int[] order = [.. Enumerable.Range(0, others.Count)];
        SeededRandom.Of(seed, source.Id + "/relabelled").Shuffle<int>(order);
        foreach (var place in order)
        {
            if (replies.Count == count) break;
            var other = others[place];
            if (other.Id == source.Id || source.Calls.Count == 0) continue;
            var known = other.Prompt.Tools.Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
            var prompt = other.Prompt with { Tools = [.. other.Prompt.Tools, .. source.Prompt.Tools.Where(tool => !known.Contains(tool.Name))] };
            var candidate = new Candidate("under-" + other.Id, "", source.Calls, "graded:relabelled");
            var reference = ReferenceOf(other);
            if (Verifier.Verify(prompt, candidate, reference).Status == VerdictStatus.Fail) replies.Add(new(GradedKind.Relabelled, prompt, candidate, 0, reference));
        }
        return replies.ToValueList();
    }

    /// <summary>A trajectory cut off behind each turn: the share of the calls made by then. The whole is last.</summary>
    /// <param name="trajectory">A trajectory that reached its goal.</param>
    /// <returns>One per turn with calls, each with its grade and <see cref="TerminalKind.TurnLimit"/>, and the trajectory itself with 1; nothing without a call.</returns>
    /// <remarks>There is no reference to verify these against: that the whole succeeded is the caller's knowledge.</remarks>
    public static ValueList<KeyValuePair<Trajectory, double>> Truncations(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        var (all, made) = (trajectory.Turns.Sum(turn => turn.Calls.Count), 0);
        var cuts = new List<KeyValuePair<Trajectory, double>>();
        for (var turn = 0; turn < trajectory.Turns.Count - 1 && all > 0; turn++)
        {
            if (trajectory.Turns[turn].Calls.Count == 0) continue;
            made += trajectory.Turns[turn].Calls.Count;
            if (made == all) break;
            cuts.Add(new(
                trajectory with
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{trajectory.Id}/turns-{turn + 1}"),
                    ParentId = trajectory.Id,
                    BranchTurn = turn + 1,
                    Turns = trajectory.Turns.Take(turn + 1).ToValueList(),
                    Terminal = TerminalKind.TurnLimit,
                },
                (double)made / all));
        }
        if (all > 0) cuts.Add(new(trajectory, 1));
        return cuts.ToValueList();
    }

    private static Reference ReferenceOf(GradedSource source) => source.Reference ?? new GoldCalls(source.Calls, GoldRule.BfclNormalised);
}
