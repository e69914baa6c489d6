using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Irrelevance;

/// <summary>
/// Scores of right calls, at questions to which a call is right, against scores of all calls at questions to which none is:
/// does the scorer know a call that should not have been made?
/// </summary>
/// <remarks>Every distinct output counts once. Unscored outputs are left out and counted.</remarks>
public sealed class CallScores
{
    /// <summary>Share of right calls that the threshold keeps.</summary>
    public const double KeptShare = 0.95;

    private readonly List<double> _scores = [];
    private readonly List<string> _groups = [];
    private readonly List<bool> _areRight = [];
    private readonly BootstrapOptions _options;

    /// <summary>Collects the scores of a part.</summary>
    /// <param name="callable">Questions to which a call is right.</param>
    /// <param name="callableScores">Their scores.</param>
    /// <param name="irrelevance">Questions to which none is.</param>
    /// <param name="irrelevanceScores">Their scores.</param>
    /// <param name="part">Which questions.</param>
    /// <param name="options">Resamples and seed.</param>
    public CallScores(
        CandidatePool callable, PoolScores callableScores, CandidatePool irrelevance, PoolScores irrelevanceScores, QuestionPart part, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(callable);
        ArgumentNullException.ThrowIfNull(callableScores);
        ArgumentNullException.ThrowIfNull(irrelevance);
        ArgumentNullException.ThrowIfNull(irrelevanceScores);
        _options = options;
        Add(callable, callableScores, part, right: true);
        Add(irrelevance, irrelevanceScores, part, right: false);
    }

    /// <summary>Right calls with a score.</summary>
    public int Right { get; private set; }

    /// <summary>Wrong calls with a score.</summary>
    public int Wrong { get; private set; }

    /// <summary>Calls of either kind without a score.</summary>
    public int Unscored { get; private set; }

    /// <summary>Share of pairs in which the right call scores higher, ties at ½; interval by question group. NaN when a side is empty.</summary>
    public Estimate Auroc() => Bootstrap.Interval(_groups, items =>
    {
        Split(items, out var right, out var wrong);
        return Statistics.Auroc.Of(right, wrong);
    }, _options);

    /// <summary>
    /// The highest threshold that keeps at least 95 % of the right calls (a call is kept at the threshold), the share really kept,
    /// and the fall in wrong calls: the share of them that scores below it. NaN when there are no right calls.
    /// </summary>
    /// <remarks>Intervals find the threshold anew in each resample, by question group.</remarks>
    public (double Threshold, Estimate Kept, Estimate Fall) AtThreshold()
    {
        var all = Enumerable.Range(0, _scores.Count).ToArray();
        Split(all, out var right, out _);
        var kept = Bootstrap.Interval(_groups, items => Of(items).Kept, _options);
        var fall = Bootstrap.Interval(_groups, items => Of(items).Fall, _options);
        return (Threshold(right), kept, fall);
    }

    /// <summary>The score of the last right call that must be kept; NaN without any.</summary>
    internal static double Threshold(double[] right)
    {
        if (right.Length == 0) return double.NaN;
        var sorted = right.AsSpan().ToArray();
        Array.Sort(sorted);
        // 0.95 · n of the largest, rounded up; the small amount keeps 0.95 · 20 at 19.
        return sorted[right.Length - (int)Math.Ceiling((KeptShare * right.Length) - 1e-9)];
    }

    private (double Kept, double Fall) Of(ReadOnlySpan<int> items)
    {
        Split(items, out var right, out var wrong);
        var threshold = Threshold(right);
        if (double.IsNaN(threshold)) return (double.NaN, double.NaN);
        return ((double)right.Count(score => score >= threshold) / right.Length, wrong.Length == 0 ? double.NaN : (double)wrong.Count(score => score < threshold) / wrong.Length);
    }

    private void Split(ReadOnlySpan<int> items, out double[] right, out double[] wrong)
    {
        var (rights, wrongs) = (new List<double>(items.Length), new List<double>(items.Length));
        foreach (var item in items) (_areRight[item] ? rights : wrongs).Add(_scores[item]);
        (right, wrong) = ([.. rights], [.. wrongs]);
    }

    private void Add(CandidatePool pool, PoolScores scores, QuestionPart part, bool right)
    {
        foreach (var question in pool.Questions)
        {
            if (!part.Holds(question)) continue;
            var given = scores.Of(question);
            for (var i = 0; i < given.Count; i++)
            {
                var output = question.Outputs[i];
                if (output.Candidate.Calls.Count == 0 || (right && !output.IsRight)) continue;
                if (given[i] is not Scored scored)
                {
                    Unscored++;
                    continue;
                }
                _scores.Add(scored.Value);
                _groups.Add((right ? "callable/" : "irrelevance/") + question.Group);
                _areRight.Add(right);
                if (right) Right++;
                else Wrong++;
            }
        }
    }
}
