using ToolRM.Conversations;

namespace ToolRM.Reports;

/// <summary>The numbers of a chart as a table: what Markdown shows in its place, and what stands below it in HTML.</summary>
internal static class NumberTable
{
    private const string Format = "F3";

    /// <summary>One row per label, one column per series.</summary>
    public static TableSection Of(BarSection section) => new(
        section.Title,
        section.Note,
        [section.Axis, .. section.Series.Select(series => series.Name)],
        Enumerable.Range(0, section.Labels.Count)
            .Select(row => (ValueList<ReportCell>)[section.Labels[row], .. section.Series.Select(series => Cell(series.Values[row]))])
            .ToValueList());

    /// <summary>One row per position on the x axis, one column per curve; rising.</summary>
    public static TableSection Of(CurveSection section)
    {
        var rows = new SortedDictionary<double, ReportCell[]>();
        for (var curve = 0; curve < section.Curves.Count; curve++)
        {
            foreach (var point in section.Curves[curve].Points)
            {
                if (!rows.TryGetValue(point.X, out var cells))
                    rows[point.X] = cells = [.. Enumerable.Repeat<ReportCell>("", section.Curves.Count)];
                cells[curve] = Cell(point.Y);
            }
        }
        return new(
            section.Title,
            section.Note,
            [section.XAxis, .. section.Curves.Select(curve => curve.Name)],
            rows.Select(row => (ValueList<ReportCell>)[Position(row.Key), .. row.Value]).ToValueList());
    }

    private static ReportCell Cell(Estimate? estimate) => estimate is { } given ? new ReportCell(null, given, Format) : "";

    private static ReportCell Position(double x) => new(null, new Estimate(x), "0.######");
}
