using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>The number keywords of one schema. Bounds compare by exact value, whatever the sizes.</summary>
internal sealed class NumberRange
{
    public ArgumentValue? Minimum { get; set; }
    public ArgumentValue? Maximum { get; set; }
    public ArgumentValue? ExclusiveMinimum { get; set; }
    public ArgumentValue? ExclusiveMaximum { get; set; }

    /// <summary>Draft 4's flags: the bound itself is outside.</summary>
    public bool MinimumIsExclusive { get; set; }
    public bool MaximumIsExclusive { get; set; }

    /// <summary>Above 0; null when the keyword is absent.</summary>
    public ArgumentValue? MultipleOf { get; set; }

    public bool Contains(ArgumentValue number) =>
        (Minimum is null || Compare(number, Minimum) is var low && (low > 0 || low == 0 && !MinimumIsExclusive))
        && (Maximum is null || Compare(number, Maximum) is var high && (high < 0 || high == 0 && !MaximumIsExclusive))
        && (ExclusiveMinimum is null || Compare(number, ExclusiveMinimum) > 0)
        && (ExclusiveMaximum is null || Compare(number, ExclusiveMaximum) < 0)
        && (MultipleOf is null || IsMultiple(number, MultipleOf));

    /// <summary>As in <c>&gt;= 1, &lt; 10, a multiple of 2</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>(5);
        if (Minimum is not null) parts.Add((MinimumIsExclusive ? "> " : ">= ") + Minimum);
        if (Maximum is not null) parts.Add((MaximumIsExclusive ? "< " : "<= ") + Maximum);
        if (ExclusiveMinimum is not null) parts.Add("> " + ExclusiveMinimum);
        if (ExclusiveMaximum is not null) parts.Add("< " + ExclusiveMaximum);
        if (MultipleOf is not null) parts.Add("a multiple of " + MultipleOf);
        return string.Join(", ", parts);
    }

    /// <summary>The order of two numbers by exact value: a large integer is never rounded to a double.</summary>
    /// <param name="left">A finite number.</param>
    /// <param name="right">A finite number.</param>
    internal static int Compare(ArgumentValue left, ArgumentValue right) => (left, right) switch
    {
        (IntegerValue a, IntegerValue b) => a.Value.CompareTo(b.Value),
        (FloatValue a, FloatValue b) => a.Value.CompareTo(b.Value),
        (IntegerValue a, FloatValue b) => Compare(a.Value, b.Value),
        (FloatValue a, IntegerValue b) => -Compare(b.Value, a.Value),
        _ => 0,
    };

    private static int Compare(BigInteger integer, double number)
    {
        if (double.IsNaN(number)) return 1; // below all numbers, as in CompareTo
        if (double.IsInfinity(number)) return number > 0 ? -1 : 1;
        var floor = Math.Floor(number);
        var order = integer.CompareTo(new BigInteger(floor));
        return order == 0 && floor < number ? -1 : order;
    }

    /// <summary>
    /// Whether a number is a whole multiple. Decimal arithmetic where both fit, so that 0.3 is a multiple of 0.1, which in
    /// binary arithmetic it is not; else the quotient of doubles must be whole.
    /// </summary>
    private static bool IsMultiple(ArgumentValue number, ArgumentValue divisor)
    {
        if (number is IntegerValue a && divisor is IntegerValue b) return (a.Value % b.Value).IsZero;
        var (dividend, by) = (ToDouble(number), ToDouble(divisor));
        if (Math.Abs(dividend) < 1e14 && by is > 1e-12 and < 1e14)
        {
            return decimal.Remainder((decimal)dividend, (decimal)by) == 0;
        }
        var quotient = dividend / by;
        return double.IsFinite(quotient) && quotient == Math.Round(quotient);
    }

    private static double ToDouble(ArgumentValue number) => number switch
    {
        IntegerValue integer => (double)integer.Value,
        FloatValue other => other.Value,
        _ => double.NaN,
    };
}
