using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>Evaluates arithmetic on literals, which models write where a number is wanted (<c>2*60</c>). Nothing else runs.</summary>
/// <remarks>Left out, and an error here: names, calls, bit operations on booleans, complex numbers, text formatting with <c>%</c>.</remarks>
internal static class PythonArithmetic
{
    /// <summary>Largest integer that is computed, in bits; a power beyond it is an error, not a frozen process.</summary>
    internal const int MaximumBits = 65_536;

    /// <summary>Longest text or list that a repetition may build.</summary>
    internal const int MaximumLength = 1_000_000;

    /// <summary>The value of an expression of literals and operators.</summary>
    /// <param name="node">The expression.</param>
    /// <param name="error">Why it has none.</param>
    /// <returns>The value, or null.</returns>
    public static ArgumentValue? Evaluate(PythonNode node, out string? error)
    {
        error = null;
        switch (node)
        {
            case ConstantNode { Value: { } value }:
                return value;
            case SequenceNode { Kind: not SequenceKind.Set } sequence:
                var items = new List<ArgumentValue>();
                foreach (var item in sequence.Items)
                {
                    var value = Evaluate(item, out error);
                    if (value is null) return null;
                    items.Add(value);
                }
                return sequence.Kind == SequenceKind.List ? new ListValue(items.ToValueList()) : new TupleValue(items.ToValueList());
            case UnaryNode unary:
                var operand = Evaluate(unary.Operand, out error);
                return operand is null ? null : Unary(unary.Operator, operand, out error);
            case BinaryNode binary:
                var left = Evaluate(binary.Left, out error);
                if (left is null) return null;
                var right = Evaluate(binary.Right, out error);
                return right is null ? null : Binary(binary.Operator, left, right, out error);
            case NameNode name:
                error = $"name '{name.Id}' is not defined";
                return null;
            default:
                error = "an expression that is not arithmetic on literals";
                return null;
        }
    }

    private static ArgumentValue? Unary(string symbol, ArgumentValue operand, out string? error)
    {
        error = null;
        switch (symbol, Promote(operand))
        {
            case ("-", IntegerValue integer): return ArgumentValue.Of(-integer.Value);
            case ("-", FloatValue number): return ArgumentValue.Of(-number.Value);
            case ("+", IntegerValue or FloatValue): return Promote(operand);
            case ("~", IntegerValue integer): return ArgumentValue.Of(-integer.Value - 1);
            default:
                error = $"bad operand for '{symbol}'";
                return null;
        }
    }

    private static ArgumentValue? Binary(string symbol, ArgumentValue left, ArgumentValue right, out string? error)
    {
        error = null;
        var (a, b) = (Promote(left), Promote(right));
        ArgumentValue? result = (a, b) switch
        {
            (IntegerValue x, IntegerValue y) => Integers(symbol, x.Value, y.Value),
            (IntegerValue or FloatValue, IntegerValue or FloatValue) => Floats(symbol, ToDouble(a), ToDouble(b)),
            (TextValue x, TextValue y) when symbol == "+" && x.Value.Length + y.Value.Length <= MaximumLength => ArgumentValue.Of(x.Value + y.Value),
            (TextValue x, IntegerValue n) when symbol == "*" => Repeat(x, n.Value),
            (IntegerValue n, TextValue x) when symbol == "*" => Repeat(x, n.Value),
            (ListValue x, ListValue y) when symbol == "+" => new ListValue(x.Items.Concat(y.Items).ToValueList()),
            (TupleValue x, TupleValue y) when symbol == "+" => new TupleValue(x.Items.Concat(y.Items).ToValueList()),
            (ListValue x, IntegerValue n) when symbol == "*" => Repeat(x, n.Value),
            (IntegerValue n, ListValue x) when symbol == "*" => Repeat(x, n.Value),
            _ => null,
        };
        if (result is null) error = $"cannot compute '{symbol}' here";
        return result;
    }

    private static ArgumentValue Promote(ArgumentValue value) =>
        value is BooleanValue boolean ? ArgumentValue.Of(boolean.Value ? BigInteger.One : BigInteger.Zero) : value;

    private static double ToDouble(ArgumentValue value) => value is IntegerValue integer ? (double)integer.Value : ((FloatValue)value).Value;

    private static ArgumentValue? Integers(string symbol, BigInteger x, BigInteger y)
    {
        switch (symbol)
        {
            case "+": return ArgumentValue.Of(x + y);
            case "-": return ArgumentValue.Of(x - y);
            case "*": return x.GetBitLength() + y.GetBitLength() > MaximumBits ? null : ArgumentValue.Of(x * y);
            case "/": return y.IsZero ? null : ArgumentValue.Of((double)x / (double)y);
            case "//": return y.IsZero ? null : ArgumentValue.Of(FloorDivide(x, y));
            case "%": return y.IsZero ? null : ArgumentValue.Of(x - FloorDivide(x, y) * y);
            case "**":
                if (y.Sign < 0) return x.IsZero ? null : ArgumentValue.Of(Math.Pow((double)x, (double)y));
                if (x.IsOne || x.IsZero || x == BigInteger.MinusOne) return ArgumentValue.Of(y.IsZero ? BigInteger.One : y.IsEven ? x * x : x);
                return y > MaximumBits || x.GetBitLength() * (long)y > MaximumBits ? null : ArgumentValue.Of(BigInteger.Pow(x, (int)y));
            case "<<": return y.Sign < 0 || y > MaximumBits ? null : ArgumentValue.Of(x << (int)y);
            case ">>": return y.Sign < 0 ? null : ArgumentValue.Of(y > int.MaxValue ? x.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero : x >> (int)y);
            case "&": return ArgumentValue.Of(x & y);
            case "|": return ArgumentValue.Of(x | y);
            case "^": return ArgumentValue.Of(x ^ y);
            default: return null;
        }
    }

    private static BigInteger FloorDivide(BigInteger x, BigInteger y)
    {
        var quotient = BigInteger.DivRem(x, y, out var remainder);
        return !remainder.IsZero && (remainder.Sign < 0) != (y.Sign < 0) ? quotient - 1 : quotient;
    }

    private static FloatValue? Floats(string symbol, double x, double y)
    {
        double? result = symbol switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => y == 0 ? null : x / y,
            "//" => y == 0 ? null : Math.Floor(x / y),
            "%" => y == 0 ? null : x - Math.Floor(x / y) * y,
            "**" => x < 0 && y != Math.Floor(y) || x == 0 && y < 0 ? null : Math.Pow(x, y),
            _ => null,
        };
        return result is { } value ? ArgumentValue.Of(value) : null;
    }

    private static TextValue? Repeat(TextValue text, BigInteger times) =>
        times * text.Value.Length > MaximumLength ? null
            : ArgumentValue.Of(times.Sign <= 0 ? "" : string.Concat(Enumerable.Repeat(text.Value, (int)times)));

    private static ListValue? Repeat(ListValue list, BigInteger times) =>
        times * list.Items.Count > MaximumLength ? null
            : new ListValue(times.Sign <= 0 ? [] : Enumerable.Repeat(list.Items, (int)times).SelectMany(items => items).ToValueList());
}
