using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Comparison;

/// <summary>One measure of two runs on the items that both have.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="First">Mean of the first run; 95 % Wilson interval of shares, else bootstrap by group.</param>
/// <param name="Second">Mean of the second run, likewise.</param>
/// <param name="Difference">Second less first, with a paired 95 % bootstrap interval by group.</param>
/// <param name="FirstHigher">Items on which the first run is higher.</param>
/// <param name="SecondHigher">Items on which the second run is higher.</param>
/// <param name="P">Two-sided p-value: McNemar's exact test of 0 and 1 where each group has one item, else <see cref="SignFlip"/> by group. NaN of no items.</param>
public sealed record MeasureDifference(
    ItemMeasure Measure, Estimate First, Estimate Second, Estimate Difference, long FirstHigher, long SecondHigher, double P)
{
    /// <summary>Whether <see cref="P"/> is of random signs by group; false for McNemar's exact test.</summary>
    public bool IsByGroup { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="first">Value of each item in the first run.</param>
    /// <param name="second">Value of each item in the second run, in the same order.</param>
    /// <param name="groups">The group of each item.</param>
    /// <param name="options">Resamples and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static MeasureDifference Of(
        ItemMeasure measure, IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<string> groups, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var difference = Bootstrap.Difference(second, first, groups, options);
        var firstHigher = Enumerable.Range(0, first.Count).Count(i => first[i] > second[i]);
        var secondHigher = Enumerable.Range(0, first.Count).Count(i => second[i] > first[i]);
        var test = first.Count == 0 ? new(double.NaN, !measure.IsBinary)
            : measure.IsBinary ? PairedShares.Of(second, first, groups, options) : new PairedShares(SignFlip.P(second, first, groups, options), true);
        return new(
            measure, Mean(measure, first, groups, options), Mean(measure, second, groups, options), difference, firstHigher, secondHigher, test.P)
        {
            IsByGroup = test.IsByGroup,
        };
    }

    internal static Estimate Mean(ItemMeasure measure, IReadOnlyList<double> values, IReadOnlyList<string> groups, BootstrapOptions? options) => measure.IsBinary
        ? Wilson.Interval(values.Count(value => value == 1), values.Count)
        : Bootstrap.Mean(values, groups, options);
}
