using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>Numbers as values.</summary>
internal static class Numbers
{
    /// <summary>The number that a value is; null for others and for what a double cannot hold to the unit.</summary>
    public static double? Of(ArgumentValue value) => value switch
    {
        IntegerValue integer when BigInteger.Abs(integer.Value) <= 1L << 53 => (double)integer.Value,
        FloatValue number when double.IsFinite(number.Value) => number.Value,
        _ => null,
    };

    /// <summary>A number as a whole one where it is whole, rounded to twelve digits so that 0.1 * 3 reads 0.3.</summary>
    public static ArgumentValue Value(double number)
    {
        if (!double.IsFinite(number)) return ArgumentValue.Of(0);
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15) return ArgumentValue.Of((long)number);
        var text = number.ToString("G12", System.Globalization.CultureInfo.InvariantCulture);
        return ArgumentValue.Of(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A number for a parameter; null when the parameter takes whole numbers only and it is none.</summary>
    public static ArgumentValue? For(ParameterShape? shape, double number)
    {
        var value = Value(number);
        return shape?.Kind == ShapeKind.Integer && value is FloatValue ? null : value;
    }
}
