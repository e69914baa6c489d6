using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using ToolRM.Selection;
using ToolRM.Verification;

namespace ToolRM.Evaluation.BestOfN;

/// <summary>
/// Draws n outputs of each question without replacement from its runs, lets every selector choose one, and counts the right
/// choices.
/// </summary>
/// <remarks>
/// Draws of different sizes are beginnings of the same orders (<see cref="RunDraws"/>), and all selectors choose from the same
/// draws. Live questions are measured up to <see cref="BestOfNOptions.MaximumLive"/>; the last size, "at most", takes every
/// question with as many runs as it has, up to the largest size. Source of the task: toolrm 4.1.
/// </remarks>
public static class BestOfNEvaluation
{
    internal static readonly int Labels = Enum.GetValues<ErrorLabel>().Length;

    /// <summary>Measures.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Scores of all its questions.</param>
    /// <param name="options">The protocol; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static BestOfNResult Run(CandidatePool pool, PoolScores scores, BestOfNOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        options ??= new();
        options.Validate();
        var sizes = options.Sizes.Select(size => new BestOfNSize(size, AtMost: false))
            .Append(new BestOfNSize(options.Sizes[^1], AtMost: true)).ToValueList();
        var strata = PoolStratum.Of(pool).Select(stratum =>
        {
            var models = stratum.Models.ToHashSet(StringComparer.Ordinal);
            var outcomes = new QuestionOutcome?[pool.Questions.Count];
            Parallel.For(0, outcomes.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                outcomes[i] = Measure(pool.Questions[i], scores, models.Contains, sizes, options));
            return new StratumOutcome(stratum, outcomes.OfType<QuestionOutcome>().ToValueList());
        }).ToValueList();
        var judged = pool.Questions.SelectMany(question => question.Outputs.Zip(scores.Of(question)).Where(pair => pair.First.IsReadable)).ToList();
        return new(pool, scores.Scorer, options, sizes, Selectors.All, strata, judged.Count(pair => pair.Second is Unscored), judged.Count);
    }

    /// <summary>One question; null when it has no run of these models.</summary>
    private static QuestionOutcome? Measure(PoolQuestion question, PoolScores scores, Func<string, bool> includes, ValueList<BestOfNSize> sizes, BestOfNOptions options)
    {
        var orders = RunDraws.Of(question, includes, sizes[^1].Count, options.Draws, options.Seed);
        if (orders[0].Length == 0) return null;
        var runs = RunDraws.Count(question, includes);
        var tally = new Tally(question, sizes.Count);
        var selectionOptions = scores.Options(question);
        var drawn = new SelectionOption[orders[0].Length];
        foreach (var order in orders)
        {
            for (var i = 0; i < order.Length; i++) drawn[i] = selectionOptions[order[i]];
            for (var size = 0; size < sizes.Count; size++)
            {
                if (!Takes(question, runs, sizes[size], options)) continue;
                var prefix = drawn.AsSpan(0, Math.Min(sizes[size].Count, drawn.Length));
                for (var selector = 0; selector < Selectors.All.Count; selector++)
                {
                    tally.Add(size, selector, question.Outputs[order[Selectors.All[selector].Select(prefix)]]);
                }
            }
        }
        return tally.Outcome(runs, orders.Length, size => Takes(question, runs, sizes[size], options));
    }

    private static bool Takes(PoolQuestion question, int runs, BestOfNSize size, BestOfNOptions options) =>
        size.AtMost || (runs >= size.Count && (!question.IsLive || size.Count <= options.MaximumLive));

    /// <summary>Counts of one question.</summary>
    private sealed class Tally(PoolQuestion question, int sizes)
    {
        private readonly int[,] _right = new int[sizes, Selectors.All.Count];
        private readonly int[,] _inOrder = new int[sizes, Selectors.All.Count];
        private readonly int[,] _errors = new int[Selectors.All.Count, Labels + 1];

        public void Add(int size, int selector, PoolOutput chosen)
        {
            if (chosen.IsRight) _right[size, selector]++;
            if (chosen.IsRightInOrder == true) _inOrder[size, selector]++;
            if (size == sizes - 1 && !chosen.IsRight) _errors[selector, chosen.Error is { } label ? (int)label : Labels]++;
        }

        public QuestionOutcome Outcome(int runs, int draws, Func<int, bool> takes)
        {
            var hasOrder = question.Outputs.Any(output => output.IsRightInOrder is not null);
            return new(
                question, runs,
                Shares(_right, sizes, Selectors.All.Count, draws, takes),
                hasOrder ? Shares(_inOrder, sizes, Selectors.All.Count, draws, takes) : null,
                Shares(_errors, Selectors.All.Count, Labels + 1, draws, _ => true));
        }

        private static ValueList<ValueList<double>> Shares(int[,] counts, int rows, int columns, int draws, Func<int, bool> takes) =>
            Enumerable.Range(0, rows).Select(row =>
                Enumerable.Range(0, columns).Select(column => takes(row) ? (double)counts[row, column] / draws : double.NaN).ToValueList()).ToValueList();
    }
}
