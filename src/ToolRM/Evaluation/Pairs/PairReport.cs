using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>The results of one scorer on a set of pairs.</summary>
/// <param name="Scorer">The scorer.</param>
/// <param name="Results">One per pair of the set, in its order.</param>
public sealed record PairScores(ScorerInfo Scorer, ValueList<PairResult> Results);

/// <summary>What a report of pairs is made from.</summary>
/// <param name="Set">The pairs.</param>
/// <param name="Scores">The scorer's results.</param>
/// <param name="Against">The results of a second scorer to compare with; null for none.</param>
/// <param name="Noise">Questions whose labels are doubtful.</param>
/// <param name="Bootstrap">Resamples and seed.</param>
/// <param name="Facts">Provenance that the caller knows, such as the file's hash.</param>
public sealed record PairReportInput(
    PairSet Set, PairScores Scores, PairScores? Against, LabelNoise Noise, BootstrapOptions Bootstrap, ValueList<KeyValuePair<string, string>> Facts);

/// <summary>Makes the report of pairs: accuracy with intervals over all and by part, comparison, pointwise figures, worst misses.</summary>
public static class PairReport
{
    private const string AccuracyNote =
        "Strict: a tie or a missing score counts as wrong (95 % Wilson interval). Ties ½: a tie counts half, a missing score as wrong (95 % percentile "
        + "bootstrap over questions with the same text). Coverage: both replies scored. A decodable pair is one whose wrong reply could be decoded into calls; "
        + "the others are shown to scorers as their text without calls.";

    /// <summary>Makes the report.</summary>
    /// <param name="input">Pairs, results and provenance.</param>
    public static Report Make(PairReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var tables = new PairTables(input);
        var sections = new List<ReportSection> { Accuracy(input, tables), tables.Bars("By error label", pair => pair.ErrorLabel) };
        if (PairOrders.Section(input) is { } orders) sections.Insert(1, orders);
        sections.AddRange(tables.Breakdowns());
        if (input.Against is { } against) sections.Add(Comparison(input, against, tables));
        sections.AddRange(PointwiseSections.Of(input));
        sections.Add(PairMisses.Of(input.Scores));
        return new($"Pairs: {input.Set.Title}", Summary(input, tables), Facts(input), sections.ToValueList());
    }

    private static TableSection Accuracy(PairReportInput input, PairTables tables)
    {
        var noisy = tables.Positions(pair => input.Noise.Contains(pair.QuestionId)).Length;
        var parts = new List<PairStratum> { new("all pairs", tables.Positions(_ => true)) };
        var decodable = tables.Positions(pair => pair.IsDecodable);
        if (decodable.Length < input.Set.Pairs.Count) parts.Insert(0, new("decodable pairs", decodable));
        if (noisy > 0)
        {
            parts.AddRange(parts.Select(part => new PairStratum(
                part.Name + " without known label noise", [.. part.Pairs.Where(i => !input.Noise.Contains(input.Set.Pairs[i].QuestionId))])).ToList());
        }
        var note = AccuracyNote + string.Create(CultureInfo.InvariantCulture, $" Label noise: {noisy} of these pairs are among the {input.Noise.Count} questions of the {input.Noise.Source}.");
        return tables.Table("Accuracy", note, parts);
    }

    private static TableSection Comparison(PairReportInput input, PairScores against, PairTables tables)
    {
        var (first, second) = (input.Scores.Scorer.Name, against.Scorer.Name);
        var rows = new List<ValueList<ReportCell>>();
        var byGroup = new List<bool>();
        foreach (var (name, positions) in (ReadOnlySpan<(string, int[])>)[("decodable pairs", tables.Positions(pair => pair.IsDecodable)), ("all pairs", tables.Positions(_ => true))])
        {
            if (positions.Length == 0) continue;
            var comparison = PairComparison.Of(
                [.. positions.Select(i => input.Scores.Results[i])], [.. positions.Select(i => against.Results[i])], input.Bootstrap);
            byGroup.Add(comparison.IsByGroup);
            rows.Add([
                name, positions.Length, comparison.BothRight, comparison.FirstOnly, comparison.SecondOnly, comparison.NeitherRight,
                new ReportCell(null, new Estimate(comparison.P), "G3"), comparison.Difference, comparison.TiesHalfDifference]);
        }
        return new(
            $"{first} against {second}",
            $"p: {Test(byGroup)} over the pairs that only one scorer orders right (a tie or a missing score is not right). Differences are accuracy of "
            + $"{first} less that of {second}, with a paired 95 % bootstrap interval.",
            ["pairs", "n", "both right", $"only {first}", $"only {second}", "neither", "p", "difference, strict", "difference, ties ½"], rows.ToValueList());
    }

    private static string Test(List<bool> byGroup) => (byGroup.Contains(false), byGroup.Contains(true)) switch
    {
        (true, true) => "McNemar's exact two-sided test, or two-sided random signs by question where a question has several pairs,",
        (_, true) => "two-sided random signs by question, as questions have several pairs,",
        _ => "McNemar's exact two-sided test",
    };

    private static string Summary(PairReportInput input, PairTables tables)
    {
        var positions = tables.Positions(pair => pair.IsDecodable);
        var which = positions.Length == input.Set.Pairs.Count ? "pairs" : "decodable pairs";
        if (positions.Length == 0) (positions, which) = (tables.Positions(_ => true), "undecodable pairs");
        var results = positions.Select(i => input.Scores.Results[i]).ToList();
        var figures = PairFigures.Of(results, input.Bootstrap);
        var text = $"{input.Scores.Scorer.Name} scores the right reply higher in {Text(figures.Strict)} of {Number(figures.Count)} {which}; with ties at ½ {Text(figures.TiesHalf)}.";
        if (input.Against is not { } against) return text;
        var comparison = PairComparison.Of(results, [.. positions.Select(i => against.Results[i])], input.Bootstrap);
        return text + $" Less {against.Scorer.Name}: {Text(comparison.Difference, "+0.000;-0.000;0.000")} strictly ({(comparison.IsByGroup ? "random signs by question," : "McNemar")} p = {comparison.P.ToString("G2", CultureInfo.InvariantCulture)}), "
            + $"{Text(comparison.TiesHalfDifference, "+0.000;-0.000;0.000")} with ties at ½.";
    }

    private static string Text(Estimate estimate, string format = "F3")
    {
        var value = estimate.Value.ToString(format, CultureInfo.InvariantCulture);
        return estimate is { Low: { } low, High: { } high }
            ? $"{value} [{low.ToString(format, CultureInfo.InvariantCulture)}, {high.ToString(format, CultureInfo.InvariantCulture)}]"
            : value;
    }

    private static ValueList<KeyValuePair<string, string>> Facts(PairReportInput input)
    {
        var facts = new List<KeyValuePair<string, string>>
        {
            new("data", input.Set.Title),
            new("pairs", Number(input.Set.Pairs.Count)),
            new("groups", Number(input.Set.Pairs.Select(pair => pair.GroupId).Distinct(StringComparer.Ordinal).Count())),
            new("undecodable wrong replies", Number(input.Set.Pairs.Count(pair => !pair.IsDecodable))),
            new("pairs left out (no accepted output of a model)", Number(input.Set.LeftOut)),
            new("scorer", Describe(input.Scores.Scorer)),
        };
        var alike = input.Set.Pairs.Count(pair => pair.IsAlike() && pair.Chosen.Count > 0);
        if (alike > 0) facts.Add(new("pairs with the same calls but for the spelling of numbers (ties)", Number(alike)));
        if (input.Against is { } against) facts.Add(new("against", Describe(against.Scorer)));
        facts.Add(new("bootstrap", $"B = {Number(input.Bootstrap.Resamples)}, percentile, by group, seed {Number(input.Bootstrap.Seed)}"));
        return facts.Concat(input.Facts).ToValueList();
    }

    private static string Describe(ScorerInfo scorer) =>
        $"{scorer.Name} ({scorer.Scale.ToString().ToLowerInvariant()} scale{(scorer.NeedsReference ? ", shown the reference" : "")})";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
