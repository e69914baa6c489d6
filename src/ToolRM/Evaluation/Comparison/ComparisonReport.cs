using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Comparison;

/// <summary>Runs of one evaluation against the first of them, as a report: differences, paired tests, changed items.</summary>
public static class ComparisonReport
{
    /// <summary>Title of the table of items that changed.</summary>
    public const string ChangedTitle = "Items that changed";

    /// <summary>Title of the table of numbers that stand in all reports.</summary>
    public const string NumbersTitle = "Every shared number of the reports";

    private const int MostNamed = 20;

    private const string TestNote =
        "On the items that both runs have. McNemar's exact two-sided test where an item is right or not and no two items are of one group, else random signs by group of items (two-sided; "
        + "of so many draws, p is never below 1 / (draws + 1)). Intervals are 95 %, of differences by paired bootstrap over groups. \"higher\" counts the items on which that run alone is right, or higher.";

    /// <summary>Makes the report.</summary>
    /// <param name="runs">At least two; the others are compared with the first. All have the same measures, or none.</param>
    /// <param name="notes">What a reader must know about differences of the runs' data and options, as sentences.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">Fewer than two runs, or other measures than the first run's.</exception>
    public static Report Make(IReadOnlyList<MeasuredRun> runs, IReadOnlyList<string> notes, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(notes);
        if (runs.Count < 2) throw new ArgumentException($"a comparison needs two runs, there are {runs.Count}", nameof(runs));
        if (runs.FirstOrDefault(run => run.Measures != runs[0].Measures) is { } odd) throw new ArgumentException($"\"{odd.Name}\" has other measures than \"{runs[0].Name}\"", nameof(runs));
        options ??= new();
        var rows = Rows(runs, options);
        var sections = new List<ReportSection>();
        if (notes.Count > 0) sections.Add(new TextSection("Read with care", string.Join("\n\n", notes)));
        if (rows.Count > 0)
        {
            var tested = rows.Where(row => !double.IsNaN(row.Difference.P)).ToList();
            var byGroup = tested.Count(row => row.Difference.IsByGroup);
            var tests = FormattableString.Invariant($" {tested.Count} tests are made in this report, {tested.Count - byGroup} McNemar's and {byGroup} by random signs; \"p, Holm\" is adjusted for all of them.");
            sections.Add(Table("Shared measures", TestNote + tests, runs[0], rows.Where(row => row.Part is null), isPart: false));
            sections.Add(Bars(runs, options));
            if (rows.Any(row => row.Part is not null)) sections.Add(Table($"By part: {runs[0].Measures[0].Name}", "Parts of the data with items of both runs." + tests, runs[0], rows.Where(row => row.Part is not null), isPart: true));
            sections.Add(Changed(runs));
            if (Alone(runs) is { Rows.Count: > 0 } alone) sections.Add(alone);
        }
        if (SharedNumbers.Table(runs) is { } shared) sections.Add(shared);
        return new(
            $"Comparison: {string.Join(" against ", runs.Skip(1).Select(run => run.Name).Prepend(runs[0].Name))}", Summary(runs, rows), Facts(runs, options), sections.ToValueList());
    }

    private static List<Row> Rows(IReadOnlyList<MeasuredRun> runs, BootstrapOptions options)
    {
        var rows = new List<Row>();
        foreach (var run in runs.Skip(1))
        {
            var items = SharedItems.Of(runs[0], run).Both;
            for (var m = 0; m < run.Measures.Count; m++) rows.Add(new(run, null, Of(run.Measures[m], m, items), double.NaN));
            if (run.Measures.Count == 0) continue;
            foreach (var part in items.Where(item => item.First.Part is not null).GroupBy(item => item.First.Part!, StringComparer.Ordinal).OrderByDescending(part => part.Count()).ThenBy(part => part.Key, StringComparer.Ordinal))
                rows.Add(new(run, part.Key, Of(run.Measures[0], 0, [.. part]), double.NaN));
        }
        var adjusted = Holm.Adjust([.. rows.Select(row => row.Difference.P)]);
        return [.. rows.Select((row, i) => row with { Adjusted = adjusted[i] })];

        MeasureDifference Of(ItemMeasure measure, int at, IReadOnlyList<(MeasuredItem First, MeasuredItem Second)> items) => MeasureDifference.Of(
            measure, [.. items.Select(item => item.First.Values[at])], [.. items.Select(item => item.Second.Values[at])], [.. items.Select(item => item.First.Group)], options);
    }

    private static TableSection Table(string title, string note, MeasuredRun first, IEnumerable<Row> rows, bool isPart) => new(
        title, note,
        ["run", isPart ? "part" : "measure", "n", first.Name, "run's", $"run − {first.Name}", "p", "p, Holm", $"{first.Name} higher", "run higher"],
        rows.Select(row => (ValueList<ReportCell>)[
            row.Run.Name, isPart ? row.Part! : row.Difference.Measure.Name, row.Difference.Difference.Count ?? 0,
            Bare(row.Difference.First), Bare(row.Difference.Second), new ReportCell(null, row.Difference.Difference with { Count = null }, "+0.000;-0.000;0.000"),
            Probability(row.Difference.P), Probability(row.Adjusted), row.Difference.FirstHigher, row.Difference.SecondHigher]).ToValueList());

    /// <summary>Every run on the items that all have.</summary>
    private static BarSection Bars(IReadOnlyList<MeasuredRun> runs, BootstrapOptions options)
    {
        var shared = runs.Skip(1).Aggregate(runs[0].Items.Select(item => item.Id).ToHashSet(StringComparer.Ordinal), (ids, run) =>
        {
            ids.IntersectWith(run.Items.Select(item => item.Id));
            return ids;
        });
        return new(
            "Side by side", FormattableString.Invariant($"On the {shared.Count} items that all runs have, with 95 % intervals."), "share",
            runs[0].Measures.Select(measure => measure.Name).ToValueList(),
            runs.Select(run =>
            {
                var items = run.Items.Where(item => shared.Contains(item.Id)).ToList();
                return new BarSeries(run.Name, run.Measures.Select((measure, m) => (Estimate?)MeasureDifference.Mean(
                    measure, [.. items.Select(item => item.Values[m])], [.. items.Select(item => item.Group)], options)).ToValueList());
            }).ToValueList());
    }

    /// <summary>Items whose value of the first measure changed most: where to look next.</summary>
    private static TableSection Changed(IReadOnlyList<MeasuredRun> runs)
    {
        var rows = new List<ValueList<ReportCell>>();
        foreach (var run in runs.Skip(1))
        {
            var both = SharedItems.Of(runs[0], run).Both.Select(item => (item.First, item.Second, By: item.Second.Values[0] - item.First.Values[0])).ToList();
            foreach (var sign in (ReadOnlySpan<int>)[-1, 1])
            {
                // Sorting is stable: items that changed alike stay in the data's order.
                foreach (var (first, second, _) in both.Where(item => Math.Sign(item.By) == sign).OrderByDescending(item => Math.Abs(item.By)).Take(MostNamed))
                    rows.Add([run.Name, sign < 0 ? "lower" : "higher", first.Id, first.Part ?? "", Bare(new(first.Values[0])), Bare(new(second.Values[0]))]);
            }
        }
        return new(
            ChangedTitle, FormattableString.Invariant($"By {runs[0].Measures[0].Name}: up to {MostNamed} items each on which a run is lower or higher than {runs[0].Name}, largest change first."),
            ["run", "it is", "item", "part", runs[0].Name, "run's"], rows.ToValueList());
    }

    private static TableSection Alone(IReadOnlyList<MeasuredRun> runs)
    {
        var rows = new List<ValueList<ReportCell>>();
        foreach (var run in runs.Skip(1))
        {
            var shared = SharedItems.Of(runs[0], run);
            foreach (var (name, ids) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)[(runs[0].Name, shared.FirstOnly), (run.Name, shared.SecondOnly)])
            {
                if (ids.Count > 0) rows.Add([$"{runs[0].Name} and {run.Name}", name, (long)ids.Count, string.Join(", ", ids.Take(MostNamed)) + (ids.Count > MostNamed ? ", …" : "")]);
            }
        }
        return new("Items that only one run has", FormattableString.Invariant($"They take part in no test. Up to {MostNamed} are named."), ["runs", "only in", "items", "ids"], rows.ToValueList());
    }

    private static string Summary(IReadOnlyList<MeasuredRun> runs, List<Row> rows)
    {
        if (rows.Count == 0) return "The runs have no rows per item that could be paired: differences of the reports' numbers are given without tests.";
        return string.Join(" ", rows.Where(row => row.Part is null && row.Difference.Measure == row.Run.Measures[0]).Select(row => row.Difference.Difference.Count == 0
            ? $"{row.Run.Name} shares no item with {runs[0].Name}."
            : string.Create(CultureInfo.InvariantCulture,
                $"{row.Run.Name} less {runs[0].Name} on {row.Difference.Difference.Count} shared items: {row.Difference.Measure.Name} {Text(row.Difference.Difference)}, {Test(row.Difference)} p = {row.Difference.P:G2}, {row.Adjusted:G2} by Holm over {rows.Count(other => !double.IsNaN(other.Difference.P))} tests.")));
    }

    private static ValueList<KeyValuePair<string, string>> Facts(IReadOnlyList<MeasuredRun> runs, BootstrapOptions options)
    {
        var facts = runs.SelectMany(run => run.Report.Facts.Select(fact => KeyValuePair.Create($"{run.Name}: {fact.Key}", fact.Value)).Prepend(new($"{run.Name}: report", run.Report.Title))).ToList();
        // What all runs state alike stands once.
        var alike = runs[0].Report.Facts.Where(fact => runs.Skip(1).All(run => run.Report.Facts.Contains(fact))).ToHashSet();
        facts.RemoveAll(fact => alike.Any(shared => fact.Value == shared.Value && runs.Any(run => fact.Key == $"{run.Name}: {shared.Key}")));
        return
        [
            .. runs[0].Report.Facts.Where(alike.Contains), .. facts,
            new("comparison's bootstrap", FormattableString.Invariant($"B = {options.Resamples}, percentile, paired, by group, seed {options.Seed}; as many draws of signs")),
        ];
    }

    private static string Test(MeasureDifference difference) => difference.IsByGroup ? "random signs'" : "McNemar's";

    private static string Text(Estimate estimate) => estimate is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:+0.000;-0.000;0.000} [{low:+0.000;-0.000;0.000}, {high:+0.000;-0.000;0.000}]")
        : estimate.Value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static ReportCell Bare(Estimate estimate) => estimate with { Count = null };

    private static ReportCell Probability(double p) => new(null, new Estimate(p), "G3");

    private sealed record Row(MeasuredRun Run, string? Part, MeasureDifference Difference, double Adjusted);
}
