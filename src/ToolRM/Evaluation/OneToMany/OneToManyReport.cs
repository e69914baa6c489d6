using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.OneToMany;

/// <summary>A one-to-many result as a report.</summary>
public static class OneToManyReport
{
    /// <summary>Makes the report.</summary>
    /// <param name="result">The result.</param>
    public static Report Of(OneToManyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var every = result.BySize[^1];
        var name = result.Scorer.Name;
        var (accuracy, mean) = (Mean(result, every, outcome => outcome.Accuracy), Mean(result, every, outcome => outcome.ReciprocalRank));
        return new(
            $"One to many: {result.Pool.Title}, scorer {name}",
            string.Create(CultureInfo.InvariantCulture,
                $"{name} scores a right output above all of up to {result.Options.Wrong} wrong ones of its question in {BestOfNReport.Text(accuracy)} (random {Random(every, OneToManyMeasures.RandomAccuracy):F3}), MRR {BestOfNReport.Text(mean)} (random {Random(every, OneToManyMeasures.RandomReciprocalRank):F3}), over {every.Count} questions."),
            Facts(result),
            [
                Table(result, $"Against up to {result.Options.Wrong} wrong outputs", "Every question with a right and a wrong output, with as many wrong ones as it has up to this number.", [(null, every)]),
                Table(result, $"As more have to be beaten, questions with at least {result.Options.Wrong} wrong outputs", "The same questions and right outputs in all rows; fewer wrong ones are a beginning of more.",
                    [.. result.Options.Sizes.Select((size, i) => ((int?)size, result.BySize[i]))]),
                Protocol(result),
            ]);
    }

    /// <summary>The figures of all questions, for programs: accuracy, accuracy with ties, MRR.</summary>
    /// <param name="result">The result.</param>
    public static (Estimate Accuracy, Estimate AccuracyWithTies, Estimate ReciprocalRank) Figures(OneToManyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var every = result.BySize[^1];
        return (Mean(result, every, outcome => outcome.Accuracy), Mean(result, every, outcome => outcome.AccuracyWithTies), Mean(result, every, outcome => outcome.ReciprocalRank));
    }

    private static TableSection Table(OneToManyResult result, string title, string note, IReadOnlyList<(int? Size, ValueList<OneToManyOutcome> Outcomes)> rows) => new(
        title, note + " 95 % bootstrap interval by question group. Random: the expectation of scores drawn at random against as many.",
        ["questions", "wrong", "count", "accuracy", "with ties", "MRR", "random accuracy", "random MRR"],
        (from part in QuestionParts.Of(result.Pool)
         from row in rows
         let outcomes = row.Outcomes.Where(outcome => part.Holds(outcome.Question)).ToValueList()
         where outcomes.Count > 0
         select BestOfNReport.Row([
             part.Word(), row.Size is { } size ? size.ToString(CultureInfo.InvariantCulture) : outcomes.Average(outcome => outcome.Wrong).ToString("F1", CultureInfo.InvariantCulture) + " on average", (ReportCell)(long)outcomes.Count,
             Mean(result, outcomes, outcome => outcome.Accuracy) with { Count = null }, Mean(result, outcomes, outcome => outcome.AccuracyWithTies) with { Count = null }, Mean(result, outcomes, outcome => outcome.ReciprocalRank) with { Count = null },
             new Estimate(Random(outcomes, OneToManyMeasures.RandomAccuracy)), new Estimate(Random(outcomes, OneToManyMeasures.RandomReciprocalRank)),
         ])).ToValueList());

    private static TextSection Protocol(OneToManyResult result) => new("Protocol", string.Create(CultureInfo.InvariantCulture,
        $"""
        Every distinct right output of a question meets the same k distinct wrong outputs, drawn from the seed and the question's id; a question counts once, with the mean over its right outputs. Accuracy: the right one scores above all k, a tie loses. With ties: no wrong one scores above it. MRR: mean of 1 / rank, wrong ones with the same score rank first. An output that the scorer cannot judge loses.

        Outputs that make the same calls count once; outputs that could not be decoded take no part. Left out: {result.WithoutRight} questions without a right output, {result.WithoutWrong} without a wrong one. The scorer sees a question's outputs as one group.
        """));

    private static ValueList<KeyValuePair<string, string>> Facts(OneToManyResult result) =>
    [
        new("data", result.Pool.Title),
        .. PoolFacts.Files(result.Pool),
        new("scorer", result.Scorer.Name),
        new("seed", result.Options.Seed.ToString(CultureInfo.InvariantCulture)),
        new("bootstrap resamples", result.Options.Resamples.ToString(CultureInfo.InvariantCulture)),
        new("unscored outputs", string.Create(CultureInfo.InvariantCulture, $"{result.Unscored} of {result.Outputs} distinct outputs")),
    ];

    private static Estimate Mean(OneToManyResult result, ValueList<OneToManyOutcome> outcomes, Func<OneToManyOutcome, double> value) => Bootstrap.Mean(
        [.. outcomes.Select(value)], [.. outcomes.Select(outcome => outcome.Question.Group)], new() { Seed = result.Options.Seed, Resamples = result.Options.Resamples });

    private static double Random(ValueList<OneToManyOutcome> outcomes, Func<int, double> expected) => outcomes.Count == 0 ? double.NaN : outcomes.Average(outcome => expected(outcome.Wrong));
}
