namespace ToolRM.Reports.Html;

/// <summary>Two replies side by side; lines that differ carry a mark, a tint and an underline where they differ.</summary>
internal static class HtmlDiff
{
    // As many are open from the start; the rest are behind a button.
    private const int Open = 5;

    public static void Write(Markup markup, DiffSection section, string id)
    {
        if (section.Items.Count == 0)
        {
            HtmlTable.Nothing(markup);
            return;
        }
        for (var i = 0; i < section.Items.Count; i++)
        {
            if (i == Open) markup.Add($"<details><summary>{section.Items.Count - Open} more of {section.Title}</summary>\n");
            Item(markup, section.Items[i], $"{id}-{Markup.Coordinate(i + 1)}");
        }
        if (section.Items.Count > Open) markup.Add($"</details>\n");
    }

    private static void Item(Markup markup, DiffItem item, string id)
    {
        markup.Add($"<article class=\"pair\" aria-labelledby=\"{id}\">\n<h3 id=\"{id}\">").Isolated(item.Id).Add($"</h3>\n");
        if (item.Remark is { } remark) markup.Add($"<p class=\"note\">").Isolated(remark).Add($"</p>\n");
        // A long prompt scrolls, so the keyboard must reach it.
        markup.Add($"<blockquote tabindex=\"0\" aria-label=\"Prompt, {item.Id}\">").Isolated(item.Prompt).Add($"</blockquote>\n<div class=\"sides\">\n");
        var rows = LineDiff.Of(item.Left, item.Right);
        Side(markup, item.LeftTitle, item.Id, rows, row => row.Left, row => row.Right);
        Side(markup, item.RightTitle, item.Id, rows, row => row.Right, row => row.Left);
        markup.Add($"</div></article>\n");
    }

    private static void Side(Markup markup, string title, string id, List<DiffRow> rows, Func<DiffRow, string?> own, Func<DiffRow, string?> other)
    {
        markup.Add($"<div><h4>").Isolated(title).Add($"</h4>\n")
            .Add($"<div class=\"lines\" role=\"region\" tabindex=\"0\" aria-label=\"{title}, {id}\">");
        if (rows.All(row => own(row) is null)) markup.Add($"<span class=\"line\"><i>nothing</i></span>");
        else
        {
            foreach (var row in rows) Line(markup, own(row), other(row), row.Same);
        }
        markup.Add($"</div></div>\n");
    }

    private static void Line(Markup markup, string? line, string? other, bool same)
    {
        if (line is null) markup.Add($"<span class=\"line blank\" aria-hidden=\"true\"></span>");
        else if (same) markup.Add($"<span class=\"line\">").Isolated(line).Add($"</span>");
        else
        {
            markup.Add($"<span class=\"line differs\"><span class=\"unseen\">differs: </span>");
            Changed(markup, line, other);
            markup.Add($"</span>");
        }
    }

    // What two lines have in common at both ends is plain; what is left between is underlined.
    private static void Changed(Markup markup, string line, string? other)
    {
        var shorter = Math.Min(line.Length, other?.Length ?? 0);
        var start = 0;
        while (start < shorter && line[start] == other![start]) start++;
        if (start > 0 && char.IsHighSurrogate(line[start - 1])) start--;
        var end = 0;
        while (end < shorter - start && line[^(end + 1)] == other![^(end + 1)]) end++;
        if (end > 0 && char.IsLowSurrogate(line[^end])) end--;
        // Whole words, not single letters. What is common on the left is so in both lines, hence both move alike.
        while (start > 0 && char.IsLetterOrDigit(line[start - 1])) start--;
        while (end > 0 && char.IsLetterOrDigit(line[^end])) end--;
        // Lines with next to nothing in common are better read whole.
        if (other is null || (start + end) * 3 < shorter)
        {
            markup.Isolated(line);
            return;
        }
        if (start > 0) markup.Isolated(line[..start]);
        if (start + end < line.Length) markup.Add($"<mark>").Isolated(line[start..^end]).Add($"</mark>");
        if (end > 0) markup.Isolated(line[^end..]);
    }
}
