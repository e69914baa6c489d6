using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Evaluation.Irrelevance;

/// <summary>Whether a scorer knows when not to call, as a report.</summary>
public static class IrrelevanceReport
{
    /// <summary>Measures and makes the report.</summary>
    /// <param name="callable">Questions to which a call is right, abstentions merged (<see cref="PoolAbstentions"/>).</param>
    /// <param name="callableScores">Their scores.</param>
    /// <param name="irrelevance">Questions to which none is.</param>
    /// <param name="irrelevanceScores">Their scores.</param>
    /// <param name="options">The protocol of the draws; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Report Of(
        CandidatePool callable, PoolScores callableScores, CandidatePool irrelevance, PoolScores irrelevanceScores,
        BestOfNOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callable);
        ArgumentNullException.ThrowIfNull(callableScores);
        ArgumentNullException.ThrowIfNull(irrelevance);
        ArgumentNullException.ThrowIfNull(irrelevanceScores);
        options ??= new();
        var bootstrap = new BootstrapOptions { Seed = options.Seed, Resamples = options.Resamples };
        var parts = QuestionParts.Of(callable).Intersect(QuestionParts.Of(irrelevance)).ToList();
        var separations = parts.AsParallel().AsOrdered().Select(part =>
        {
            var scores = new CallScores(callable, callableScores, irrelevance, irrelevanceScores, part, bootstrap);
            return (part, scores, Auroc: scores.Auroc(), At: scores.AtThreshold());
        }).ToList();
        var wrongCalls = AbstentionRates.Of(irrelevance, irrelevanceScores, options, cancellationToken);
        var wrongSilence = AbstentionRates.Of(callable, callableScores, options, cancellationToken);
        var name = callableScores.Scorer.Name;

        var separation = new TableSection(
            "Right calls against calls that should not be made",
            "AUROC: score of each distinct accepted output at callable questions against each distinct output with calls at irrelevance questions, ties ½. "
            + "Threshold: the highest that keeps 95 % of the accepted outputs; the fall is the share of the wrong calls below it. Intervals by question group."
            + (callableScores.Scorer.Scale == ScoreScale.Raw ? $" The scale of {name} is raw: its scores are made to be compared within one question, and this compares them between questions." : ""),
            ["questions", "accepted", "wrong calls", "unscored", "AUROC", "threshold", "accepted kept", "fall in wrong calls"],
            separations.Select(entry => BestOfNReport.Row([
                entry.part.Word(), (ReportCell)(long)entry.scores.Right, (ReportCell)(long)entry.scores.Wrong, (ReportCell)(long)entry.scores.Unscored,
                entry.Auroc with { Count = null }, new Estimate(entry.At.Threshold), entry.At.Kept with { Count = null }, entry.At.Fall with { Count = null },
            ])).ToValueList());
        var (auroc, fall) = (separations[0].Auroc, separations[0].At.Fall);
        return new(
            $"Irrelevance: {callable.Title}, scorer {name}",
            string.Create(CultureInfo.InvariantCulture,
                $"The scores of {name} tell an accepted call from one that should not be made with AUROC {BestOfNReport.Text(auroc)}; keeping 95 % of the accepted calls, wrong calls fall by {BestOfNReport.Text(fall)} ({separations[0].scores.Right} accepted, {separations[0].scores.Wrong} wrong distinct outputs)."),
            Facts(callable, irrelevance, name, options),
            [
                separation,
                Rates("Wrong calling", $"Share of choices with a call, at {irrelevance.Questions.Count} questions to which no call is right.", parts, options, name, wrongCalls.Called),
                Rates("Wrong abstaining", $"Share of choices without a call, at {callable.Questions.Count} questions to which one is right. An output that could not be decoded is an abstention here, as in the irrelevance rows.", parts, options, name, wrongSilence.Abstained),
                .. parts.Select(part => Curves($"Wrong calling, {part.Word()} questions", "share of choices with a call", part, options, name, wrongCalls.Called)),
                .. parts.Select(part => Curves($"Wrong abstaining, {part.Word()} questions", "share of choices without a call", part, options, name, wrongSilence.Abstained)),
                Protocol(options),
            ]);
    }

    private static TableSection Rates(
        string title, string note, IReadOnlyList<QuestionPart> parts, BestOfNOptions options, string scorer, Func<QuestionPart, int, int, Estimate> rate) => new(
        title, note,
        ["questions", "n", "count", .. Selectors.All.Select(selector => Name(selector, scorer))],
        (from part in parts
         from size in Enumerable.Range(0, options.Sizes.Count)
         let rates = Selectors.All.Select((_, selector) => rate(part, size, selector)).ToList()
         where rates[0].Count > 0
         select BestOfNReport.Row([
             part.Word(), options.Sizes[size].ToString(CultureInfo.InvariantCulture), (ReportCell)rates[0].Count!.Value,
             .. rates.Select(estimate => (ReportCell)(estimate with { Count = null })),
         ])).ToValueList());

    private static CurveSection Curves(
        string title, string axis, QuestionPart part, BestOfNOptions options, string scorer, Func<QuestionPart, int, int, Estimate> rate) => new(
        title, null, "outputs drawn, n", axis,
        Selectors.All.Select((selector, position) => new Curve(
            Name(selector, scorer),
            Enumerable.Range(0, options.Sizes.Count).Select(size => (Size: options.Sizes[size], Rate: rate(part, size, position)))
                .Where(point => point.Rate.Count > 0).Select(point => new CurvePoint(point.Size, point.Rate)).ToValueList())).ToValueList(),
        LogarithmicX: true);

    private static TextSection Protocol(BestOfNOptions options) => new("Protocol", string.Create(CultureInfo.InvariantCulture,
        $"""
        A draw of size n takes n runs of a question without replacement, over all models; {options.Draws} orders are drawn per question, and the first n of an order are its draw of size n. Questions with fewer than n runs are left out at n; live questions are measured up to n = {options.MaximumLive}.

        Every output without calls is one abstention on both sides, whether it was an empty list or text. Abstentions vote together and fit the schema; the scorer judges an abstention as a reply without calls.
        """));

    private static ValueList<KeyValuePair<string, string>> Facts(CandidatePool callable, CandidatePool irrelevance, string scorer, BestOfNOptions options) =>
    [
        new("data", callable.Title),
        .. PoolFacts.Files(callable),
        .. PoolFacts.Files(irrelevance),
        new("scorer", scorer),
        new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
        new("orders drawn per question", options.Draws.ToString(CultureInfo.InvariantCulture)),
        new("bootstrap resamples", options.Resamples.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Name(ISelector selector, string scorer) => selector.NeedsScores ? $"{selector.Name} ({scorer})" : selector.Name;
}
