using System.Text;

namespace ToolRM.Reports;

/// <summary>Reports as Markdown with pipe tables (GitHub's), for notes and terminals. Charts are tables of their numbers.</summary>
public static class ReportMarkdown
{
    /// <summary>The report as text.</summary>
    /// <param name="report">The report; its texts are shown as they are, never as markup.</param>
    /// <exception cref="ArgumentException">A row or a series has another length than its headings.</exception>
    public static string Write(Report report)
    {
        ReportShape.Check(report);
        var builder = new StringBuilder();
        builder.Append("# ").Append(MarkdownText.Inline(report.Title)).Append('\n');
        Paragraphs(builder, report.Summary);
        foreach (var section in report.Sections)
        {
            builder.Append("\n## ").Append(MarkdownText.Inline(section.Title)).Append('\n');
            if (section.Note is { } note) Paragraphs(builder, note);
            Append(builder, section);
        }
        if (report.Facts.Count > 0)
        {
            builder.Append("\n## Provenance\n\n");
            foreach (var fact in report.Facts)
                builder.Append("- ").Append(MarkdownText.Inline(fact.Key)).Append(": ").Append(MarkdownText.Inline(fact.Value)).Append('\n');
        }
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, ReportSection section)
    {
        switch (section)
        {
            case TableSection table: Table(builder, table); break;
            case BarSection bars when bars.Series.Count > 0:
                builder.Append('\n').Append(MarkdownText.Inline(bars.Axis)).Append('\n');
                Table(builder, NumberTable.Of(bars));
                break;
            case CurveSection curves:
                builder.Append('\n').Append(MarkdownText.Inline($"{curves.YAxis} by {curves.XAxis}")).Append('\n');
                Table(builder, NumberTable.Of(curves));
                break;
            case DiffSection diffs:
                foreach (var item in diffs.Items) Diff(builder, item);
                if (diffs.Items.Count == 0) Nothing(builder);
                break;
            case TextSection paragraph when !string.IsNullOrWhiteSpace(paragraph.Text): Paragraphs(builder, paragraph.Text); break;
            default: Nothing(builder); break;
        }
    }

    private static void Paragraphs(StringBuilder builder, string text)
    {
        foreach (var paragraph in MarkdownText.Paragraphs(text)) builder.Append('\n').Append(paragraph).Append('\n');
    }

    private static void Nothing(StringBuilder builder) => builder.Append("\nNothing to show.\n");

    private static void Table(StringBuilder builder, TableSection table)
    {
        if (table.Rows.Count == 0 || table.Columns.Count == 0)
        {
            Nothing(builder);
            return;
        }
        builder.Append('\n');
        Row(builder, table.Columns.Select(MarkdownText.Inline));
        Row(builder, table.Columns.Select((_, column) => NumberTable.IsNumeric(table, column) ? "---:" : "---"));
        foreach (var row in table.Rows) Row(builder, row.Select(Cell));
    }

    private static string Cell(ReportCell cell) =>
        cell.Number is { } number ? EstimateText.Line(number, cell.Format) : MarkdownText.Inline(cell.Text ?? "");

    private static void Row(StringBuilder builder, IEnumerable<string> cells) =>
        builder.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Diff(StringBuilder builder, DiffItem item)
    {
        builder.Append("\n### ").Append(MarkdownText.Inline(item.Id)).Append('\n');
        if (item.Remark is { } remark) Paragraphs(builder, remark);
        builder.Append('\n').Append(MarkdownText.Fenced("text", [item.Prompt]));
        builder.Append("\n`-` ").Append(MarkdownText.Inline(item.LeftTitle)).Append("; `+` ").Append(MarkdownText.Inline(item.RightTitle)).Append("\n\n");
        builder.Append(MarkdownText.Fenced("diff", Unified(item)));
    }

    // Runs of differing lines: first those of the left, then those of the right.
    private static IEnumerable<string> Unified(DiffItem item)
    {
        var waiting = new List<string>();
        foreach (var row in LineDiff.Of(item.Left, item.Right))
        {
            if (row.Same)
            {
                foreach (var line in waiting) yield return "+ " + line;
                waiting.Clear();
                yield return "  " + row.Left;
                continue;
            }
            if (row.Left is { } left) yield return "- " + left;
            if (row.Right is { } right) waiting.Add(right);
        }
        foreach (var line in waiting) yield return "+ " + line;
    }
}
