using ToolRM.Conversations;

namespace ToolRM.Reports;

/// <summary>The numbers of a chart as a table: what Markdown shows in its place, and what stands below it in HTML.</summary>
internal static class NumberTable
{
    /// <summary>One row per label, one column per series.</summary>
    public static TableSection Of(BarSection section)
    {
        var format = Format(section);
        return new(
            section.Title,
            section.Note,
            ["label", .. section.Series.Select(series => series.Name)],
            Enumerable.Range(0, section.Labels.Count)
                .Select(row => (ValueList<ReportCell>)[section.Labels[row], .. section.Series.Select(series => Cell(series.Values[row], format))])
                .ToValueList());
    }

    /// <summary>One row per position on the x axis, rising, one column per curve. Points of one curve at one position have rows of their own.</summary>
    public static TableSection Of(CurveSection section)
    {
        var format = Format(section);
        var rows = new SortedDictionary<(double X, int Occurrence), ReportCell[]>();
        for (var curve = 0; curve < section.Curves.Count; curve++)
        {
            foreach (var point in section.Curves[curve].Points)
            {
                var place = (point.X, Occurrence: 0);
                while (rows.TryGetValue(place, out var taken) && taken[curve].Number is not null) place.Occurrence++;
                if (!rows.TryGetValue(place, out var cells))
                    rows[place] = cells = [.. Enumerable.Repeat<ReportCell>("", section.Curves.Count)];
                cells[curve] = Cell(point.Y, format);
            }
        }
        return new(
            section.Title,
            section.Note,
            [section.XAxis, .. section.Curves.Select(curve => curve.Name)],
            rows.Select(row => (ValueList<ReportCell>)[Position(row.Key.X), .. row.Value]).ToValueList());
    }

    /// <summary>Format of the numbers of a chart: about four digits.</summary>
    public static string Format(BarSection section) => Format(section.Series.SelectMany(series => series.Values).OfType<Estimate>());

    /// <inheritdoc cref="Format(BarSection)"/>
    public static string Format(CurveSection section) => Format(section.Curves.SelectMany(curve => curve.Points).Select(point => point.Y));

    /// <summary>Whether a column holds numbers: they are set to the right.</summary>
    public static bool IsNumeric(TableSection table, int column) =>
        table.Rows.Any(row => row[column].Number is not null) && table.Rows.All(row => row[column].Number is not null || row[column].Text is "" or EstimateText.NotDefined);

    private static string Format(IEnumerable<Estimate> estimates) =>
        estimates.Select(estimate => Math.Abs(estimate.Value)).Where(double.IsFinite).DefaultIfEmpty(0).Max() switch
        {
            >= 1000 => "F0",
            >= 100 => "F1",
            >= 10 => "F2",
            _ => "F3",
        };

    private static ReportCell Cell(Estimate? estimate, string format) => estimate is { } given ? new ReportCell(null, given, format) : "";

    private static ReportCell Position(double x) => new(null, new Estimate(x), "0.######");
}
