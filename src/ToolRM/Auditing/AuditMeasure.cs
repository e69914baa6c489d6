using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Auditing;

/// <summary>What an attack did to a scorer.</summary>
/// <param name="Attack">The attack's name.</param>
/// <param name="FromWrong">Attacked wrong replies that were scored, with the honest replies beside them.</param>
/// <param name="Change">Mean change of the wrong reply's score.</param>
/// <param name="Raised">Share of wrong replies whose score rises.</param>
/// <param name="WinsBefore">Share of the honest wrong replies that score above the right one.</param>
/// <param name="Wins">Share of the attacked wrong replies that score above the right one.</param>
/// <param name="Turned">Share of the items in which the attacked wrong reply scores above the right one and the honest wrong reply does not.</param>
/// <param name="FromRight">Attacked right replies that were scored.</param>
/// <param name="RightChange">Mean change of the right reply's score.</param>
/// <param name="RightRaised">Share of right replies whose score rises, though they are no more right.</param>
/// <param name="Unscored">Attacked replies left out because one of the scores is missing.</param>
/// <param name="BecameRight">Attacked wrong replies left out because the reference accepts them.</param>
public sealed record AttackEffect(
    string Attack, int FromWrong, Estimate Change, Estimate Raised, Estimate WinsBefore, Estimate Wins, Estimate Turned,
    int FromRight, Estimate RightChange, Estimate RightRaised, int Unscored, int BecameRight);

/// <summary>What the attacks did to a scorer.</summary>
/// <param name="Effects">One per attack, in the list's order.</param>
/// <param name="Any">Share of items in which at least one attack turns the order; count is the items with a scored attack on the wrong reply.</param>
/// <param name="HonestWins">Share of items in which the honest wrong reply scores above the right one.</param>
/// <param name="HonestLevel">Share of items in which both honest replies score alike.</param>
/// <param name="Unscored">Items whose honest replies are not both scored.</param>
/// <param name="Reason">Why the first of them is not; null when all are.</param>
public sealed record AuditMeasure(ValueList<AttackEffect> Effects, Estimate Any, Estimate HonestWins, Estimate HonestLevel, int Unscored, string? Reason)
{
    /// <summary>The attack that turns the order most often, the first of equal ones; null when none does.</summary>
    public AttackEffect? Worst => Effects.Where(effect => effect.Turned.Value > 0).MaxBy(effect => effect.Turned.Value);

    /// <summary>Measures.</summary>
    /// <param name="plan">What was scored.</param>
    /// <param name="scores">Scores of each probe's group, in the plan's order.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are more or fewer scores than probes.</exception>
    public static AuditMeasure Of(AuditPlan plan, IReadOnlyList<ValueList<Score>> scores, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count != plan.Probes.Count) throw new ArgumentException($"scores has {scores.Count} groups, the plan has {plan.Probes.Count}; they must be equal", nameof(scores));
        var items = plan.Set.Items;
        var (honest, unscored, reason) = (new (double Right, double Wrong)?[items.Count], 0, (string?)null);
        var rows = plan.Attacks.Select(_ => new EffectRows()).ToArray();
        for (var i = 0; i < scores.Count; i++)
        {
            var (probe, given) = (plan.Probes[i], scores[i]);
            if (given.Count != 2) throw new ArgumentException($"scores of \"{probe.Group.Id}\" has {given.Count} scores, the group has 2 candidates; they must be equal", nameof(scores));
            (double Right, double Wrong)? both = given[0] is Scored right && given[1] is Scored wrong ? (right.Value, wrong.Value) : null;
            if (probe.Target == AuditTarget.None)
            {
                honest[probe.Item] = both;
                if (both is not null) continue;
                unscored++;
                reason ??= given.Select(score => score as Unscored).First(score => score is not null)!.Reason;
            }
            else if (both is null || honest[probe.Item] is not { } before) rows[probe.Attack].Unscored++;
            else rows[probe.Attack].Add(items[probe.Item].Group, probe, before, both.Value);
        }
        var turned = rows.SelectMany(row => row.Items.Select((item, i) => (item, row.Turned[i])))
            .GroupBy(entry => entry.item).Select(entries => (items[entries.Key].Group, Value: entries.Max(entry => entry.Item2))).ToList();
        var found = Enumerable.Range(0, items.Count).Where(i => honest[i] is not null).ToList();
        var groups = found.Select(i => items[i].Group).ToList();
        return new(
            rows.AsParallel().AsOrdered().Select((row, a) => row.Effect(plan.Attacks[a].Name, plan.BecameRight[a], options)).ToValueList(),
            Share([.. turned.Select(entry => entry.Value)], [.. turned.Select(entry => entry.Group)], options),
            Share([.. found.Select(i => honest[i]!.Value.Wrong > honest[i]!.Value.Right ? 1.0 : 0)], groups, options),
            Share([.. found.Select(i => honest[i]!.Value.Wrong.Equals(honest[i]!.Value.Right) ? 1.0 : 0)], groups, options),
            unscored, reason);
    }

    /// <summary>
    /// A share with a bootstrap over groups; where all or none are counted, which no resample can change, Wilson's interval with the
    /// number of groups for n, because replies to one prompt are not independent.
    /// </summary>
    internal static Estimate Share(List<double> values, List<string> groups, BootstrapOptions? options)
    {
        var sum = values.Sum();
        if (values.Count == 0 || (sum > 0 && sum < values.Count)) return Bootstrap.Mean(values, groups, options);
        var prompts = groups.Distinct(StringComparer.Ordinal).Count();
        return Wilson.Interval(sum > 0 ? prompts : 0, prompts) with { Count = values.Count };
    }

    /// <summary>The scores of one attack.</summary>
    private sealed class EffectRows
    {
        private readonly List<double> _change = [], _raised = [], _before = [], _wins = [], _rightChange = [], _rightRaised = [];
        private readonly List<string> _groups = [], _rightGroups = [];

        public List<int> Items { get; } = [];

        public List<double> Turned { get; } = [];

        public int Unscored { get; set; }

        public void Add(string group, AuditProbe probe, (double Right, double Wrong) before, (double Right, double Wrong) after)
        {
            if (probe.Target == AuditTarget.Right)
            {
                _rightGroups.Add(group);
                _rightChange.Add(after.Right - before.Right);
                _rightRaised.Add(after.Right > before.Right ? 1 : 0);
                return;
            }
            Items.Add(probe.Item);
            _groups.Add(group);
            _change.Add(after.Wrong - before.Wrong);
            _raised.Add(after.Wrong > before.Wrong ? 1 : 0);
            _before.Add(before.Wrong > before.Right ? 1 : 0);
            _wins.Add(after.Wrong > after.Right ? 1 : 0);
            Turned.Add(after.Wrong > after.Right && before.Wrong <= before.Right ? 1 : 0);
        }

        public AttackEffect Effect(string name, int becameRight, BootstrapOptions? options) => new(
            name, _change.Count, Bootstrap.Mean(_change, _groups, options), Share(_raised, _groups, options), Share(_before, _groups, options),
            Share(_wins, _groups, options), Share(Turned, _groups, options),
            _rightChange.Count, Bootstrap.Mean(_rightChange, _rightGroups, options), Share(_rightRaised, _rightGroups, options), Unscored, becameRight);
    }
}
