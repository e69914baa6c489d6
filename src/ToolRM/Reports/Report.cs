using ToolRM.Conversations;

namespace ToolRM.Reports;

/// <summary>What an evaluation found, before it is written as JSON, Markdown or HTML. Numbers stay numbers until then.</summary>
/// <param name="Title">What was measured on what data, such as <c>Pairs: FC-RewardBench rebuild, dev half</c>.</param>
/// <param name="Summary">The finding in one or two sentences, with its n and interval.</param>
/// <param name="Facts">Provenance by name: data file, its hash, scorer, seed, version, command.</param>
/// <param name="Sections">In reading order.</param>
public sealed record Report(string Title, string Summary, ValueList<KeyValuePair<string, string>> Facts, ValueList<ReportSection> Sections);

/// <summary>One part of a report. Closed hierarchy.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">What to know when reading it: protocol, convention, limits; null for none.</param>
public abstract record ReportSection(string Title, string? Note);

/// <summary>A table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">What to know when reading it; null for none.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Cells, one per column.</param>
public sealed record TableSection(string Title, string? Note, ValueList<string> Columns, ValueList<ValueList<ReportCell>> Rows) : ReportSection(Title, Note);

/// <summary>Bars with intervals, one per label.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">What to know when reading it; null for none.</param>
/// <param name="Axis">What the length of a bar is, with its unit.</param>
/// <param name="Series">One colour each; every series has one estimate per label, null where there is none.</param>
/// <param name="Labels">One per group of bars.</param>
/// <param name="Maximum">Right end of the axis; null for the largest value.</param>
public sealed record BarSection(string Title, string? Note, string Axis, ValueList<string> Labels, ValueList<BarSeries> Series, double? Maximum = 1) : ReportSection(Title, Note);

/// <summary>One series of bars.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Values">One per label; null where there is none.</param>
public sealed record BarSeries(string Name, ValueList<Estimate?> Values);

/// <summary>Curves over a numeric axis, with intervals as bands.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">What to know when reading it; null for none.</param>
/// <param name="XAxis">What x is.</param>
/// <param name="YAxis">What y is, with its unit.</param>
/// <param name="Curves">The curves.</param>
/// <param name="LogarithmicX">Whether x is drawn logarithmically (best-of-n).</param>
/// <param name="Diagonal">Whether the line y = x is drawn (reliability).</param>
public sealed record CurveSection(
    string Title, string? Note, string XAxis, string YAxis, ValueList<Curve> Curves, bool LogarithmicX = false, bool Diagonal = false) : ReportSection(Title, Note);

/// <summary>One curve.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">By rising x.</param>
public sealed record Curve(string Name, ValueList<CurvePoint> Points);

/// <summary>One point of a curve.</summary>
/// <param name="X">Position.</param>
/// <param name="Y">Value with its interval.</param>
public readonly record struct CurvePoint(double X, Estimate Y);

/// <summary>Pairs of replies side by side, for reading; never written where the data is not the user's own to publish.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">What to know when reading it; null for none.</param>
/// <param name="Items">The pairs.</param>
public sealed record DiffSection(string Title, string? Note, ValueList<DiffItem> Items) : ReportSection(Title, Note);

/// <summary>Two replies to one prompt.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Prompt">The last user message.</param>
/// <param name="LeftTitle">Heading of the left side, such as <c>right, score 0.31</c>.</param>
/// <param name="Left">Its calls, one a line, arguments indented.</param>
/// <param name="RightTitle">Heading of the right side.</param>
/// <param name="Right">Its calls.</param>
/// <param name="Remark">Why it is shown; null for none.</param>
public sealed record DiffItem(string Id, string Prompt, string LeftTitle, string Left, string RightTitle, string Right, string? Remark = null);

/// <summary>A paragraph.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">The text; blank lines separate paragraphs.</param>
public sealed record TextSection(string Title, string Text) : ReportSection(Title, null);

/// <summary>A number with its interval.</summary>
/// <param name="Value">The estimate; NaN when it is not defined, as a share of nothing.</param>
/// <param name="Low">Lower end of the interval; null when none is given.</param>
/// <param name="High">Upper end of the interval; null when none is given.</param>
/// <param name="Count">Number of items behind it; null when that has no meaning.</param>
public readonly record struct Estimate(double Value, double? Low = null, double? High = null, long? Count = null);

/// <summary>A cell of a table: a text, or an estimate with its format. Exactly one of the two is set.</summary>
/// <param name="Text">The text; null for a number.</param>
/// <param name="Number">The estimate; null for a text.</param>
/// <param name="Format">A .NET numeric format for the estimate, such as <c>F3</c> or <c>F0</c>.</param>
public sealed record ReportCell(string? Text, Estimate? Number = null, string Format = "F3")
{
    /// <summary>A text cell.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ReportCell(string text) => new(text);

    /// <summary>A number cell with three decimals and its interval.</summary>
    /// <param name="estimate">The estimate.</param>
    public static implicit operator ReportCell(Estimate estimate) => new(null, estimate);

    /// <summary>A whole number.</summary>
    /// <param name="count">The number.</param>
    public static implicit operator ReportCell(long count) => new(null, new Estimate(count), "F0");
}
