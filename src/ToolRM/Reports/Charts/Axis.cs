using System.Globalization;

namespace ToolRM.Reports.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What stands there.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>Range and marks of an axis.</summary>
/// <param name="Minimum">Its start.</param>
/// <param name="Maximum">Its end; greater than the start.</param>
/// <param name="Ticks">Marks, rising.</param>
/// <param name="Logarithmic">Whether equal ratios have equal lengths.</param>
internal sealed record Axis(double Minimum, double Maximum, IReadOnlyList<Tick> Ticks, bool Logarithmic = false)
{
    // Larger numbers are left out of drawings, so that differences of two stay finite; tables have them.
    private const double Limit = 1e15, Smallest = 1e-100;

    /// <summary>Whether a value can be drawn at all.</summary>
    public static bool CanDraw(double value) => double.IsFinite(value) && Math.Abs(value) <= Limit;

    /// <summary>An axis over values with marks at round numbers.</summary>
    /// <param name="values">What must lie on it; others than <see cref="CanDraw"/> are passed over.</param>
    /// <param name="ticks">About how many marks.</param>
    /// <param name="round">Whether both ends move out to a mark.</param>
    public static Axis Linear(IEnumerable<double> values, int ticks, bool round)
    {
        var (low, high) = Range(values);
        // Values that agree to nine digits would give steps that vanish in the rounding of double.
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size < Smallest) (low, high) = (0, 1);
        else if (high - low < size * 1e-9) (low, high) = (low - size / 2, high + size / 2);
        var step = Step((high - low) / ticks);
        // A hair of tolerance: 0.3 / 0.1 is 2.9999999999999996.
        if (round) (low, high) = (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
        var decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));
        var format = step is < 1e-5 or >= 1e6 ? "0.##E0" : "F" + decimals.ToString(CultureInfo.InvariantCulture);
        var marks = new List<Tick>();
        for (var i = Math.Ceiling(low / step - 1e-9); i * step <= high + step * 1e-9; i++) marks.Add(new(i * step, i == 0 ? "0" : EstimateText.Value(i * step, format)));
        return new(low, high, marks);
    }

    /// <summary>A logarithmic axis, marked at the values themselves while they are few, else at powers.</summary>
    /// <param name="values">What must lie on it; only values above 0 can.</param>
    public static Axis Log(IEnumerable<double> values)
    {
        var shown = values.Where(value => CanDraw(value) && value > 0).Distinct().Order().ToList();
        if (shown.Count == 0) return new(1, 10, [new(1, "1"), new(10, "10")], true);
        var (low, high) = (shown[0], shown[^1]);
        if (low == high) (low, high) = (low / 2, high * 2);
        if (shown.Count <= 8) return new(low, high, [.. shown.Select(value => new Tick(value, Plain(value)))], true);
        var ratio = high / low <= 1024 ? 2.0 : 10.0;
        var marks = new List<Tick>();
        for (var power = Math.Ceiling(Math.Log(low, ratio) - 1e-9); Math.Pow(ratio, power) <= high * (1 + 1e-9); power++)
            marks.Add(new(Math.Pow(ratio, power), Plain(Math.Pow(ratio, power))));
        return new(low, high, marks, true);
    }

    /// <summary>Where a value lies: 0 at the start, 1 at the end.</summary>
    public double Position(double value) => Logarithmic
        ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum)
        : (value - Minimum) / (Maximum - Minimum);

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (!CanDraw(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return low <= high ? (low, high) : (0, 1);
    }

    // The next of 1, 2, 5, 10, ... times a power of ten.
    private static double Step(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= atLeast * (1 - 1e-9)) return factor * power;
        }
        return 10 * power;
    }

    private static string Plain(double value) => EstimateText.Value(value, "0.####");
}
