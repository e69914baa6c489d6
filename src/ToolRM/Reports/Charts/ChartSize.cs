namespace ToolRM.Reports.Charts;

/// <summary>Measures of a drawing. Each chart is drawn twice, for pages and for phones, as text in a scaled drawing becomes unreadable.</summary>
/// <param name="Name">Class of the element; the style shows one of the two.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="IsNarrow">Whether labels stand above what they name instead of beside it.</param>
internal sealed record ChartSize(string Name, double Width, bool IsNarrow)
{
    public const double Font = 13;

    public static ChartSize Wide { get; } = new("wide", 768, false);

    public static ChartSize Narrow { get; } = new("narrow", 328, true);

    public static ChartSize[] All => [Wide, Narrow];
}
