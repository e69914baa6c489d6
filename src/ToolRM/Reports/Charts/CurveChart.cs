using ToolRM.Reports.Html;

namespace ToolRM.Reports.Charts;

/// <summary>Curves with bands. On a page their names stand at their ends, on a phone in a legend.</summary>
internal static class CurveChart
{
    private const double Top = 34, TickRoom = 22, TitleRoom = 20, NameLine = 17;

    /// <summary>Appends the drawing in one size.</summary>
    public static void Draw(Markup markup, CurveSection section, ChartSize size, string id)
    {
        var frame = Frame.Of(section, size);
        var height = frame.Bottom + TickRoom + TitleRoom;
        markup.Add($"<svg class=\"chart {size.Name}\" viewBox=\"0 0 {size.Width} {height}\" width=\"{size.Width}\" role=\"img\" ")
            .Add($"aria-labelledby=\"{id}-{size.Name}-title {id}-{size.Name}-desc\">")
            .Add($"<title id=\"{id}-{size.Name}-title\">{section.Title}</title><desc id=\"{id}-{size.Name}-desc\">")
            .Add($"{(section.Diagonal ? "Reliability plot" : "Curves")} of {section.YAxis} by {section.XAxis}, curves: {section.Curves.Count}. The numbers are in the table below.</desc>\n");
        Axes(markup, section, size, frame);
        for (var i = 0; i < section.Curves.Count; i++) Band(markup, section.Curves[i], i, frame);
        for (var i = 0; i < section.Curves.Count; i++) Line(markup, section.Curves[i], i, frame);
        if (!size.IsNarrow) Names(markup, section, frame);
        markup.Add($"</svg>\n");
    }

    private static void Axes(Markup markup, CurveSection section, ChartSize size, Frame frame)
    {
        foreach (var tick in frame.Vertical.Ticks)
        {
            var y = frame.Y(tick.Value);
            markup.Add($"<path class=\"grid\" d=\"M{frame.Left} {y}H{frame.Right}\"/>")
                .Add($"<text class=\"tick\" x=\"{frame.Left - 8}\" y=\"{y + 4.5}\" text-anchor=\"end\">{tick.Label}</text>\n");
        }
        var taken = double.NegativeInfinity;
        foreach (var tick in frame.Horizontal.Ticks)
        {
            var x = frame.X(tick.Value);
            markup.Add($"<path class=\"base\" d=\"M{x} {frame.Bottom}v4\"/>");
            var half = TextWidth.Of(tick.Label, 12) / 2;
            if (x - half < taken) continue;
            taken = x + half + 4;
            markup.Add($"<text class=\"tick\" x=\"{x}\" y=\"{frame.Bottom + 17}\" text-anchor=\"middle\">{tick.Label}</text>\n");
        }
        markup.Add($"<path class=\"base\" d=\"M{frame.Left} {frame.Bottom}H{frame.Right}\"/>\n")
            .Add($"<text class=\"axis\" x=\"0\" y=\"13\">{TextWidth.Fit(section.YAxis, ChartSize.Font, size.Width)}</text>\n")
            .Add($"<text class=\"axis\" x=\"{frame.Right}\" y=\"{frame.Bottom + TickRoom + 15}\" text-anchor=\"end\">{TextWidth.Fit(section.XAxis, ChartSize.Font, frame.Right)}</text>\n");
        if (!section.Diagonal) return;
        var (low, high) = (Math.Max(frame.Horizontal.Minimum, frame.Vertical.Minimum), Math.Min(frame.Horizontal.Maximum, frame.Vertical.Maximum));
        if (low < high) markup.Add($"<path class=\"diagonal\" d=\"M{frame.X(low)} {frame.Y(low)}L{frame.X(high)} {frame.Y(high)}\"><title>y = x</title></path>\n");
    }

    // A band is broken where a point has no interval.
    private static void Band(Markup markup, Curve curve, int index, Frame frame)
    {
        foreach (var run in Runs(curve, point => frame.CanPlace(point) && Axis.CanDraw(point.Y.Low ?? double.NaN) && Axis.CanDraw(point.Y.High ?? double.NaN)))
        {
            markup.Add($"<path class=\"band {SeriesStyle.Class(index)}\" d=\"");
            if (run.Count == 1)
            {
                var x = frame.X(run[0].X);
                markup.Add($"M{x - 3} {frame.Y(run[0].Y.High!.Value)}H{x + 3}V{frame.Y(run[0].Y.Low!.Value)}H{x - 3}");
            }
            else
            {
                for (var i = 0; i < run.Count; i++) markup.Add($"{(i == 0 ? "M" : "L")}{frame.X(run[i].X)} {frame.Y(run[i].Y.High!.Value)}");
                for (var i = run.Count - 1; i >= 0; i--) markup.Add($"L{frame.X(run[i].X)} {frame.Y(run[i].Y.Low!.Value)}");
            }
            markup.Add($"Z\"/>\n");
        }
    }

    private static void Line(Markup markup, Curve curve, int index, Frame frame)
    {
        markup.Add($"<g class=\"{SeriesStyle.Class(index)}\">");
        foreach (var run in Runs(curve, frame.CanPlace))
        {
            markup.Add($"<path class=\"line\" stroke-dasharray=\"{SeriesStyle.Dash(index)}\" d=\"");
            for (var i = 0; i < run.Count; i++) markup.Add($"{(i == 0 ? "M" : "L")}{frame.X(run[i].X)} {frame.Y(run[i].Y.Value)}");
            markup.Add($"\"/>");
            // Marks on a curve of hundreds of points would be a thicker line.
            if (curve.Points.Count > 40 && run.Count > 1) continue;
            foreach (var point in run)
            {
                markup.Add($"<g><title>{curve.Name}, {EstimateText.Value(point.X, "0.####")}: {EstimateText.Line(point.Y, frame.Format)}</title>");
                SeriesStyle.Mark(markup, index, frame.X(point.X), frame.Y(point.Y.Value));
                markup.Add($"</g>");
            }
        }
        markup.Add($"</g>\n");
    }

    // Names at the ends of their curves, moved apart where they would overlap, each with a line to its curve.
    private static void Names(Markup markup, CurveSection section, Frame frame)
    {
        var ends = new List<(int Curve, double X, double Y)>();
        for (var i = 0; i < section.Curves.Count; i++)
        {
            var placed = section.Curves[i].Points.Where(frame.CanPlace).ToList();
            if (placed.Count > 0) ends.Add((i, frame.X(placed[^1].X), frame.Y(placed[^1].Y.Value)));
        }
        var order = ends.OrderBy(end => end.Y).ThenBy(end => end.Curve).ToList();
        var y = new double[order.Count];
        for (var i = 0; i < y.Length; i++) y[i] = Math.Max(order[i].Y, i == 0 ? 0 : y[i - 1] + NameLine);
        var limit = frame.Bottom;
        for (var i = y.Length - 1; i >= 0; i--, limit -= NameLine) y[i] = Math.Min(y[i], limit);
        for (var i = 0; i < y.Length; i++)
        {
            var name = TextWidth.Fit(section.Curves[order[i].Curve].Name, ChartSize.Font, Frame.NameRoom);
            markup.Add($"<path class=\"lead-line\" d=\"M{order[i].X + 6} {order[i].Y}L{frame.Right + 16} {y[i]}\"/>")
                .Add($"<g class=\"{SeriesStyle.Class(order[i].Curve)}\">");
            SeriesStyle.Mark(markup, order[i].Curve, frame.Right + 22, y[i]);
            markup.Add($"</g><text x=\"{frame.Right + 32}\" y=\"{y[i] + 4.5}\">{name}</text>\n");
        }
    }

    private static IEnumerable<List<CurvePoint>> Runs(Curve curve, Func<CurvePoint, bool> belongs)
    {
        var run = new List<CurvePoint>();
        for (var i = 0; i < curve.Points.Count; i++)
        {
            if (belongs(curve.Points[i])) { run.Add(curve.Points[i]); continue; }
            if (run.Count > 0) yield return run;
            run = [];
        }
        if (run.Count > 0) yield return run;
    }

    /// <summary>Axes and the place of the drawing area.</summary>
    private sealed record Frame(Axis Horizontal, Axis Vertical, double Left, double Right, double Bottom, string Format)
    {
        public const double NameRoom = 170;

        public double X(double value) => Left + Horizontal.Position(value) * (Right - Left);

        public double Y(double value) => Bottom - Vertical.Position(value) * (Bottom - Top);

        public bool CanPlace(CurvePoint point) =>
            Axis.CanDraw(point.X) && Axis.CanDraw(point.Y.Value) && (!Horizontal.Logarithmic || point.X > 0);

        public static Frame Of(CurveSection section, ChartSize size)
        {
            var points = section.Curves.SelectMany(curve => curve.Points).ToList();
            var xs = points.Select(point => point.X);
            var ys = points.SelectMany(point => (double[])[point.Y.Value, point.Y.Low ?? point.Y.Value, point.Y.High ?? point.Y.Value]);
            // A reliability plot shows the whole unit square, whatever part of it has points.
            if (section.Diagonal) (xs, ys) = (xs.Concat([0, 1]), ys.Concat([0, 1]));
            var horizontal = section.LogarithmicX ? Axis.Log(xs) : Axis.Linear(xs, size.IsNarrow ? 4 : 6, round: section.Diagonal);
            var vertical = Axis.Linear(ys, 5, round: true);
            var left = 14 + vertical.Ticks.Select(tick => TextWidth.Of(tick.Label, 12)).DefaultIfEmpty(0).Max();
            var names = size.IsNarrow ? 14 : 32 + section.Curves.Select(curve => TextWidth.Of(TextWidth.Fit(curve.Name, ChartSize.Font, NameRoom), ChartSize.Font)).DefaultIfEmpty(0).Max();
            var right = size.Width - names;
            if (section.Diagonal) right = Math.Min(right, left + 400);
            var tall = section.Diagonal ? right - left : size.IsNarrow ? 220 : 300;
            return new(horizontal, vertical, left, right, Top + Math.Max(tall, size.IsNarrow ? 0 : section.Curves.Count * NameLine), NumberTable.Format(section));
        }
    }
}
