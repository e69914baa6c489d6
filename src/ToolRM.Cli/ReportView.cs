using System.Globalization;
using Spectre.Console;
using ToolRM.Reports;

namespace ToolRM.Cli;

/// <summary>The short form of a report on a terminal: title, finding and some of its tables.</summary>
internal static class ReportView
{
    /// <summary>Prints the report's head and the tables whose titles are asked for, with their notes.</summary>
    public static void Write(CliConsole console, Report report, Func<TableSection, bool> isShown)
    {
        var rich = console.Rich();
        rich.MarkupLineInterpolated($"[bold]{report.Title}[/]");
        rich.MarkupLineInterpolated($"{report.Summary}");
        foreach (var section in report.Sections.OfType<TableSection>().Where(isShown))
        {
            rich.MarkupLineInterpolated($"\n[bold]{section.Title}[/]");
            var table = new Table().Border(TableBorder.None);
            for (var i = 0; i < section.Columns.Count; i++)
            {
                var column = new TableColumn(Markup.Escape(section.Columns[i]));
                table.AddColumn(section.Rows.Any(row => row[i].Number is not null) ? column.RightAligned() : column);
            }
            foreach (var row in section.Rows) table.AddRow(row.Select(cell => Markup.Escape(Text(cell))).ToArray());
            rich.Write(table);
            if (section.Note is { } note) rich.MarkupLineInterpolated($"[dim]{note}[/]");
        }
    }

    private static string Text(ReportCell cell)
    {
        if (cell.Number is not { } number) return cell.Text ?? "";
        if (double.IsNaN(number.Value)) return "n/a";
        var value = number.Value.ToString(cell.Format, CultureInfo.InvariantCulture);
        return number is { Low: { } low, High: { } high }
            ? string.Create(CultureInfo.InvariantCulture, $"{value} [{low.ToString(cell.Format, CultureInfo.InvariantCulture)}, {high.ToString(cell.Format, CultureInfo.InvariantCulture)}]")
            : value;
    }
}
