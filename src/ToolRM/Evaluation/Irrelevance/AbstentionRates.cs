using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Selection;

namespace ToolRM.Evaluation.Irrelevance;

/// <summary>How often selectors choose an output with calls, or one without, from draws of a pool's runs.</summary>
public sealed class AbstentionRates
{
    private readonly BestOfNOptions _options;
    private readonly (PoolQuestion Question, double[,] Called)[] _questions;

    private AbstentionRates(BestOfNOptions options, (PoolQuestion, double[,])[] questions) => (_options, _questions) = (options, questions);

    /// <summary>Draws and chooses; the protocol is that of <see cref="BestOfNEvaluation"/>, over all models.</summary>
    /// <param name="pool">The pool, its abstentions merged (<see cref="PoolAbstentions"/>).</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="options">The protocol.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static AbstentionRates Of(CandidatePool pool, PoolScores scores, BestOfNOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var questions = new (PoolQuestion, double[,])[pool.Questions.Count];
        Parallel.For(0, questions.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            questions[i] = (pool.Questions[i], Measure(pool.Questions[i], scores, options)));
        return new(options, questions);
    }

    /// <summary>Share of choices with calls, with interval by question group; the count is that of the questions with so many runs.</summary>
    /// <param name="part">Which questions.</param>
    /// <param name="size">Position in <see cref="BestOfNOptions.Sizes"/>.</param>
    /// <param name="selector">Position in <see cref="Selectors.All"/>.</param>
    public Estimate Called(QuestionPart part, int size, int selector) => Rate(part, size, selector, called => called);

    /// <summary>Share of choices without calls.</summary>
    /// <param name="part">Which questions.</param>
    /// <param name="size">Position in <see cref="BestOfNOptions.Sizes"/>.</param>
    /// <param name="selector">Position in <see cref="Selectors.All"/>.</param>
    public Estimate Abstained(QuestionPart part, int size, int selector) => Rate(part, size, selector, called => 1 - called);

    private Estimate Rate(QuestionPart part, int size, int selector, Func<double, double> rate)
    {
        var isMixed = _questions.Any(entry => entry.Question.IsLive) && _questions.Any(entry => !entry.Question.IsLive);
        var chosen = part == QuestionPart.All && isMixed && _options.Sizes[size] > _options.MaximumLive
            ? []
            : _questions.Where(entry => part.Holds(entry.Question) && !double.IsNaN(entry.Called[size, selector])).ToList();
        return Bootstrap.Mean(
            [.. chosen.Select(entry => rate(entry.Called[size, selector]))], [.. chosen.Select(entry => entry.Question.Group)],
            new() { Seed = _options.Seed, Resamples = _options.Resamples });
    }

    private static double[,] Measure(PoolQuestion question, PoolScores scores, BestOfNOptions options)
    {
        var called = new double[options.Sizes.Count, Selectors.All.Count];
        var orders = RunDraws.Of(question, static _ => true, options.Sizes[^1], options.Draws, options.Seed);
        var drawn = orders[0].Length;
        var all = scores.Options(question);
        var buffer = new SelectionOption[drawn];
        foreach (var order in orders)
        {
            for (var i = 0; i < drawn; i++) buffer[i] = all[order[i]];
            for (var size = 0; size < options.Sizes.Count; size++)
            {
                var takes = options.Sizes[size] <= drawn && (!question.IsLive || options.Sizes[size] <= options.MaximumLive);
                for (var selector = 0; selector < Selectors.All.Count; selector++)
                {
                    if (!takes) called[size, selector] = double.NaN;
                    else if (question.Outputs[order[Selectors.All[selector].Select(buffer.AsSpan(0, options.Sizes[size]))]].Candidate.Calls.Count > 0) called[size, selector]++;
                }
            }
        }
        for (var size = 0; size < options.Sizes.Count; size++)
        {
            for (var selector = 0; selector < Selectors.All.Count; selector++) called[size, selector] /= orders.Length;
        }
        return called;
    }
}
