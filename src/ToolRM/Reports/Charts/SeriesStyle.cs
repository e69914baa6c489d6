using ToolRM.Reports.Html;

namespace ToolRM.Reports.Charts;

/// <summary>How the n-th series is told from the others: colour class, dashes and shape of its marks, so never by colour alone.</summary>
internal static class SeriesStyle
{
    /// <summary>Colours in the style sheet; later series start again with other dashes.</summary>
    public const int Colours = 8;

    private static readonly string[] Dashes = ["none", "7 3", "2 3", "9 3 2 3"];

    public static string Class(int index) => "c" + Markup.Coordinate(index % Colours + 1);

    /// <summary>Mark of a point at a place.</summary>
    public static void Mark(Markup markup, int index, double x, double y)
    {
        switch (index % 4)
        {
            case 0: markup.Add($"<circle cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"); break;
            case 1: markup.Add($"<rect x=\"{x - 3.2}\" y=\"{y - 3.2}\" width=\"6.4\" height=\"6.4\"/>"); break;
            case 2: markup.Add($"<path d=\"M{x} {y - 4.4}L{x + 4.2} {y + 3.2}H{x - 4.2}Z\"/>"); break;
            default: markup.Add($"<path d=\"M{x} {y - 4.6}L{x + 4.6} {y}L{x} {y + 4.6}L{x - 4.6} {y}Z\"/>"); break;
        }
    }

    /// <summary>The dashes of a line, as an attribute.</summary>
    public static string Dash(int index) => Dashes[index % Dashes.Length];

    /// <summary>A list of names with what stands for them.</summary>
    public static void Legend(Markup markup, IReadOnlyList<string> names, bool lines, string extraClass)
    {
        markup.Add($"<ul class=\"legend {extraClass}\">");
        for (var i = 0; i < names.Count; i++)
        {
            markup.Add($"<li><svg class=\"{Class(i)}\" width=\"28\" height=\"12\" aria-hidden=\"true\">");
            if (lines)
            {
                markup.Add($"<path class=\"line\" d=\"M0 6H28\" stroke-dasharray=\"{Dash(i)}\"/>");
                Mark(markup, i, 14, 6);
            }
            else
            {
                markup.Add($"<rect width=\"28\" height=\"12\"/>");
            }
            markup.Add($"</svg> ").Isolated(names[i]).Add($"</li>");
        }
        markup.Add($"</ul>");
    }
}
