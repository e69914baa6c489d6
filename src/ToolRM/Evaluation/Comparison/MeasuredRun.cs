using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Comparison;

/// <summary>What an evaluation found, with its items where their rows are at hand.</summary>
/// <param name="Name">How the run is called in the comparison: its scorer, with more where two runs have the same one.</param>
/// <param name="Scorer">The scorer's name, which stands in headings of the report.</param>
/// <param name="Report">Its report.</param>
/// <param name="Measures">What is known of every item; empty where there are no rows per item.</param>
/// <param name="Items">The items; ids are unique.</param>
public sealed record MeasuredRun(string Name, string Scorer, Report Report, ValueList<ItemMeasure> Measures, ValueList<MeasuredItem> Items);

/// <summary>Something measured of every item.</summary>
/// <param name="Name">Such as <c>strict accuracy</c>.</param>
/// <param name="IsBinary">Whether an item's value is 0 or 1: McNemar's test instead of random signs.</param>
public sealed record ItemMeasure(string Name, bool IsBinary);

/// <summary>One item of a run: a pair, a question.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">Items of one group, such as questions with the same text, are not independent.</param>
/// <param name="Part">The part of the data it belongs to, such as an error label; null for none.</param>
/// <param name="Values">One value per measure of the run, each from 0 to 1.</param>
public sealed record MeasuredItem(string Id, string Group, string? Part, ValueList<double> Values);
