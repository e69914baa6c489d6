using System.Globalization;

namespace ToolRM.Reports;

/// <summary>What must hold of a report before it is written.</summary>
internal static class ReportShape
{
    /// <summary>Checks a report that our own code built.</summary>
    /// <exception cref="ArgumentException">A row or a series has another length than its headings, or a format is none.</exception>
    public static void Check(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var section in report.Sections)
        {
            if (Problem(section) is { } problem) throw new ArgumentException($"Section '{section.Title}': {problem}.", nameof(report));
        }
    }

    /// <summary>What is wrong with a section; null when nothing is.</summary>
    public static string? Problem(ReportSection section)
    {
        switch (section)
        {
            case TableSection table:
                for (var row = 0; row < table.Rows.Count; row++)
                {
                    if (table.Rows[row].Count != table.Columns.Count)
                        return Text($"row {row} has {table.Rows[row].Count} cells, the table has {table.Columns.Count} columns");
                    foreach (var cell in table.Rows[row])
                    {
                        if (cell.Text is null == cell.Number is null) return Text($"row {row} has a cell that is not exactly one of text and number");
                        if (cell.Number is not null && !IsFormat(cell.Format)) return Text($"row {row} has the format '{cell.Format}', which is no numeric format");
                    }
                }
                return null;
            case BarSection bars:
                foreach (var series in bars.Series)
                {
                    if (series.Values.Count != bars.Labels.Count)
                        return Text($"series '{series.Name}' has {series.Values.Count} values, there are {bars.Labels.Count} labels");
                }
                return null;
            default:
                return null;
        }
    }

    private static bool IsFormat(string format)
    {
        try
        {
            _ = 0.0.ToString(format, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
