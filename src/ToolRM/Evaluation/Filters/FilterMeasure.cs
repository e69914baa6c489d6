using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Numerics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Filters;

/// <summary>How pure a data set becomes that is cut down by score: each run of each model in a pool is one row of it.</summary>
/// <remarks>
/// The rows are the runs whose output could be decoded and scored. Where a cut falls between rows of equal scores, each of them counts with the share
/// of them that fits, which is the mean over all ways to break the tie. Intervals resample question groups and cut each resample
/// anew. Source of the task: toolrm 4.2.
/// </remarks>
public sealed class FilterMeasure
{
    private readonly CandidatePool _pool;
    private readonly BootstrapOptions _bootstrap;
    private readonly List<Row> _rows = [];
    private readonly string[] _groups;

    /// <summary>A measure.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Scores of its outputs.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="DataFormatException">No output could be scored.</exception>
    public FilterMeasure(CandidatePool pool, PoolScores scores, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        (_pool, _bootstrap) = (pool, options ?? new());
        _groups = [.. pool.Questions.Select(question => question.Group)];
        for (var q = 0; q < pool.Questions.Count; q++)
        {
            var question = pool.Questions[q];
            var given = scores.Of(question);
            for (var i = 0; i < question.Outputs.Count; i++)
            {
                var output = question.Outputs[i];
                if (!output.IsReadable) Undecodable += output.Runs.Count;
                else if (given[i] is not Scored scored) Unscored += output.Runs.Count;
                else
                {
                    foreach (var run in output.Runs)
                    {
                        var draw = SeededRandom.Of(_bootstrap.Seed, $"{question.Id}/{run.Model}/{run.Run}").NextDouble();
                        _rows.Add(new(q, scored.Value, draw, output.IsRight, run.Model));
                    }
                }
            }
        }
        if (_rows.Count == 0) throw new DataFormatException($"--data: no output could be scored by {scores.Scorer.Name}. Name another pool or scorer");
    }

    /// <summary>Rows that are cut.</summary>
    public int Rows => _rows.Count;

    /// <summary>Runs whose output could not be decoded; wrong, and no rows.</summary>
    public long Undecodable { get; private set; }

    /// <summary>Runs whose output could not be scored; no rows.</summary>
    public long Unscored { get; private set; }

    /// <summary>The data as it is.</summary>
    public FilterOutcome All() => Measure("all", [_rows], 1, double.NegativeInfinity);

    /// <summary>A random share.</summary>
    /// <param name="share">The share.</param>
    public FilterOutcome Random(double share) => Measure($"random {Percent(share)}", [[.. _rows.Select(row => row with { Score = row.Draw })]], share, double.NegativeInfinity);

    /// <summary>The share with the highest scores.</summary>
    /// <param name="share">The share.</param>
    public FilterOutcome Best(double share) => Measure($"best {Percent(share)}", [_rows], share, double.NegativeInfinity);

    /// <summary>The share of each model's rows with the highest scores.</summary>
    /// <param name="share">The share.</param>
    public FilterOutcome BestPerModel(double share) => Measure($"best {Percent(share)} of each model", [.. _rows.GroupBy(row => row.Model, StringComparer.Ordinal).Select(rows => rows.ToList())], share, double.NegativeInfinity);

    /// <summary>Scores from a threshold on.</summary>
    /// <param name="threshold">The least score that is kept.</param>
    public FilterOutcome From(double threshold) => Measure(FormattableString.Invariant($"score ≥ {threshold}"), [_rows], 1, threshold);

    private FilterOutcome Measure(string name, List<List<Row>> strata, double share, double threshold)
    {
        var sorted = strata.Select(rows => rows.OrderByDescending(row => row.Score).ToArray()).ToArray();
        var all = _rows;
        double Purity(int[] times) => Cut(sorted, times, share, threshold) is var cut && cut.Kept > 0 ? cut.Right / cut.Kept : double.NaN;
        double Gain(int[] times)
        {
            var (kept, right) = (0.0, 0.0);
            foreach (var row in all)
            {
                kept += times[row.Question];
                right += row.IsRight ? times[row.Question] : 0;
            }
            return Purity(times) - (right / kept);
        }
        var once = Cut(sorted, [.. _groups.Select(_ => 1)], share, threshold);
        var rightRows = all.Count(row => row.IsRight);
        return new(name, once.Kept, Estimate(Purity) with { Count = (long)Math.Round(once.Kept) }, Estimate(Gain), rightRows == 0 ? double.NaN : once.Right / rightRows);
    }

    private Estimate Estimate(Func<int[], double> statistic) => Bootstrap.Interval(_groups, items =>
    {
        var times = new int[_groups.Length];
        foreach (var question in items) times[question]++;
        return statistic(times);
    }, _bootstrap);

    /// <summary>Rows kept, and right ones among them, when each question stands so many times.</summary>
    private static (double Kept, double Right) Cut(Row[][] strata, int[] times, double share, double threshold)
    {
        var (kept, right) = (0.0, 0.0);
        foreach (var rows in strata)
        {
            long total = 0;
            foreach (var row in rows) total += times[row.Question];
            var room = share * total;
            for (var start = 0; start < rows.Length && room > 0 && rows[start].Score >= threshold;)
            {
                var (end, block, rightBlock) = (start, 0L, 0L);
                for (; end < rows.Length && rows[end].Score.Equals(rows[start].Score); end++)
                {
                    block += times[rows[end].Question];
                    rightBlock += rows[end].IsRight ? times[rows[end].Question] : 0;
                }
                start = end;
                if (block == 0) continue;
                var taken = Math.Min(room, block);
                kept += taken;
                right += taken * rightBlock / block;
                room -= taken;
            }
        }
        return (kept, right);
    }

    private static string Percent(double share) => share.ToString("P0", System.Globalization.CultureInfo.InvariantCulture);

    private readonly record struct Row(int Question, double Score, double Draw, bool IsRight, string Model);
}

/// <summary>What a cut leaves.</summary>
/// <param name="Name">The cut.</param>
/// <param name="Kept">Rows that are kept; with ties at the cut not whole.</param>
/// <param name="Right">Share of right ones among them, with interval.</param>
/// <param name="Gain">That share less the share among all rows, with the interval of the difference.</param>
/// <param name="RightKept">Share of all right rows that are kept.</param>
public sealed record FilterOutcome(string Name, double Kept, Estimate Right, Estimate Gain, double RightKept);
