using System.Globalization;

namespace ToolRM.Reports;

/// <summary>Estimates as readers see them, alike in Markdown and HTML. Invariant culture; a true minus sign, which screen readers speak.</summary>
internal static class EstimateText
{
    public const string NotDefined = "n/a";

    private const double Large = 1e12;

    /// <summary>The value alone; <see cref="NotDefined"/> for NaN. No value is written as minus zero.</summary>
    public static string Value(double value, string format)
    {
        if (double.IsNaN(value)) return NotDefined;
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        // A fixed number of decimals would write 1e300 with 300 digits.
        var text = value.ToString(Math.Abs(value) < Large ? format : "0.###E0", CultureInfo.InvariantCulture);
        if (!text.StartsWith('-')) return text;
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..] : "−" + text[1..];
    }

    /// <summary>The interval as <c>0.650 – 0.768</c>; null when one end is not given or not a number.</summary>
    public static string? Interval(Estimate estimate, string format) =>
        estimate is { Low: { } low, High: { } high } && !double.IsNaN(low) && !double.IsNaN(high)
            ? Value(low, format) + " – " + Value(high, format)
            : null;

    /// <summary>The number of items as <c>n 240</c>; null when it has no meaning.</summary>
    public static string? Count(Estimate estimate) =>
        estimate.Count is { } count ? "n " + count.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>All in one line: <c>0.712 (0.650 – 0.768, n 240)</c>.</summary>
    public static string Line(Estimate estimate, string format)
    {
        var value = Value(estimate.Value, format);
        return (Interval(estimate, format), Count(estimate)) switch
        {
            (null, null) => value,
            ({ } interval, null) => $"{value} ({interval})",
            (null, { } count) => $"{value} ({count})",
            var (interval, count) => $"{value} ({interval}, {count})",
        };
    }
}
