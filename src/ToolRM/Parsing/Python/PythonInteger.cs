using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>Python's arithmetic on integers of any size, up to the 4,300 digits that Python reads and writes as text.</summary>
internal static class PythonInteger
{
    private static readonly BigInteger Limit = BigInteger.Pow(10, PythonNumber.MaximumDigits);

    // Bits of the largest integer; a result surely longer is refused before it is computed.
    private static readonly long MaximumBits = Limit.GetBitLength();

    /// <summary>Whether an integer has no more than 4,300 digits.</summary>
    public static bool Fits(BigInteger value) => value.GetBitLength() < MaximumBits || BigInteger.Abs(value) < Limit;

    /// <summary>The result of an operator, or null where Python raises an error or the result has too many digits.</summary>
    public static ArgumentValue? Apply(string symbol, BigInteger x, BigInteger y)
    {
        if (symbol == "/") return TrueDivide(x, y) is { } quotient ? ArgumentValue.Of(quotient) : null;
        if (symbol == "**" && y.Sign < 0)
        {
            return ToDouble(x) is { } root && ToDouble(y) is { } power && PythonFloat.Power(root, power) is { } small ? ArgumentValue.Of(small) : null;
        }
        BigInteger? result = symbol switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x.GetBitLength() + y.GetBitLength() > MaximumBits + 2 ? null : x * y,
            "//" => y.IsZero ? null : FloorDivide(x, y),
            "%" => y.IsZero ? null : x - FloorDivide(x, y) * y,
            "**" => Power(x, y),
            "<<" => x.IsZero && y.Sign >= 0 ? x : y.Sign < 0 || y + x.GetBitLength() > MaximumBits + 1 ? null : x << (int)y,
            ">>" => y.Sign < 0 ? null : y > int.MaxValue ? x.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero : x >> (int)y,
            "&" => x & y,
            "|" => x | y,
            "^" => x ^ y,
            _ => null,
        };
        return result is { } value && Fits(value) ? ArgumentValue.Of(value) : null;
    }

    private static BigInteger? Power(BigInteger x, BigInteger y)
    {
        if (x.IsOne || x.IsZero || x == BigInteger.MinusOne) return y.IsZero ? BigInteger.One : y.IsEven ? x * x : x;
        // |x| is at least 2 to the power of its bits less one.
        return y * Math.Max(1, BigInteger.Abs(x).GetBitLength() - 1) > MaximumBits ? null : BigInteger.Pow(x, (int)y);
    }

    private static BigInteger FloorDivide(BigInteger x, BigInteger y)
    {
        var quotient = BigInteger.DivRem(x, y, out var remainder);
        return !remainder.IsZero && (remainder.Sign < 0) != (y.Sign < 0) ? quotient - 1 : quotient;
    }

    /// <summary>The nearest double, or null when the integer is beyond all of them (Python: OverflowError).</summary>
    public static double? ToDouble(BigInteger value) => TrueDivide(value, BigInteger.One);

    /// <summary>
    /// The double nearest to the exact quotient, ties to even; null for a division by zero or a quotient too large. The
    /// quotient is computed to two bits more than a double holds, and what was cut off decides ties.
    /// </summary>
    private static double? TrueDivide(BigInteger x, BigInteger y)
    {
        const int mantissa = 53, smallestExponent = -1021, largestExponent = 1024;
        if (y.IsZero) return null;
        var negative = x.Sign < 0 != y.Sign < 0;
        if (x.IsZero) return negative ? -0.0 : 0.0;
        x = BigInteger.Abs(x);
        y = BigInteger.Abs(y);
        var difference = x.GetBitLength() - y.GetBitLength();
        if (difference > largestExponent) return null;
        if (difference < smallestExponent - mantissa - 1) return negative ? -0.0 : 0.0;
        var shift = (int)Math.Max(difference, smallestExponent) - mantissa - 2;
        var quotient = (long)(shift <= 0 ? BigInteger.DivRem(x << -shift, y, out var rest) : BigInteger.DivRem(x, y << shift, out rest));
        var bits = 64 - long.LeadingZeroCount(quotient);
        var extra = (int)Math.Max(bits, smallestExponent - shift) - mantissa;
        var half = 1L << extra - 1;
        var sticky = quotient | (rest.IsZero ? 0L : 1L);
        var rounded = quotient & ~(2 * half - 1);
        if ((sticky & half) != 0 && (sticky & 3 * half - 1) != 0) rounded += 2 * half;
        var result = Math.ScaleB(rounded, shift);
        return double.IsInfinity(result) ? null : negative ? -result : result;
    }
}
