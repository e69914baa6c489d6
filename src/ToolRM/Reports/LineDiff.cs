namespace ToolRM.Reports;

/// <summary>One row of two texts laid side by side.</summary>
/// <param name="Left">The line on the left; null where only the right has one.</param>
/// <param name="Right">The line on the right; null where only the left has one.</param>
/// <param name="Same">Whether both are there and equal.</param>
internal readonly record struct DiffRow(string? Left, string? Right, bool Same);

/// <summary>Which lines of two texts differ, by a longest common subsequence of lines.</summary>
internal static class LineDiff
{
    // Cells of the table of the exact method. Texts that differ in more are shown as different throughout.
    private const long MaximumCells = 1_000_000;

    /// <summary>Rows in reading order; lines that differ stand beside each other as long as both sides have one.</summary>
    public static List<DiffRow> Of(string left, string right)
    {
        var a = Lines(left);
        var b = Lines(right);
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;

        var rows = new List<DiffRow>(Math.Max(a.Length, b.Length));
        for (var i = 0; i < start; i++) rows.Add(new(a[i], a[i], true));
        Middle(rows, a.AsSpan(start, a.Length - start - end), b.AsSpan(start, b.Length - start - end));
        for (var i = a.Length - end; i < a.Length; i++) rows.Add(new(a[i], a[i], true));
        return rows;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static void Middle(List<DiffRow> rows, ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        if ((long)a.Length * b.Length > MaximumCells || a.IsEmpty || b.IsEmpty)
        {
            Pair(rows, a, b);
            return;
        }
        // longest[i, j]: common lines of a[i..] and b[j..]
        var longest = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                longest[i, j] = a[i] == b[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }
        int x = 0, y = 0, fromX = 0, fromY = 0;
        while (x < a.Length && y < b.Length)
        {
            if (a[x] == b[y])
            {
                Pair(rows, a[fromX..x], b[fromY..y]);
                rows.Add(new(a[x], b[y], true));
                (fromX, fromY) = (++x, ++y);
            }
            else if (longest[x + 1, y] >= longest[x, y + 1]) x++;
            else y++;
        }
        Pair(rows, a[fromX..], b[fromY..]);
    }

    private static void Pair(List<DiffRow> rows, ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
            rows.Add(new(i < a.Length ? a[i] : null, i < b.Length ? b[i] : null, false));
    }
}
