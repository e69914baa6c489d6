using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Comparison;

/// <summary>
/// Numbers that stand at the same place of several reports: same heading, same words in the row, same column. The scorer's name
/// counts as the same word in all of them.
/// </summary>
internal static class SharedNumbers
{
    private const string Scorer = "scorer";

    /// <summary>A table of the numbers that differ, with the differences from the first report; null when no place is shared.</summary>
    public static TableSection? Table(IReadOnlyList<MeasuredRun> runs)
    {
        var numbers = runs.Select(Numbers).ToList();
        var rows = new List<ValueList<ReportCell>>();
        long shared = 0;
        foreach (var (place, first) in numbers[0])
        {
            var values = new List<ReportCell> { first };
            foreach (var other in numbers.Skip(1))
            {
                if (other.TryGetValue(place, out var cell)) values.Add(cell);
            }
            if (values.Count != runs.Count) continue;
            shared++;
            if (values.All(cell => cell.Number!.Value.Value.Equals(first.Number!.Value.Value))) continue;
            rows.Add([
                place.Section, place.Row, place.Column, .. values.Select(Bare),
                .. values.Skip(1).Select(cell => new ReportCell(null, new Estimate(cell.Number!.Value.Value - first.Number!.Value.Value), first.Format))]);
        }
        if (shared == 0) return null;
        return new(
            ComparisonReport.NumbersTitle,
            FormattableString.Invariant($"As the reports give them, on all items of each run and without a test. {shared - rows.Count} numbers that are the same in all runs are left out."),
            ["section", "row", "column", .. runs.Select(run => run.Name), .. runs.Skip(1).Select(run => $"{run.Name} − {runs[0].Name}")], rows.ToValueList());
    }

    private static ReportCell Bare(ReportCell cell) => cell with { Number = cell.Number!.Value with { Count = null } };

    private static Dictionary<Place, ReportCell> Numbers(MeasuredRun run)
    {
        var numbers = new Dictionary<Place, ReportCell>();
        foreach (var section in run.Report.Sections)
        {
            var table = section switch
            {
                TableSection given => given,
                BarSection bars => NumberTable.Of(bars),
                CurveSection curves => NumberTable.Of(curves),
                _ => null,
            };
            if (table is null) continue;
            foreach (var row in table.Rows)
            {
                var words = Words(table, row, run);
                for (var i = 0; i < row.Count; i++)
                {
                    // A place that stands twice in a report cannot be told apart; the first one counts.
                    if (row[i].Number is not null) numbers.TryAdd(new(Heading(table.Title, run), words, Heading(table.Columns[i], run)), row[i]);
                }
            }
        }
        return numbers;
    }

    /// <summary>The row's texts; of a row of numbers alone, such as a point of a curve, its first number.</summary>
    private static string Words(TableSection table, ValueList<ReportCell> row, MeasuredRun run)
    {
        var texts = row.Where(cell => cell.Text is { Length: > 0 }).Select(cell => cell.Text == run.Scorer ? Scorer : cell.Text!).ToList();
        return texts.Count > 0 || row.Count == 0 ? string.Join(", ", texts) : $"{table.Columns[0]} {EstimateText.Value(row[0].Number!.Value.Value, row[0].Format)}";
    }

    private static string Heading(string text, MeasuredRun run) => text == run.Scorer
        ? Scorer
        : text.Replace($"({run.Scorer})", $"({Scorer})", StringComparison.Ordinal).Replace($"scorer {run.Scorer}", Scorer, StringComparison.Ordinal);

    private readonly record struct Place(string Section, string Row, string Column);
}
