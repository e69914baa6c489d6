using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>Evaluates arithmetic on literals, which models write where a number is wanted (<c>2*60</c>). Nothing else runs.</summary>
/// <remarks>
/// Left out, and an error here: names, calls, complex numbers, text formatting with <c>%</c>, operators of sets and dicts,
/// integers of more than 4,300 digits even in between, and results beyond the <see cref="PythonBudget"/>.
/// </remarks>
internal static class PythonArithmetic
{
    /// <summary>The value of an expression of literals and operators.</summary>
    /// <param name="node">The expression.</param>
    /// <param name="budget">What the reply may still build.</param>
    /// <param name="error">Why it has none.</param>
    /// <returns>The value, or null.</returns>
    public static ArgumentValue? Evaluate(PythonNode node, PythonBudget budget, out string? error)
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
                    var value = Evaluate(item, budget, out error);
                    if (value is null) return null;
                    items.Add(value);
                }
                return sequence.Kind == SequenceKind.List ? new ListValue(items.ToValueList()) : new TupleValue(items.ToValueList());
            case UnaryNode unary:
                var operand = Evaluate(unary.Operand, budget, out error);
                return operand is null ? null : Unary(unary.Operator, operand, out error);
            case BinaryNode binary:
                var left = Evaluate(binary.Left, budget, out error);
                if (left is null) return null;
                var right = Evaluate(binary.Right, budget, out error);
                if (right is null) return null;
                var result = Binary(binary.Operator, left, right, budget);
                if (result is null) error = $"cannot compute '{binary.Operator}' here";
                return result;
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
            case ("~", IntegerValue integer) when PythonInteger.Fits(-integer.Value - 1): return ArgumentValue.Of(-integer.Value - 1);
            default:
                error = $"bad operand for '{symbol}'";
                return null;
        }
    }

    private static ArgumentValue? Binary(string symbol, ArgumentValue left, ArgumentValue right, PythonBudget budget)
    {
        if (left is BooleanValue p && right is BooleanValue q && Booleans(symbol, p.Value, q.Value) is { } truth) return ArgumentValue.Of(truth);
        var (a, b) = (Promote(left), Promote(right));
        return (symbol, a, b) switch
        {
            (_, IntegerValue x, IntegerValue y) => Paid(PythonInteger.Apply(symbol, x.Value, y.Value), budget),
            (_, IntegerValue or FloatValue, IntegerValue or FloatValue) =>
                ToDouble(a) is { } x && ToDouble(b) is { } y && PythonFloat.Apply(symbol, x, y) is { } number ? ArgumentValue.Of(number) : null,
            ("+", TextValue, TextValue) or ("+", ListValue, ListValue) or ("+", TupleValue, TupleValue) =>
                budget.Pay(PythonBudget.SizeOf(a) + PythonBudget.SizeOf(b)) ? Joined(a, b) : null,
            ("*", TextValue or ListValue or TupleValue, IntegerValue n) => Repeated(a, n.Value, budget),
            ("*", IntegerValue n, TextValue or ListValue or TupleValue) => Repeated(b, n.Value, budget),
            _ => null,
        };
    }

    /// <summary>Python's bit operators on two booleans give a boolean; every other operator takes them as 0 and 1.</summary>
    private static bool? Booleans(string symbol, bool left, bool right) => symbol switch
    {
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        _ => null,
    };

    private static ArgumentValue Promote(ArgumentValue value) =>
        value is BooleanValue boolean ? ArgumentValue.Of(boolean.Value ? BigInteger.One : BigInteger.Zero) : value;

    private static double? ToDouble(ArgumentValue value) => value is IntegerValue integer ? PythonInteger.ToDouble(integer.Value) : ((FloatValue)value).Value;

    /// <summary>A number that is paid for; small ones are no longer than the text that asked for them.</summary>
    private static ArgumentValue? Paid(ArgumentValue? value, PythonBudget budget) =>
        value is IntegerValue integer && integer.Value.GetBitLength() > 64 && !budget.Pay(PythonBudget.SizeOf(value)) ? null : value;

    private static ArgumentValue Joined(ArgumentValue left, ArgumentValue right) => (left, right) switch
    {
        (TextValue x, TextValue y) => ArgumentValue.Of(x.Value + y.Value),
        (ListValue x, ListValue y) => new ListValue(x.Items.Concat(y.Items).ToValueList()),
        _ => new TupleValue(((TupleValue)left).Items.Concat(((TupleValue)right).Items).ToValueList()),
    };

    private static ArgumentValue? Repeated(ArgumentValue value, BigInteger times, PythonBudget budget)
    {
        // What is repeated was walked for its size, so it is paid once even when nothing comes out.
        var content = PythonBudget.SizeOf(value) - 1;
        if (content == 0) return value;
        if (!budget.Pay(1 + BigInteger.Max(1, times) * content)) return null;
        times = BigInteger.Max(0, times);
        return value switch
        {
            TextValue text => ArgumentValue.Of(string.Concat(Enumerable.Repeat(text.Value, (int)times))),
            ListValue list => new ListValue(Repeated(list.Items, (int)times)),
            _ => new TupleValue(Repeated(((TupleValue)value).Items, (int)times)),
        };
    }

    private static ValueList<ArgumentValue> Repeated(ValueList<ArgumentValue> items, int times) =>
        Enumerable.Repeat(items, times).SelectMany(item => item).ToValueList();
}
