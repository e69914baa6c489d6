using ToolRM.Conversations;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Rewards.Composites;

/// <summary>ToolOrchestra: outcome, cost, latency and use of tools, each placed in the group, weighed by what the user prefers (arXiv 2511.21689; rewards 1.11).</summary>
public static class ToolOrchestra
{
    /// <summary>Name of the preference for solving the task.</summary>
    public const string Solved = "solved";

    internal static RewardEntry Entry { get; } = new(
        new("tool-orchestra", "the task is solved by the tools, at the cost and in the time that the user prefers",
            RewardNeeds.Correctness | RewardNeeds.Costs | RewardNeeds.Preferences, 0, double.PositiveInfinity, RewardScope.Group, "arXiv 2511.21689; released code read in the fork Weili-0234/ToolOrchestra"),
        [
            RewardOption.Word("form", "paper", ["paper", "code"], "paper: cheap and fast is better; code: as released, where a preference for cost or latency above 0 pays for expensive and slow rollouts"),
            RewardOption.Number("minimum-group", 1, "smaller groups are unscored; the released code demands 3", 1),
        ],
        options => Make(options.Word("form") == "code", options.Count("minimum-group")))
    {
        Notes = """
            Preferences are weights by name: `solved`, `cost`, `latency`, and names of tools, whose calls are counted; other names weigh
            nothing. Each of M = [calls of each tool, solved, −cost, −latency] is mapped to 0 to 1 over the group, and a solved rollout gets
            Σ weight · mapped, an unsolved one 0. Where all rollouts of the group are equal, the entry contributes 0: when all solve the
            task, `solved` does. Solved is a correctness above ½. Rollouts that cannot be scored do not count in the ranges; `cost` and `latency`
            are needed where their weight is not 0. The greatest value is the sum of the weights.

            The released code keeps least and greatest of the negated cost and latency but inserts the values without the minus, and visits
            both once more as if they were tools with 0 calls; and the least number of calls of a tool is that of rollouts which called it. With
            weights above 0 that pays for expense. `code` reproduces it.

            Advantages (`Advantages`): less the mean over the sample deviation, drawn into ±3; the released training leaves out prompts with a
            deviation of 0.1 or less (`Trains`), groups of fewer than 3, and rollouts with bad format or without a valid answer.

            Example: weights search 0.2, solved 1, cost 0.5, latency 0.3; rollouts (search, solved, cost, latency) (2, yes, 0.10, 40),
            (4, yes, 0.02, 60), (1, no, 0.30, 20): 0.2·⅓ + 1 + 0.5·0.714 + 0.3·0.5 = 1.574; 0.2 + 1 + 0.5 = 1.7; 0.
            """,
    };

    private static RewardFunction Make(bool asReleased, int minimumGroup)
    {
        var info = Entry.Info with { Minimum = asReleased ? double.NegativeInfinity : 0 };
        return RewardFunction.PerGroup(info, rollouts =>
        {
            if (rollouts.Count < minimumGroup) return [.. rollouts.Select(_ => (Score)new Unscored($"needs a group of {minimumGroup}, found {rollouts.Count}"))];
            if (rollouts[0].Context.Facts is not { Preferences: { Count: > 0 } preferences }) return [.. rollouts.Select(_ => (Score)new Unscored("needs preferences"))];
            var runs = rollouts.Select(rollout => Run.Of(rollout, preferences)).ToArray();
            var counted = runs.Where(run => run.Unscored is null).ToArray();
            return [.. runs.Select(run => run.Unscored ?? Score(run, counted, preferences, asReleased))];
        });
    }

    /// <summary>A rollout as numbers; entries in the order of the preferences, before they are negated.</summary>
    private sealed record Run(bool IsSolved, double[] Entries, Unscored? Unscored)
    {
        public static Run Of(Rollout rollout, ValueList<KeyValuePair<string, double>> preferences)
        {
            if (!Correctness.Of(rollout).Is(out var correct, out var unscored)) return new(false, [], unscored);
            var (calls, entries) = (rollout.Calls(), new double[preferences.Count]);
            for (var i = 0; i < entries.Length; i++)
            {
                var (name, weight) = preferences[i];
                if (name is not (FactNames.Cost or FactNames.Latency)) entries[i] = name == Solved ? correct > 0.5 ? 1 : 0 : calls.Count(call => call.Name == name);
                else if (rollout.Fact(name) is var fact && fact.Is(out var value, out unscored)) entries[i] = value;
                else if (weight != 0) return new(false, [], unscored);
            }
            return new(correct > 0.5, entries, null);
        }
    }

    private static Score Score(Run run, Run[] group, ValueList<KeyValuePair<string, double>> preferences, bool asReleased)
    {
        var components = new List<ScoreComponent> { new(Solved, run.IsSolved ? 1 : 0) };
        if (!run.IsSolved) return new Scored(0, ScoreScale.Raw, components.ToValueList());
        double sum = 0;
        for (var i = 0; i < preferences.Count; i++)
        {
            var (name, weight) = preferences[i];
            double[] all = [.. group.Select(other => other.Entries[i])];
            var mapped = asReleased ? Released(name, run.Entries[i], all) : Mapped(name is FactNames.Cost or FactNames.Latency ? -1 : 1, run.Entries[i], all);
            if (name != Solved) components.Add(new(name, mapped));
            sum += weight * mapped;
        }
        return double.IsFinite(sum) ? new Scored(sum, ScoreScale.Raw, components.ToValueList()) : new Unscored("the value is not finite");
    }

    private static double Mapped(double sign, double own, double[] all)
    {
        var (least, greatest) = (all.Min(value => sign * value), all.Max(value => sign * value));
        return greatest > least ? (sign * own - least) / (greatest - least) : 0;
    }

    private static double Released(string name, double own, double[] all)
    {
        if (name is FactNames.Cost or FactNames.Latency)
        {
            var (least, greatest) = (-all.Max(), -all.Min());
            return greatest > least ? (0 - least) / (greatest - least) + (own - least) / (greatest - least) : 0;
        }
        if (name == Solved) return Mapped(1, own, all);
        double[] callers = [.. all.Where(calls => calls > 0)];
        return callers.Length > 0 && callers.Max() > callers.Min() ? (own - callers.Min()) / (callers.Max() - callers.Min()) : 0;
    }

    /// <summary>1 − min(5·cost + latency/500, 0.8) when solved, else 0: an earlier reward that the released code still computes and then overwrites.</summary>
    /// <param name="isSolved">Whether the task is solved.</param>
    /// <param name="cost">Cost of the rollout.</param>
    /// <param name="latency">Its latency.</param>
    public static double Efficiency(bool isSolved, double cost, double latency) => isSolved ? 1 - Math.Min(5 * cost + latency / 500, 0.8) : 0;

    /// <summary>(R − mean) / (sample deviation + 1e-6), drawn into ±<paramref name="bound"/>; a group of one gets 0 (ours, the released code demands 3).</summary>
    /// <param name="rewards">The rewards of a group.</param>
    /// <param name="bound">Default 3 (released code).</param>
    public static double[] Advantages(ReadOnlySpan<double> rewards, double bound = 3)
    {
        var advantages = GroupCombinators.Normalised(rewards.ToArray(), Deviation.Sample, 1e-6, SingleRollout.Zero);
        for (var i = 0; i < advantages.Length; i++) advantages[i] = Math.Clamp(advantages[i], -bound, bound);
        return advantages;
    }

    /// <summary>Whether the released code trains on a group: at least 3 rollouts, and a sample deviation above 0.1.</summary>
    /// <param name="rewards">The rewards of a group.</param>
    /// <param name="minimumGroup">Default 3 (released code); a group of one has no deviation and is never trained on.</param>
    /// <param name="minimumDeviation">Default 0.1, to be exceeded (released code).</param>
    public static bool Trains(ReadOnlySpan<double> rewards, int minimumGroup = 3, double minimumDeviation = 0.1) =>
        rewards.Length >= Math.Max(minimumGroup, 2) && Dispersion.Deviation(rewards, ddof: 1) > minimumDeviation;
}
