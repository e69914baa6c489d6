namespace ToolRM.Parsing.Python;

/// <summary>Python's arithmetic on floating-point numbers, which differs from C#'s where a result is rounded down.</summary>
internal static class PythonFloat
{
    /// <summary>The result of an operator, or null where Python raises an error or gives a complex number.</summary>
    public static double? Apply(string symbol, double x, double y) => symbol switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => y == 0 ? null : x / y,
        "//" => y == 0 ? null : FloorDivide(x, y),
        "%" => y == 0 ? null : Modulo(x, y),
        "**" => Power(x, y),
        _ => null,
    };

    /// <summary>The remainder with the sign of the divisor. C#'s <c>%</c> is C's fmod, which is exact.</summary>
    private static double Modulo(double x, double y)
    {
        var rest = x % y;
        if (rest == 0) return Math.CopySign(0, y);
        return rest < 0 != y < 0 ? rest + y : rest;
    }

    /// <summary>From the exact remainder, not from the rounded quotient: <c>1//0.1</c> is 9, though 1/0.1 rounds to 10.</summary>
    private static double FloorDivide(double x, double y)
    {
        var rest = x % y;
        var quotient = (x - rest) / y;
        if (rest != 0 && rest < 0 != y < 0) quotient -= 1;
        if (quotient == 0) return Math.CopySign(0, x / y);
        var floor = Math.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /// <summary>A power; null for zero to a negative one, a root of a negative number, and a result beyond all doubles.</summary>
    public static double? Power(double x, double y)
    {
        if (x == 0 && y < 0 || double.IsFinite(x) && x < 0 && double.IsFinite(y) && y != Math.Floor(y)) return null;
        var power = Math.Pow(x, y);
        return double.IsInfinity(power) && double.IsFinite(x) && double.IsFinite(y) ? null : power;
    }
}
