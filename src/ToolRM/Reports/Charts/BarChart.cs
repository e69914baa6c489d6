using ToolRM.Reports.Html;

namespace ToolRM.Reports.Charts;

/// <summary>Bars with intervals, lying, one group per label. Drawn from zero; the value stands at the right.</summary>
internal static class BarChart
{
    private const double Bar = 13, BarGap = 3, GroupGap = 13, TickRoom = 22, TitleRoom = 20, LabelLine = 18;

    /// <summary>Appends the drawing in one size.</summary>
    public static void Draw(Markup markup, BarSection section, ChartSize size, string id)
    {
        var format = NumberTable.Format(section);
        var axis = Scale(section, size);
        var valueRoom = 12 + section.Series.SelectMany(series => series.Values)
            .Select(value => value is { } estimate ? TextWidth.Of(EstimateText.Value(estimate.Value, format), ChartSize.Font) : 0)
            .DefaultIfEmpty(0).Max();
        var labelRoom = size.IsNarrow ? 0 : Math.Min(240, section.Labels.Select(label => TextWidth.Of(Shortened(label, 240), ChartSize.Font)).DefaultIfEmpty(0).Max());
        var left = size.IsNarrow ? 1 : labelRoom + 14;
        var right = size.Width - valueRoom;
        var group = section.Series.Count * (Bar + BarGap) - BarGap + GroupGap + (size.IsNarrow ? LabelLine : 0);
        var bottom = GroupGap / 2 + section.Labels.Count * group;
        double X(double value) => left + axis.Position(Math.Clamp(value, axis.Minimum, axis.Maximum)) * (right - left);

        markup.Add($"<svg class=\"chart {size.Name}\" viewBox=\"0 0 {size.Width} {bottom + TickRoom + TitleRoom}\" width=\"{size.Width}\" role=\"img\" ")
            .Add($"aria-labelledby=\"{id}-{size.Name}-title {id}-{size.Name}-desc\">")
            .Add($"<title id=\"{id}-{size.Name}-title\">{section.Title}</title><desc id=\"{id}-{size.Name}-desc\">")
            .Add($"Bar chart of {section.Axis}, groups: {section.Labels.Count}, bars in each: {section.Series.Count}. The numbers are in the table below.</desc>\n");

        foreach (var tick in axis.Ticks)
        {
            markup.Add($"<path class=\"{(tick.Value == 0 ? "base" : "grid")}\" d=\"M{X(tick.Value)} 0V{bottom}\"/>")
                .Add($"<text class=\"tick\" x=\"{X(tick.Value)}\" y=\"{bottom + 16}\" text-anchor=\"middle\">{tick.Label}</text>\n");
        }
        markup.Add($"<text class=\"axis\" x=\"{left}\" y=\"{bottom + TickRoom + 14}\">{TextWidth.Fit(section.Axis, ChartSize.Font, size.Width - left)}</text>\n");

        for (var label = 0; label < section.Labels.Count; label++)
        {
            var top = GroupGap / 2 + label * group + GroupGap / 2;
            if (size.IsNarrow)
            {
                markup.Add($"<text class=\"label\" x=\"{left}\" y=\"{top + 11}\">{Shortened(section.Labels[label], size.Width - left)}</text>\n");
                top += LabelLine;
            }
            else
            {
                var middle = top + (group - GroupGap) / 2;
                markup.Add($"<text x=\"{labelRoom}\" y=\"{middle + 4.5}\" text-anchor=\"end\">{Shortened(section.Labels[label], labelRoom)}</text>\n");
            }
            for (var series = 0; series < section.Series.Count; series++)
            {
                var y = top + series * (Bar + BarGap);
                if (section.Series[series].Values[label] is not { } estimate)
                {
                    markup.Add($"<text class=\"tick\" x=\"{size.Width}\" y=\"{y + Bar - 2}\" text-anchor=\"end\">–</text>\n");
                    continue;
                }
                var value = EstimateText.Value(estimate.Value, format);
                markup.Add($"<g class=\"{SeriesStyle.Class(series)}\"><title>{section.Labels[label]}, {section.Series[series].Name}: {EstimateText.Line(estimate, format)}</title>");
                var (from, to) = Axis.CanDraw(estimate.Value) ? (Math.Min(X(0), X(estimate.Value)), Math.Max(X(0), X(estimate.Value))) : (X(0), X(0));
                markup.Add($"<rect x=\"{from}\" y=\"{y}\" width=\"{to - from}\" height=\"{Bar}\"/>");
                if (estimate is { Low: { } low, High: { } high } && Axis.CanDraw(low) && Axis.CanDraw(high)) Whisker(markup, X(low), X(high), from, to, y);
                markup.Add($"<text class=\"value\" x=\"{size.Width}\" y=\"{y + Bar - 2}\" text-anchor=\"end\">{value}</text></g>\n");
            }
        }
        markup.Add($"</svg>\n");
    }

    // In the colour of the page where it lies on the bar, of the text where it lies on the page: seen on any bar.
    private static void Whisker(Markup markup, double low, double high, double from, double to, double y)
    {
        var middle = y + Bar / 2;
        markup.Add($"<path class=\"whisker\" d=\"M{low} {middle}H{high}M{low} {y + 3}v{Bar - 6}M{high} {y + 3}v{Bar - 6}\"/>");
        if (high <= from || low >= to) return;
        markup.Add($"<path class=\"whisker inside\" d=\"M{Math.Max(low, from)} {middle}H{Math.Min(high, to)}");
        if (low > from) markup.Add($"M{low} {y + 3}v{Bar - 6}");
        if (high < to) markup.Add($"M{high} {y + 3}v{Bar - 6}");
        markup.Add($"\"/>");
    }

    private static Axis Scale(BarSection section, ChartSize size)
    {
        var values = new List<double> { 0 };
        if (section.Maximum is { } maximum) values.Add(maximum);
        foreach (var estimate in section.Series.SelectMany(series => series.Values).OfType<Estimate>())
        {
            values.Add(estimate.Value);
            if (estimate.Low is { } low) values.Add(low);
            if (estimate.High is { } high) values.Add(high);
        }
        return Axis.Linear(values, size.IsNarrow ? 4 : 5, round: true);
    }

    private static string Shortened(string label, double room) => TextWidth.Fit(label, ChartSize.Font, room);
}
