using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Numerics;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.OneToMany;

/// <summary>What one question gave: means over its right outputs.</summary>
/// <param name="Question">The question.</param>
/// <param name="Right">Distinct right outputs, each of which met the wrong ones.</param>
/// <param name="Wrong">k, how many wrong ones each met.</param>
/// <param name="AvailableWrong">Distinct wrong outputs there are.</param>
/// <param name="Accuracy">Share of right ones above all their wrong ones.</param>
/// <param name="AccuracyWithTies">Share of right ones with no wrong one above them.</param>
/// <param name="ReciprocalRank">Mean of 1 / rank, ties ranking the wrong ones first.</param>
public sealed record OneToManyOutcome(PoolQuestion Question, int Right, int Wrong, int AvailableWrong, double Accuracy, double AccuracyWithTies, double ReciprocalRank);

/// <summary>What was measured.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Scorer">The scorer.</param>
/// <param name="Options">The protocol.</param>
/// <param name="BySize">Per size of <see cref="OneToManyOptions.Sizes"/>, and for the largest: outcomes of the questions, in the pool's order.</param>
/// <param name="WithoutRight">Questions left out because no readable output is right.</param>
/// <param name="WithoutWrong">Questions left out because no readable output is wrong.</param>
/// <param name="Unscored">Outputs of the measured questions that the scorer could not judge.</param>
/// <param name="Outputs">Outputs of the measured questions.</param>
public sealed record OneToManyResult(
    CandidatePool Pool, ScorerInfo Scorer, OneToManyOptions Options, ValueList<ValueList<OneToManyOutcome>> BySize, int WithoutRight, int WithoutWrong, int Unscored, int Outputs);

/// <summary>How one-to-many is measured.</summary>
public sealed record OneToManyOptions
{
    /// <summary>Most wrong outputs that a right one meets. Default 9 (arXiv 2410.01729).</summary>
    public int Wrong { get; init; } = OneToManyMeasures.Wrong;

    /// <summary>The run's seed: which wrong outputs, and the intervals.</summary>
    public long Seed { get; init; }

    /// <summary>Resamples of each interval. Default 1000, as for best-of-n (ours).</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>1, about a third of <see cref="Wrong"/>, and <see cref="Wrong"/>: how the figures fall as more have to be beaten.</summary>
    public ValueList<int> Sizes => new[] { 1, Math.Max(1, (Wrong + 1) / 3), Wrong }.Distinct().ToValueList();
}

/// <summary>Each right output of a question against wrong outputs of the same question.</summary>
/// <remarks>
/// Outputs that call the same count once, and outputs that could not be decoded not at all. Every right output of a question meets the
/// same wrong ones: the first k of an order drawn from seed and question id, so that smaller draws are beginnings of larger ones. A
/// question counts once, with the mean over its right outputs. An output that the scorer cannot judge loses: a right one to all, a wrong one
/// beats all, with ties too.
/// </remarks>
public static class OneToManyEvaluation
{
    /// <summary>Measures.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="scores">Scores of all its questions.</param>
    /// <param name="options">The protocol; null for the defaults.</param>
    public static OneToManyResult Run(CandidatePool pool, PoolScores scores, OneToManyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(scores);
        options ??= new();
        if (options.Wrong < 1) throw new ArgumentException($"Wrong is {options.Wrong}, it must be at least 1", nameof(options));
        int[] sizes = [.. options.Sizes, options.Wrong];
        var outcomes = sizes.Select(_ => new List<OneToManyOutcome>()).ToArray();
        var (withoutRight, withoutWrong, unscored, all) = (0, 0, 0, 0);
        foreach (var question in pool.Questions)
        {
            var given = scores.Of(question);
            var (right, wrong) = Sides(question);
            if (right.Length == 0 || wrong.Length == 0)
            {
                if (right.Length == 0) withoutRight++;
                else withoutWrong++;
                continue;
            }
            all += right.Length + wrong.Length;
            unscored += right.Concat(wrong).Count(place => given[place] is Unscored);
            SeededRandom.Of(options.Seed, question.Id).Shuffle<int>(wrong);
            for (var i = 0; i < sizes.Length; i++)
            {
                // The last takes every question, with as many wrong outputs as it has.
                if (i < sizes.Length - 1 && wrong.Length < options.Wrong) continue;
                outcomes[i].Add(Measure(question, given, right, wrong.AsSpan(0, Math.Min(sizes[i], wrong.Length)), wrong.Length));
            }
        }
        return new(pool, scores.Scorer, options, outcomes.Select(list => list.ToValueList()).ToValueList(), withoutRight, withoutWrong, unscored, all);
    }

    private static (int[] Right, int[] Wrong) Sides(PoolQuestion question)
    {
        var (seen, right, wrong) = (new HashSet<string>(StringComparer.Ordinal), new List<int>(), new List<int>());
        for (var i = 0; i < question.Outputs.Count; i++)
        {
            var output = question.Outputs[i];
            if (output.IsReadable && seen.Add(output.Key)) (output.IsRight ? right : wrong).Add(i);
        }
        // By key: the draw does not depend on the order of the file.
        return ([.. right], [.. wrong.OrderBy(place => question.Outputs[place].Key, StringComparer.Ordinal)]);
    }

    private static OneToManyOutcome Measure(PoolQuestion question, ValueList<Score> given, int[] right, ReadOnlySpan<int> wrong, int available)
    {
        var against = new double[wrong.Length];
        for (var i = 0; i < against.Length; i++) against[i] = given[wrong[i]] is Scored scored ? scored.Value : double.PositiveInfinity;
        var (first, tied, reciprocal) = (0, 0, 0.0);
        foreach (var place in right)
        {
            var score = given[place] is Scored scored ? scored.Value : double.NegativeInfinity;
            if (OneToManyMeasures.IsFirst(score, against)) first++;
            if (OneToManyMeasures.IsFirstOrTied(score, against)) tied++;
            reciprocal += OneToManyMeasures.ReciprocalRank(score, against);
        }
        return new(question, right.Length, wrong.Length, available, (double)first / right.Length, (double)tied / right.Length, reciprocal / right.Length);
    }
}
