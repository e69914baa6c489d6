using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Reports;
using ToolRM.Selection;

namespace ToolRM.Evaluation.BestOfN;

/// <summary>A best-of-n result as a report.</summary>
public static class BestOfNReport
{
    private static readonly ISelector[] Baselines = [Selectors.Uniform, Selectors.Majority, Selectors.SchemaFirst];
    private static readonly ISelector[] Judged = [Selectors.Argmax, Selectors.RewardVote];

    /// <summary>Makes the report.</summary>
    /// <param name="result">The result.</param>
    public static Report Of(BestOfNResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var measures = new BestOfNMeasures(result);
        var all = result.Strata[0];
        var sections = new List<ReportSection> { Headline(result, measures), Protocol(result), StratumTable(result, measures) };
        sections.AddRange(measures.Parts.Select(part => Curves(result, measures, all, part)));
        foreach (var stratum in result.Strata)
        {
            sections.Add(Accuracies(result, measures, stratum));
            sections.Add(Differences(result, measures, stratum));
        }
        if (all.Questions.Any(outcome => outcome.RightInOrder is not null)) sections.Add(Ordered(result, measures, all));
        var errors = BestOfNErrors.Rows(result, measures, all);
        sections.Add(BestOfNErrors.Bars(result, errors));
        sections.Add(BestOfNErrors.Table(result, errors));
        return new(
            $"Best-of-n: {result.Pool.Title}, scorer {result.Scorer.Name}", Summary(result, measures), Facts(result), sections.ToValueList());
    }

    /// <summary>The finding: the selectors at the size "at most", all models, all questions.</summary>
    private static string Summary(BestOfNResult result, BestOfNMeasures measures)
    {
        var questions = measures.Questions(result.Strata[0], QuestionPart.All, measures.AtMost);
        string Value(ISelector selector) => Text(measures.Accuracy(questions, measures.AtMost, selector));
        var difference = measures.Difference(questions, measures.AtMost, Selectors.Argmax, Selectors.Majority);
        return string.Create(CultureInfo.InvariantCulture,
            $"Of {result.Sizes[^1]} outputs of {questions.Count} questions, a uniform draw is right in {Value(Selectors.Uniform)}, the majority in {Value(Selectors.Majority)}, "
            + $"the first that fits the schema in {Value(Selectors.SchemaFirst)}, the highest score of {result.Scorer.Name} in {Value(Selectors.Argmax)}, the best there is in {Value(Selectors.Oracle)}. "
            + $"{result.Scorer.Name} less majority: {Signed(difference)}.");
    }

    private static ValueList<KeyValuePair<string, string>> Facts(BestOfNResult result)
    {
        var facts = new List<KeyValuePair<string, string>> { new("data", result.Pool.Title) };
        facts.AddRange(PoolFacts.Files(result.Pool));
        facts.Add(new("scorer", result.Scorer.Name));
        facts.Add(new("seed", result.Options.Seed.ToString(CultureInfo.InvariantCulture)));
        facts.Add(new("orders drawn per question", result.Options.Draws.ToString(CultureInfo.InvariantCulture)));
        facts.Add(new("bootstrap resamples", result.Options.Resamples.ToString(CultureInfo.InvariantCulture)));
        facts.Add(new("unscored outputs", string.Create(CultureInfo.InvariantCulture, $"{result.Unscored} of {result.Readable} readable distinct outputs")));
        return facts.ToValueList();
    }

    private static TableSection Headline(BestOfNResult result, BestOfNMeasures measures) => new(
        $"{Capital(result.Sizes[^1].ToString())} outputs, all models",
        "Share of right choices with 95 % bootstrap interval by question group. Every question takes part, with as many runs as it has up to the size.",
        ["selector", .. measures.Parts.Select(part => part.Word()), "rule"],
        result.Selectors.Select(selector => Row([
            selector.Name,
            .. measures.Parts.Select(part => (ReportCell)measures.Accuracy(measures.Questions(result.Strata[0], part, measures.AtMost), measures.AtMost, selector)),
            selector.Rule,
        ])).ToValueList());

    private static TextSection Protocol(BestOfNResult result)
    {
        var notes = result.Pool.Notes.Count == 0 ? "" : "\n\nLeft out: " + string.Join("; ", result.Pool.Notes) + ".";
        return new("Protocol", string.Create(CultureInfo.InvariantCulture,
            $"""
            A draw of size n takes n runs of a question without replacement; each run is one output of one model. {result.Options.Draws} orders are drawn per question from the seed, the question's id and the order's number; the first n of an order are its draw of size n, so sizes and selectors are compared on the same outputs. A question counts at size n when it has at least n runs{(result.Pool.Questions.Any(question => question.IsLive) ? $"; live questions are measured up to n = {result.Options.MaximumLive}" : "")}. The accuracy of a question is the share of its draws with a right choice.

            An output that could not be decoded has no calls and is wrong; it takes no part in a vote, does not fit the schema and is taken by argmax only when nothing else was drawn. The scorer sees a question's distinct readable outputs once, as one group.{notes}
            """));
    }

    private static TableSection StratumTable(BestOfNResult result, BestOfNMeasures measures)
    {
        var sizes = Enumerable.Range(0, result.Sizes.Count).ToList();
        return new("Strata and questions", "Number of questions with at least so many runs.",
            ["stratum", "models", "questions", .. sizes.Select(size => "n = " + result.Sizes[size])],
            result.Strata.SelectMany(stratum => measures.Parts.Select(part => Row([
                stratum.Stratum.Name,
                part == QuestionPart.All ? stratum.Stratum.Description : FormattableString.Invariant($"{Models(stratum, part)} of them"),
                part.Word(),
                .. sizes.Select(size => (ReportCell)(long)stratum.Questions.Count(outcome => part.Holds(outcome.Question) && !double.IsNaN(outcome.Right[size][0]))),
            ]))).ToValueList());
    }

    /// <summary>Models of a stratum with an output to a question of a part: live questions may have few.</summary>
    private static int Models(StratumOutcome stratum, QuestionPart part)
    {
        var models = stratum.Stratum.Models.ToHashSet(StringComparer.Ordinal);
        return stratum.Questions.Where(outcome => part.Holds(outcome.Question))
            .SelectMany(outcome => outcome.Question.Outputs).SelectMany(output => output.Runs).Select(run => run.Model).Where(models.Contains).Distinct().Count();
    }

    private static CurveSection Curves(BestOfNResult result, BestOfNMeasures measures, StratumOutcome stratum, QuestionPart part)
    {
        var sizes = Enumerable.Range(0, measures.AtMost).Where(size => measures.Questions(stratum, part, size).Count > 0).ToList();
        return new($"Best of n, {part.Word()} questions, {stratum.Stratum.Name}",
            "Questions with at least n runs: their number may fall as n rises.", "outputs drawn, n", "share of right choices",
            result.Selectors.Select(selector => new Curve(Name(result, selector), sizes.Select(size => new CurvePoint(
                result.Sizes[size].Count, measures.Accuracy(measures.Questions(stratum, part, size), size, selector))).ToValueList())).ToValueList(),
            LogarithmicX: true);
    }

    private static TableSection Accuracies(BestOfNResult result, BestOfNMeasures measures, StratumOutcome stratum) => new(
        $"Accuracy, {stratum.Stratum.Name}", null,
        ["questions", "n", "count", .. result.Selectors.Select(selector => Name(result, selector))],
        Rows(result, measures, stratum, (questions, size) =>
            result.Selectors.Select(selector => (ReportCell)(measures.Accuracy(questions, size, selector) with { Count = null }))));

    private static TableSection Ordered(BestOfNResult result, BestOfNMeasures measures, StratumOutcome stratum) => new(
        "Full-sequence match, ordered",
        "The accuracies above take the calls in any order (multiset); these ask for the reference's order. The selectors and the oracle's aim are the same.",
        ["questions", "n", "count", .. result.Selectors.Select(selector => Name(result, selector))],
        Rows(result, measures, stratum, (questions, size) =>
            result.Selectors.Select(selector => (ReportCell)(measures.OrderedAccuracy(questions, size, selector) with { Count = null }))));

    private static TableSection Differences(BestOfNResult result, BestOfNMeasures measures, StratumOutcome stratum) => new(
        $"Paired differences, {stratum.Stratum.Name}",
        "Accuracy of the first less that of the second, on the same draws, with 95 % bootstrap interval by question group.",
        ["questions", "n", "count", .. from judged in Judged from baseline in Baselines select $"{Name(result, judged)} − {Name(result, baseline)}"],
        Rows(result, measures, stratum, (questions, size) =>
            from judged in Judged from baseline in Baselines select (ReportCell)(measures.Difference(questions, size, judged, baseline) with { Count = null })));

    private static ValueList<ValueList<ReportCell>> Rows(
        BestOfNResult result, BestOfNMeasures measures, StratumOutcome stratum, Func<IReadOnlyList<QuestionOutcome>, int, IEnumerable<ReportCell>> cells)
    {
        var places = from part in measures.Parts from size in Enumerable.Range(0, result.Sizes.Count) select (part, size);
        // Each row resamples on its own; the order of the rows stays.
        return places.AsParallel().AsOrdered().Select(place =>
        {
            var questions = measures.Questions(stratum, place.part, place.size);
            return questions.Count == 0 ? default : Row([place.part.Word(), result.Sizes[place.size].ToString(), (ReportCell)(long)questions.Count, .. cells(questions, place.size)]);
        }).Where(row => row.Count > 0).ToValueList();
    }

    internal static ValueList<ReportCell> Row(ReadOnlySpan<ReportCell> cells) => ValueList.Create(cells);

    internal static string Name(BestOfNResult result, ISelector selector) => selector.NeedsScores ? $"{selector.Name} ({result.Scorer.Name})" : selector.Name;

    internal static string Text(Estimate estimate) => estimate is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F3} ({low:F3} to {high:F3})")
        : estimate.Value.ToString("F3", CultureInfo.InvariantCulture);

    internal static string Signed(Estimate estimate) => estimate is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:+0.000;-0.000;0.000} ({low:+0.000;-0.000;0.000} to {high:+0.000;-0.000;0.000})")
        : estimate.Value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
