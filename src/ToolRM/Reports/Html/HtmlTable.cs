namespace ToolRM.Reports.Html;

/// <summary>Tables in a box that scrolls by itself, so that a wide one never makes the page wide.</summary>
internal static class HtmlTable
{
    // Longer texts may be broken; shorter ones keep their line. Longer tables get a height of their own.
    private const int LongText = 28, LongTable = 30;

    public static void Write(Markup markup, TableSection table)
    {
        if (table.Rows.Count == 0 || table.Columns.Count == 0)
        {
            Nothing(markup);
            return;
        }
        var isNumeric = Enumerable.Range(0, table.Columns.Count).Select(column => NumberTable.IsNumeric(table, column)).ToArray();
        markup.Add($"<div class=\"scroll{(table.Rows.Count > LongTable ? " tall" : "")}\" role=\"region\" tabindex=\"0\" aria-label=\"Table: {table.Title}\">\n")
            .Add($"<table><caption>{table.Title}</caption>\n<thead><tr>");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            markup.Add($"<th scope=\"col\"{Class(isNumeric[column] ? "num" : "")}>").Isolated(table.Columns[column]).Add($"</th>");
        }
        markup.Add($"</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            markup.Add($"<tr>");
            for (var column = 0; column < row.Count; column++) Cell(markup, row[column], isHeading: column == 0 && !isNumeric[0], isNumeric[column]);
            markup.Add($"</tr>\n");
        }
        markup.Add($"</tbody></table></div>\n");
    }

    public static void Nothing(Markup markup) => markup.Add($"<p class=\"note\">Nothing to show.</p>\n");

    private static void Cell(Markup markup, ReportCell cell, bool isHeading, bool isNumeric)
    {
        if (cell.Number is { } number)
        {
            markup.Add($"<td class=\"num\">{EstimateText.Value(number.Value, cell.Format)}");
            var (interval, count) = (EstimateText.Interval(number, cell.Format), EstimateText.Count(number));
            if (interval is not null) markup.Add($" <small>{interval}</small>");
            if (count is not null) markup.Add($" <small>{count}</small>");
            markup.Add($"</td>");
            return;
        }
        var text = cell.Text ?? "";
        var kind = isNumeric ? "num" : text.Length > LongText || text.Contains('\n') ? "long" : "";
        if (isHeading) markup.Add($"<th scope=\"row\"{Class(kind)}>").Isolated(text).Add($"</th>");
        else markup.Add($"<td{Class(kind)}>").Isolated(text).Add($"</td>");
    }

    private static Markup.Fixed Class(string name) => new(name.Length == 0 ? "" : $" class=\"{name}\"");
}
