using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Reports;

/// <summary>Reports as JSON, schema <c>toolrm/report@1</c>: numbers in full, for programs. Exact both ways.</summary>
/// <remarks>
/// A number that is not defined is <c>null</c>; an interval that is not given has no keys. A cell is a text, or an object
/// with <c>value</c>, <c>low</c>, <c>high</c>, <c>n</c> and <c>format</c>.
/// </remarks>
public static class ReportJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/report@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>The report as JSON text, one part a line where a line would be long.</summary>
    /// <param name="report">The report.</param>
    /// <exception cref="ArgumentException">A row or a series has another length than its headings.</exception>
    public static string Write(Report report) => JsonLayout.Write(WriteDocument(report));

    /// <summary>The report as a JSON value.</summary>
    /// <param name="report">The report.</param>
    /// <exception cref="ArgumentException">A row or a series has another length than its headings.</exception>
    public static MapValue WriteDocument(Report report)
    {
        ReportShape.Check(report);
        return new MapBuilder()
            .Add("schema", Schema)
            .Add("title", report.Title)
            .Add("summary", report.Summary)
            .AddList("facts", report.Facts, fact => new MapBuilder().Add("name", fact.Key).Add("value", fact.Value).ToMap())
            .AddList("sections", report.Sections, Write)
            .ToMap();
    }

    /// <summary>Reads JSON text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">The file's name; for messages.</param>
    /// <exception cref="DataFormatException">It is no report; the message names the place.</exception>
    public static Report Read(string text, string where = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        var parse = JsonParse.Of(text);
        return parse.Value is { } document
            ? Read(document, where)
            : throw new DataFormatException($"{(where.Length == 0 ? "" : where + ": ")}expected JSON, but {parse.Error}. {NextStep}");
    }

    /// <summary>Reads a report.</summary>
    /// <param name="document">The object.</param>
    /// <param name="where">The file's name; for messages.</param>
    /// <exception cref="DataFormatException">It is no report; the message names the place.</exception>
    public static Report Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        node.Required("schema").Word((Schema, true));
        return new(
            node.Required("title").Text(),
            node.Required("summary").Text(),
            node.Required("facts").List(fact => KeyValuePair.Create(fact.Required("name").Text(), fact.Required("value").Text())),
            node.Required("sections").List(Section));
    }

    private static MapValue Write(ReportSection section)
    {
        var map = new MapBuilder().Add("kind", Kind(section)).Add("title", section.Title).Add("note", section.Note);
        switch (section)
        {
            case TableSection table:
                map.AddList("columns", table.Columns, ArgumentValue.Of)
                    .AddList("rows", table.Rows, row => new ListValue(row.Select(Write).ToValueList()));
                break;
            case BarSection bars:
                map.Add("axis", bars.Axis)
                    .Add("maximum", bars.Maximum is { } maximum ? NumberJson.Write(maximum) : null)
                    .AddList("labels", bars.Labels, ArgumentValue.Of)
                    .AddList("series", bars.Series, series => new MapBuilder()
                        .Add("name", series.Name)
                        .AddList("values", series.Values, value => value is { } estimate ? Write(estimate, null) : ArgumentValue.Null)
                        .ToMap());
                break;
            case CurveSection curves:
                map.Add("x_axis", curves.XAxis)
                    .Add("y_axis", curves.YAxis)
                    .Add("logarithmic_x", ArgumentValue.Of(curves.LogarithmicX))
                    .Add("diagonal", ArgumentValue.Of(curves.Diagonal))
                    .AddList("curves", curves.Curves, curve => new MapBuilder()
                        .Add("name", curve.Name)
                        .AddList("points", curve.Points, point => new MapBuilder().Add("x", Write(point.X)).Add("y", Write(point.Y, null)).ToMap())
                        .ToMap());
                break;
            case DiffSection diffs:
                map.AddList("items", diffs.Items, item => new MapBuilder()
                    .Add("id", item.Id)
                    .Add("prompt", item.Prompt)
                    .Add("left_title", item.LeftTitle)
                    .Add("left", item.Left)
                    .Add("right_title", item.RightTitle)
                    .Add("right", item.Right)
                    .Add("remark", item.Remark)
                    .ToMap());
                break;
            case TextSection paragraph:
                map.Add("text", paragraph.Text);
                break;
        }
        return map.ToMap();
    }

    private static string Kind(ReportSection section) => section switch
    {
        TableSection => "table",
        BarSection => "bars",
        CurveSection => "curves",
        DiffSection => "diffs",
        _ => "text",
    };

    private static ReportSection Section(DocumentNode node)
    {
        var title = node.Required("title").Text();
        var note = node.OptionalText("note");
        ReportSection section = node.Required("kind").Word(("table", 't'), ("bars", 'b'), ("curves", 'c'), ("diffs", 'd'), ("text", 'p')) switch
        {
            't' => new TableSection(title, note, Texts(node, "columns"), node.Required("rows").List(row => row.List(Cell))),
            'b' => new BarSection(
                title,
                note,
                node.Required("axis").Text(),
                Texts(node, "labels"),
                node.Required("series").List(series => new BarSeries(
                    series.Required("name").Text(),
                    series.Required("values").List(value => value.Value is NullValue ? (Estimate?)null : ReadEstimate(value)))),
                node.Optional("maximum") is { } maximum ? NumberJson.Read(maximum) : null),
            'c' => new CurveSection(
                title,
                note,
                node.Required("x_axis").Text(),
                node.Required("y_axis").Text(),
                node.Required("curves").List(curve => new Curve(
                    curve.Required("name").Text(),
                    curve.Required("points").List(point => new CurvePoint(ReadNumber(point.Required("x")), ReadEstimate(point.Required("y")))))),
                node.Required("logarithmic_x").Boolean(),
                node.Required("diagonal").Boolean()),
            'd' => new DiffSection(title, note, node.Required("items").List(item => new DiffItem(
                item.Required("id").Text(),
                item.Required("prompt").Text(),
                item.Required("left_title").Text(),
                item.Required("left").Text(),
                item.Required("right_title").Text(),
                item.Required("right").Text(),
                item.OptionalText("remark")))),
            _ => new TextSection(title, node.Required("text").Text()),
        };
        return ReportShape.Problem(section) is { } problem ? throw node.Error(problem) : section;
    }

    private static ValueList<string> Texts(DocumentNode node, string key) => node.Required(key).List(text => text.Text());

    private static ArgumentValue Write(ReportCell cell) =>
        cell.Number is { } number ? Write(number, cell.Format) : ArgumentValue.Of(cell.Text ?? "");

    private static ReportCell Cell(DocumentNode node) =>
        node.IsMap ? new(null, ReadEstimate(node), node.Required("format").Text()) : new(node.Text());

    private static MapValue Write(Estimate estimate, string? format) => new MapBuilder()
        .Add("value", Write(estimate.Value))
        .Add("low", estimate.Low is { } low ? Write(low) : null)
        .Add("high", estimate.High is { } high ? Write(high) : null)
        .Add("n", estimate.Count is { } count ? ArgumentValue.Of(count) : null)
        .Add("format", format)
        .ToMap();

    private static Estimate ReadEstimate(DocumentNode node) => new(
        ReadNumber(node.Required("value")),
        node.Map()["low"] is null ? null : ReadNumber(node.Required("low")),
        node.Map()["high"] is null ? null : ReadNumber(node.Required("high")),
        node.Optional("n")?.Long());

    private static ArgumentValue Write(double value) => double.IsNaN(value) ? ArgumentValue.Null : NumberJson.Write(value);

    private static double ReadNumber(DocumentNode node) => node.Value is NullValue ? double.NaN : NumberJson.Read(node);
}
