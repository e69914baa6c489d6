using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Trajectories;

/// <summary>A number per trajectory and how well it tells success from failure.</summary>
internal sealed class TrajectoryMeasure
{
    private readonly string[] _tasks;
    private readonly double[] _values;
    private readonly bool[] _success;
    private readonly BootstrapOptions _options;

    private TrajectoryMeasure(string name, IReadOnlyList<ScoredTrajectory> scored, Func<ScoredTrajectory, double> value, BootstrapOptions options)
    {
        Name = name;
        _options = options;
        _tasks = [.. scored.Select(trajectory => trajectory.Row.TaskId)];
        _values = [.. scored.Select(value)];
        _success = [.. scored.Select(trajectory => trajectory.Row.IsSuccess)];
    }

    /// <summary>What is measured, as reports name it.</summary>
    public string Name { get; }

    /// <summary>The scorer's three ways of making one number of many calls, then the baselines.</summary>
    /// <param name="scored">Trajectories with at least one scored call: all measures are compared on these.</param>
    /// <param name="options">Resamples and seed.</param>
    public static TrajectoryMeasure[] All(IReadOnlyList<ScoredTrajectory> scored, BootstrapOptions options) =>
    [
        new("mean over the calls", scored, trajectory => Value(trajectory.Mean), options),
        new("lowest call", scored, trajectory => Value(trajectory.Minimum), options),
        new("last call", scored, trajectory => Value(trajectory.Last), options),
        new("baseline: fewer calls", scored, trajectory => -trajectory.Calls.Count, options),
        new("baseline: fewer assistant turns", scored, trajectory => -trajectory.Turns, options),
    ];

    /// <summary>AUROC for success over all pairs of trajectories, ties ½; bootstrap by task.</summary>
    public Estimate Auroc() => Bootstrap.Interval(_tasks, Area, _options);

    /// <summary>This AUROC less another's, on the same resamples.</summary>
    public Estimate Less(TrajectoryMeasure other) => Bootstrap.Interval(_tasks, items => Area(items) - other.Area(items), _options);

    /// <summary>
    /// The same over pairs of one task only, so that it does not count who tells hard tasks from easy ones; bootstrap by task.
    /// The count is the number of such pairs; NaN without any.
    /// </summary>
    public Estimate WithinTask()
    {
        var tasks = _tasks.Select((task, i) => (task, i)).GroupBy(entry => entry.task, entry => entry.i).Select(Pairs).Where(task => task.Pairs > 0).ToList();
        var estimate = Bootstrap.Interval([.. tasks.Select(task => task.Task)], items =>
        {
            double won = 0;
            long pairs = 0;
            foreach (var item in items)
            {
                won += tasks[item].Won;
                pairs += tasks[item].Pairs;
            }
            return pairs == 0 ? double.NaN : won / pairs;
        }, _options);
        return estimate with { Count = tasks.Sum(task => (long)task.Pairs) };
    }

    /// <summary>The mean number of the trajectories with one outcome.</summary>
    public double Mean(bool success)
    {
        double[] values = [.. _values.Where((_, i) => _success[i] == success)];
        return values.Length == 0 ? double.NaN : values.Average();
    }

    private double Area(ReadOnlySpan<int> items)
    {
        var (positives, negatives) = (new List<double>(), new List<double>());
        foreach (var item in items) (_success[item] ? positives : negatives).Add(_values[item]);
        return Statistics.Auroc.Of([.. positives], [.. negatives]);
    }

    private (string Task, double Won, int Pairs) Pairs(IGrouping<string, int> trials)
    {
        var (won, pairs) = (0.0, 0);
        foreach (var right in trials.Where(trial => _success[trial]))
        {
            foreach (var wrong in trials.Where(trial => !_success[trial]))
            {
                won += _values[right] > _values[wrong] ? 1 : _values[right] == _values[wrong] ? 0.5 : 0;
                pairs++;
            }
        }
        return (trials.Key, won, pairs);
    }

    private static double Value(Score score) => ((Scored)score).Value;
}
